"""The file that a record came with, given back as it was kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli.cli import context
from zizhao_cli.cli.numbers import OneAtATime
from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import MachineFault, quoted

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind

KeptFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="文件",
        help="把存下的文件原样写到这里，- 是标准输出；加 --format 则写显示的内容",
    ),
]


def give_back(ctx: typer.Context, kind: "Kind", numbers: list[str], output: str) -> None:
    """Write the file that a record was registered with where nothing else stands, `-` being stdout. Raises OneAtATime, KeptFileGone, SomebodyElsesFile."""
    from zizhao_cli.render.output import give
    from zizhao_cli.report.evidence import kept_file

    if len(numbers) > 1:
        raise OneAtATime(numbers)
    with context.reading(ctx) as connection:
        content = kept_file(connection, context.ledger(ctx), kind, numbers[0])
    give(content, output)


def refuse_others(output: str) -> None:
    """Refuse a file to be written that is there, or whose folder is not. Raises SomebodyElsesFile, MachineFault."""
    from zizhao_cli.render.target import SomebodyElsesFile

    target = Path(output)
    if output != "-" and not target.parent.is_dir():
        raise MachineFault(f"写入 {target} ", "没有这个文件夹")
    if output != "-" and target.exists():
        raise SomebodyElsesFile(target)


def refuse_there(output: str) -> None:
    """Refuse a file to be written that is there already, of whatever kind. Raises PlaceTaken."""
    if output != "-" and Path(output).exists():
        raise PlaceTaken(output)


class PlaceTaken(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{quoted(name)} 已经在，没有覆盖", "换一个文件名，如在名称里写上日期")
