"""What imports the rows of one kind, whatever tells new ones from those that are there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from zizhao_cli.intake.rows.reader import PlainReader, RowReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.errors import Refused
    from zizhao_cli.ledger.imports.pictures import TablePictures
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class RowImporter(ABC):
    """Imports rows chunk by chunk, inside one change-set, and counts them in its receipt."""

    reader: ClassVar[type[RowReader]] = PlainReader
    """What reads the rows that it takes."""

    def __init__(self, changes: ChangeSet, session: LedgerSession, receipt: Receipt) -> None:
        self._changes = changes
        self._session = session
        self._receipt = receipt
        self._file = ""
        self.sheet: str | None = None
        """Which sheet of the file what follows stands on."""
        self.pictures: TablePictures | None = None
        """The pictures of the table whose rows come, if it may have any."""

    def begin_file(self, name: str) -> None:
        """Take what follows as rows of the file `name`."""
        self._file = name

    @abstractmethod
    def take(self, rows: Sequence[Any]) -> list[tuple[Any, str, Refused]]:
        """Write the rows that are new, count those that are there, and return those that are refused.

        With each comes the key of the column that is to blame, and why.
        """

    def warn(self, line: int, message: str) -> None:
        """Note in the receipt what is to be seen to in a line that is taken."""
        place = {"file": self._file, "sheet": self.sheet, "line": line}
        self._receipt.warnings.append({**place, "message": message})
