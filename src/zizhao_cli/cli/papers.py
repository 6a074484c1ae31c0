"""Reports that are written as papers, and what is said beside any paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli.cli import context, options
from zizhao_cli.cli.ask import note
from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.cli.asked import Given, Question

WORD = "docx"
WordFile = Annotated[
    str | None,
    typer.Option(
        "--output", metavar="文件", help="写到哪个 Word 文件，以 .docx 结尾；- 是标准输出"
    ),
]


class NotAWordName(UsageProblem):
    def __init__(self, output: str) -> None:
        super().__init__(
            f"--output 写的 {quoted(output)} 不以 .docx 结尾",
            "文书是 Word 文件：--output 文件.docx",
        )


def refuse_other_names(output: str | None) -> None:
    """Refuse a file that is not named as one of Word. Raises NotAWordName."""
    if output not in (None, "-") and not str(output).lower().endswith(f".{WORD}"):
        raise NotAWordName(str(output))


def is_word(look: options.Look) -> bool:
    """Say whether an answer is to be a Word file."""
    named = Path(look.output or "").suffix.lower() == f".{WORD}"
    return look.format == WORD or (look.format is None and named)


def answer(ctx: typer.Context, paper: str, question: "Question", given: "Given") -> None:
    """Ask `question`, and write the paper that its answer makes. Raises what PaperOutput raises."""
    from zizhao_cli.render.papers.output import PaperOutput

    look = given.look
    out = PaperOutput(paper, context.ledger(ctx), look.output, force=look.force)
    given.answer(ctx, question, out=out)
    say_lacking(out.lacking)


def write(
    ctx: typer.Context, paper: str, values: "Mapping[str, object]", file: str | None, *, force: bool
) -> None:
    """Write the paper that says `values`. Raises NotAWordName, and what PaperOutput raises."""
    from zizhao_cli.render.papers.output import PaperOutput

    refuse_other_names(file)
    out = PaperOutput(paper, context.ledger(ctx), file, force=force)
    out.saying(values)
    say_lacking(out.lacking)


def say_lacking(fonts: list[str]) -> None:
    """Say on stderr which fonts of a paper this machine lacks, if any."""
    from zizhao_cli.render.papers.fonts import lacking

    if fonts:
        note(lacking(fonts))
