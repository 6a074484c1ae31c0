"""The pictures of an import on their way into the ledger, as evidence of what their rows say."""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.evidence import EvidenceGivenTwice, TooMuchEvidence
from zizhao_cli.intake.table.table import ErrorCell, Pictures
from zizhao_cli.store.evidence.files import CHUNK, copied, folder_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.table import Cells, Table
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.evidence.files import EvidenceFile
    from zizhao_cli.store.journal.changeset import ChangeSet

_IN_CELL = re.compile(r'=DISPIMG\(\s*"?([^",;)]+)"?', re.IGNORECASE)
_AFTERWARDS = re.compile("[改理]后|完成|复查|销号")
"""What stands over pictures that show what was done; others show what was found."""
_NOT_NEW = "这一行没有新记"
_REJECTED = "这一行退回了，退回的文件里没有照片；改好导入以后，用 hazard note、check note 的 --evidence 附上"
_KNOWN = "这一行早已记过，后补的照片用 hazard note、check note 的 --evidence 附"
_IN_EXCEL_S_OWN_WAY = "这一格出错，或是用 Excel 放在单元格里的图片，读不出；改为浮动图片再导入"


class _Picture(NamedTuple):
    column: int
    part: str


class Album:
    """All pictures of one import; its files are copied as they come, and what no change-set kept is removed at the end."""

    def __init__(self, session: LedgerSession, receipt: Receipt, stack: ExitStack) -> None:
        self._session = session
        self._receipt = receipt
        self._stack = stack
        self._folder: Path | None = None

    def copied(self, name: str, package: zipfile.ZipFile, part: str) -> EvidenceFile:
        """Copy a part beside the ledger, or for a dry run elsewhere. Raises EvidenceRefused, MachineFault."""
        if self._folder is None:
            self._folder = (
                Path(self._stack.enter_context(TemporaryDirectory(prefix="zizhao-")))
                if self._receipt.dry_run
                else folder_of(self._session.path)
            )
        with package.open(part) as source:
            copy = copied(self._folder, name, name, source, self._session.policy)
        self._stack.callback(copy.draft.unlink, missing_ok=True)
        return copy

    def of_table(
        self, source: Source, table: Table, understood: Understood, changes: ChangeSet
    ) -> TablePictures | None:
        """Return the pictures of a table, or None where there can be none."""
        if table.pictures is None and not understood.pictures and not table.keyed:
            return None
        return TablePictures(self, source, table, understood, changes, self._receipt)

    @property
    def most(self) -> int:
        """How many pictures one step may have."""
        return self._session.policy.evidence_max_files


class TablePictures:
    """The pictures of one table, waiting for their rows."""

    def __init__(  # what a picture has to do with
        self,
        album: Album,
        source: Source,
        table: Table,
        understood: Understood,
        changes: ChangeSet,
        receipt: Receipt,
    ) -> None:
        self._album = album
        self._source = source
        self._table = table
        self._understood = understood
        self._changes = changes
        self._counts = receipt.pictures
        self._pictures = table.pictures or Pictures()
        self._waiting: dict[int, list[_Picture]] = defaultdict(list)
        for line, floating in self._pictures.floating.items():
            self._waiting[line] += (_Picture(*picture) for picture in floating)
        self._texts: dict[int, list[int]] = defaultdict(list)
        self._copies: dict[str, EvidenceFile] = {}
        self._rejected: set[int] = set()
        self._shown: dict[tuple[str, int, int], list[EvidenceFile]] = defaultdict(list)
        for place in self._pictures.left_out:
            self._leave_out(*place)

    def watched(self, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
        """Yield the rows, and note what stands in their columns of pictures."""
        for line, cells in rows:
            for place in self._understood.pictures:
                cell = cells[place] if place < len(cells) else None
                if cell not in ("", None) and not str(cell).isspace():
                    self._note(line, place, cell)
            yield line, cells

    def _note(self, line: int, place: int, cell: Any) -> None:  # noqa: ANN401 - cells are of any kind
        above = self._table.from_above
        named = _IN_CELL.match(cell) if isinstance(cell, str) else None
        if above is not None and place in above(line):
            return
        if isinstance(cell, ErrorCell):
            self._leave_out(line, place, _IN_EXCEL_S_OWN_WAY)
        elif named is None:
            self._texts[place].append(line)
        elif named[1] in self._pictures.in_cells:
            self._waiting[line].append(_Picture(place, self._pictures.in_cells[named[1]]))
        else:
            self._leave_out(line, place, f"文件里没有图片 {named[1][:40]}")

    def take(self, line: int, kind: Kind, record_id: int, done: int = 1) -> None:
        """Take the pictures of a row as evidence of a record that is new; those of what was done show something of the step `done`."""
        for picture in self._waiting.pop(line, ()):
            afterwards = _AFTERWARDS.search(self._heading(picture.column)) is not None
            step = done if afterwards else 1
            beside = self._shown[kind.name, record_id, step]
            try:
                copy = self._copied(line, picture)
                if len(beside) == self._album.most:
                    raise TooMuchEvidence(len(beside) + 1, self._album.most)
                for other in beside:
                    if other.sha256 == copy.sha256:
                        raise EvidenceGivenTwice(copy.name, other.name)
            except Refused as refused:
                self._leave_out(line, picture.column, refused.sentence)
                continue
            beside.append(copy)
            self._changes.show([copy], kind, record_id, step)
            self._counts["taken"] += 1

    def leave(self, line: int) -> None:
        """Count the pictures of a row that is on record: those that the ledger has, and those that came later."""
        for picture in self._waiting.pop(line, ()):
            if self._is_kept(picture.part):
                self._counts["same"] += 1
            else:
                self._leave_out(line, picture.column, _KNOWN)

    def reject(self, line: int) -> None:
        """Note that a row is handed back while others stay; a file of rejects has no pictures."""
        self._rejected.add(line)

    def finish(self) -> None:
        """Say which pictures belong to no row that was taken, and where something else stands in a column of pictures."""
        for line, pictures in sorted(self._waiting.items()):
            for picture in pictures:
                why = _REJECTED if line in self._rejected else _NOT_NEW
                self._leave_out(line, picture.column, why)
        for place, lines in sorted(self._texts.items()):
            self._leave_out(lines[0], place, f"照片列里写的是文字，没有读（{len(lines)} 行）")

    def _copied(self, line: int, picture: _Picture) -> EvidenceFile:
        if picture.part not in self._copies:
            ending = posixpath.splitext(picture.part)[1]
            name = f"{self._heading(picture.column)}（第 {line} 行）{ending}"
            with zipfile.ZipFile(self._source.path) as package:
                self._copies[picture.part] = self._album.copied(name, package, picture.part)
        return self._copies[picture.part]

    def _is_kept(self, part: str) -> bool:
        digest = hashlib.sha256()
        with zipfile.ZipFile(self._source.path) as package, package.open(part) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        query = "SELECT 1 FROM evidence WHERE sha256 = ? LIMIT 1"
        found = self._changes.connection.execute(query, (digest.hexdigest(),))
        return found.fetchone() is not None

    def _heading(self, column: int) -> str:
        within = column < len(self._understood.headings)
        return self._understood.heading(column) if within else f"第 {column + 1} 列"

    def _leave_out(self, line: int | None, column: int | None, why: str) -> None:
        self._counts["left_out"].append(
            {
                "file": self._source.name,
                "sheet": self._table.sheet,
                "line": line,
                "column": None if column is None else self._heading(column),
                "why": why,
            }
        )
