"""zizhao schema."""

from collections.abc import Iterable
from typing import Annotated

import typer

from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.domain.kinds import forms
from zizhao_cli.errors import UsageProblem, quoted

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class UnknownForm(UsageProblem):
    def __init__(self, value: str, known: Iterable[str]) -> None:
        super().__init__(f"没有 {quoted(value)} 的格式", f"可写：{'、'.join(known)}")


@app.command("schema", cls=ChineseCommand)
def schema(
    form: Annotated[str, typer.Argument(metavar="内容", help="、".join(forms()))],
) -> None:
    """输出导入时一行的 JSON Schema，供写脚本的人用。"""
    from zizhao_cli.intake.schema import row_schema
    from zizhao_cli.render.data import to_json
    from zizhao_cli.render.output import say_bytes

    if form not in forms():
        raise UnknownForm(form, forms())
    say_bytes(to_json(row_schema(forms()[form])).encode())
