"""Reports that are written as papers, and what is said beside any paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zizhao_cli.cli import context, options
from zizhao_cli.cli.ask import note

if TYPE_CHECKING:
    from zizhao_cli.cli.asked import Given, Question

WORD = "docx"


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


def say_lacking(fonts: list[str]) -> None:
    """Say on stderr which fonts of a paper this machine lacks, if any."""
    from zizhao_cli.render.papers.fonts import lacking

    if fonts:
        note(lacking(fonts))
