"""Whether a template makes its paper, before anybody needs that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.render.papers.named import refuse_unknown
from zizhao_cli.render.papers.word import Word

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.domain.paper_fields import Paper


def checked(content: bytes, file: Path, paper: Paper) -> list[str]:
    """Fill a template with examples, and once with nothing; return the fields that it leaves out.

    Raises NotAWordFile, TemplateBroken, UnknownTemplateFields.
    """
    word = Word(content, file)
    unused = refuse_unknown(word, paper)
    word.filled({said.name: said.shown for said in paper.says})
    Word(content, file).filled({said.name: said.blank for said in paper.says})
    return unused
