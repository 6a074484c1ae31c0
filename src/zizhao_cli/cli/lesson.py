"""zizhao lesson."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.lesson import LESSON

if TYPE_CHECKING:
    import sqlite3


def _left(connection: "sqlite3.Connection", no: str) -> Iterator[str]:
    from zizhao_cli.report.lessons import left_at_close

    yield from left_at_close(connection, no, settings.today())


app = noun_of(LESSON, reminds={"close": _left})
