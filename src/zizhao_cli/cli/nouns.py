"""The nouns with their summaries, which `zizhao --help` tells without loading what they do."""

import typer

from zizhao_cli.cli.help import ChineseGroup

NOUNS = {
    "init": "建立账本，装入单位名册",
    "unit": "单位：登记、修改、停用、查看",
    "measure": "十五条硬措施：查看",
    "check": "检查：登记、查看、作废",
    "hazard": "隐患：登记、整改、复查、延期、移送、作废、查看",
    "report": "报表：逾期、未销号、将到期",
    "batch": "导入批次：查看、撤销",
    "journal": "日志：谁在什么时候记了什么",
    "db": "账本文件：情况、核验、备份、恢复、升级",
    "schema": "导入格式：一行的 JSON Schema",
    "completion": "命令补全：输出给 shell 用的脚本",
}


def noun(name: str) -> typer.Typer:
    """Return the group of the commands of a noun, which are to be added to it."""
    return typer.Typer(
        add_completion=False,
        cls=ChineseGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help=NOUNS[name],
    )
