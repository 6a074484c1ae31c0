"""zizhao measure."""

from typing import Annotated

import typer

from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun

app = noun("measure")


@app.command("list", cls=ChineseCommand)
@bundled
def list_measures(ctx: typer.Context, look: options.Look) -> None:
    """列出十五条硬措施和检查对象。"""
    from zizhao_cli.report.measures import measure_list

    look.out().report(measure_list(context.ledger(ctx)))


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    measure: Annotated[
        str,
        typer.Argument(
            metavar="条款",
            help="1–15、六、（六）、第六条或标题",
            autocompletion=suggest.measures,
        ),
    ],
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示一条硬措施：标题、检查对象、检查要点。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.measures import COLUMNS, measure_record
    from zizhao_cli.report.model import Record

    row = measure_record(context.ledger(ctx), measure)
    points = (
        "检查要点",
        [f"{place}. {point}" for place, point in enumerate(row["look_for"], start=1)],
    )
    Output(format, output).record(Record(COLUMNS[:-1], row, row["title"], [points]), row)
