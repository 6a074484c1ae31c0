"""The nouns with their summaries, which `zizhao --help` tells without loading what they do."""

from collections.abc import Callable

import typer

from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand, ChineseGroup
from zizhao_cli.domain.kinds import KINDS

NOUNS = {
    "init": "建立账本，装入单位名册",
    **{kind.name: kind.summary for kind in KINDS},
    "walk": "现场检查：一条一条查，边查边记，一次记入",
    "measure": "十五条硬措施：查看",
    "criteria": "重大隐患判定标准：查看、对照一段文字",
    "report": "报表：逾期、汇总、覆盖、履职、督办、考核等",
    "nightly": "每晚的事：核验、备份、出逾期和将到期的报表、发到群里",
    "group": "群：每晚发给谁；设、列、去掉、试发",
    "journal": "日志：谁在什么时候记了什么",
    "db": "账本文件：情况、核验、备份、恢复、升级、认可时钟",
    "push": "报送区县：把日志里新的送去，区县核对后给回执",
    "district": "区县库：建立、收镇、收文件、拒收的、重新接收、核验",
    "template": "文书的 Word 模板：查看、拿一份来改、核对；空的登记表",
    "layout": "读法：存下一种表格怎样读，下次用名称",
    "config": "自己的设定：记账人、账本、分页、颜色",
    "schema": "导入格式：一行的 JSON Schema",
    "board": "看板：在浏览器里看逾期、将到期、覆盖、走势",
    "open": "打开一项的佐证",
    "help": "一个命令的说明，或全书",
    "completion": "命令补全：输出给 shell 用的脚本",
}


def module_of(noun: str) -> str:
    """Return the name of the module that holds the commands of a noun."""
    own = {"help": "manual", "open": "opened"}
    packages = {kind.name: kind.package for kind in KINDS}
    return f"{packages.get(noun, 'zizhao_cli')}.cli.{own.get(noun, noun)}"


def add_commands(app: typer.Typer, *commands: Callable[..., None]) -> None:
    """Add functions to the commands of a noun, in their order and under their names."""
    for command in commands:
        name = command.__name__.strip("_").replace("_", "-")
        app.command(name, cls=ChineseCommand)(bundled(command))


def noun(name: str) -> typer.Typer:
    """Return the group of the commands of a noun, which are to be added to it."""
    return typer.Typer(
        add_completion=False,
        cls=ChineseGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help=NOUNS[name],
    )
