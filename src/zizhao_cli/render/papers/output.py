"""Where a paper goes: a file that nothing else stands in, or stdout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import UsageProblem
from zizhao_cli.render.output import Output, give
from zizhao_cli.render.target import refuse_treasure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.report.model import Report

WORD = "docx"


class PaperNotForTerminals(UsageProblem):
    def __init__(self) -> None:
        super().__init__("docx 不能显示在终端上", "加 --output 文件.docx，或用管道接走")


class PaperOutput(Output):
    """An answer as the paper that it is about; `values` in its head are what the paper says."""

    def __init__(self, paper: str, ledger: Path, file: str | None, *, force: bool = False) -> None:
        """A file that stands there is replaced where it is the same paper with the same content, or where `force` says so.

        Raises PaperNotForTerminals, NotToBeOverwritten, MachineFault.
        """
        super().__init__("table", None, force=force)
        self.paper, self.ledger, self.file = paper, ledger, file
        self.lacking: list[str] = []
        if self.on_terminal():
            raise PaperNotForTerminals
        if self.to_file:
            refuse_treasure(Path(str(file)), WORD)

    def report(self, report: Report) -> None:
        """Write the paper that a report makes; see saying."""
        self.saying(report.head["values"])

    def saying(self, values: Mapping[str, object]) -> None:
        """Write the paper that says `values`; `lacking` then has the fonts that this machine lacks. Raises SomebodyElsesFile, what `filled` raises, MachineFault."""
        from zizhao_cli.render.papers.filled import filled
        from zizhao_cli.render.papers.fonts import missing_fonts

        content = filled(self.paper, values, self.ledger)
        self.lacking = missing_fonts(content)
        give(content, self.file, force=self.force)
