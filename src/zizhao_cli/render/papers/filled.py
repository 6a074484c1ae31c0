"""A paper made from its template: the office's own, else the program's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.paper_fields import PAPERS, Paper, Said, paper_named
from zizhao_cli.errors import visible
from zizhao_cli.render.papers.named import refuse_unknown
from zizhao_cli.render.papers.pictures import Picture, shown
from zizhao_cli.render.papers.word import APART, Word, content_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["PAPERS", "Picture", "filled", "template_of"]


def template_of(name: str, ledger: Path) -> Path:
    """Return the template of a paper: that of the office that keeps `ledger`, else the program's.

    Raises NoDataFolder, MachineFault.
    """
    return datafiles.file_of(f"papers/{name}.docx", ledger)


def filled(name: str, values: Mapping[str, object], ledger: Path) -> bytes:
    """Return the paper `name` (PAPERS) as a Word file that says `values`; the same values give the same bytes.

    A field that `values` do not have is blank. Texts may hold anything; of what steers a program only line breaks stay. Rows may have
    Pictures. Raises UnknownPaper, TemplateUnreadable, NotAWordFile, UnknownTemplateFields, TemplateBroken; ValueError at a key that no
    field of the paper has.
    """
    paper = paper_named(name)
    file = template_of(name, ledger)
    word = Word(content_of(file), file)
    refuse_unknown(word, paper)
    return word.filled(said(word, paper, values))


def said(word: Word, paper: Paper, values: Mapping[str, object]) -> dict[str, Any]:
    """Return `values` as a template is given them, all fields of the paper among them."""
    return _row(word, paper.fields, values)


def _row(word: Word, fields: dict[str, Said], values: Mapping[str, object]) -> dict[str, Any]:
    if unknown := values.keys() - fields.keys():
        raise ValueError(f"no fields of this paper: {sorted(unknown)}")
    # A text that is not there is blank; a number that is not there is no 0.
    numbers = {name for name, field in fields.items() if type(field.example) is int}
    if lacking := numbers - values.keys():
        raise ValueError(f"figures that are not told: {sorted(lacking)}")
    return {
        name: _value(word, field, values[name]) if values.get(name) is not None else field.blank
        for name, field in fields.items()
    }


def _value(word: Word, field: Said, value: Any) -> Any:  # noqa: ANN401 - of the field's kind
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Picture):
        return {"image": shown(word, value), "caption": clean(value.caption)}
    if isinstance(value, dict):
        return _row(word, {part.name: part for part in field.parts}, value)
    if isinstance(value, (list, tuple)):
        return [_value(word, field, item) for item in value]
    return value


def clean(text: str) -> str:
    """Return a text as Word may have it: its line breaks, and nothing else that steers a program."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    # The library makes {{ of {_{ even in what is filled in.
    return re.sub(r"([{}%#])_(?=[{}%#])", rf"\1_{APART}", "\n".join(map(visible, lines)))
