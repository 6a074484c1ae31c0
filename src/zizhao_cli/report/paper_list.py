"""The papers with their templates, and what each of them may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.domain.values import YesNo
from zizhao_cli.report.model import Report, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zizhao_cli.domain.paper_fields import Paper, Said

COLUMNS = [
    Field("paper", "文书"),
    Field("title", "名称"),
    Field("own", "本单位改过", words=YesNo),
    Field("file", "模板"),
]
FIELDS = [Field("name", "写法"), Field("meaning", "是什么"), Field("example", "例子")]


def paper_list(ledger: Path) -> Report:
    """Return the list of papers: where the template of each stands, and whether it is the office's own. Raises NoDataFolder, MachineFault."""
    rows = []
    for paper in PAPERS.values():
        name = f"papers/{paper.name}.docx"
        file = datafiles.file_of(name, ledger)
        own = YesNo.NO if file == datafiles.delivered(name) else YesNo.YES
        rows.append({"paper": paper.name, "title": paper.title, "own": own, "file": str(file)})
    head = {"list": "papers", "count": len(rows)}
    return Report(head, COLUMNS, rows, [column.key for column in COLUMNS], title="文书")


def field_list(paper: Paper) -> Report:
    """Return the list of what a paper may say, as its template writes it."""
    rows = [*_rows(paper.says)]
    head = {"list": "paper_fields", "paper": paper.name, "count": len(rows)}
    said = "几项的（problems.text）在 {% for problem in problems %} 里写 {{ problem.text }}；空着时留横线：{{ phone|pen }}，日期 {{ issued_on|pen_day }}。"
    brief = [column.key for column in FIELDS]
    return Report(head, FIELDS, rows, brief, [said], f"{paper.title}的项")


def _rows(says: Iterable[Said], before: str = "") -> Iterator[Row]:
    for said in says:
        name, example = f"{before}{said.name}", said.shown
        if said.parts:
            yield {"name": name, "meaning": said.meaning, "example": None}
            yield from _rows(said.parts, f"{name}.")
        else:
            yield {"name": name, "meaning": said.meaning, "example": example}
