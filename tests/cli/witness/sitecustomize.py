"""Sets the clock of a program under test and, where asked, writes down each error that it builds or spoils it.

The clock is the program's own one door to the time, which costs a tenth of what time_machine does at each start.
"""

import os
from datetime import datetime

from zizhao_cli import settings
from zizhao_cli.errors import ZizhaoError

if moment := os.environ.get("ZIZHAO_TEST_NOW"):
    settings.now = lambda: datetime.fromisoformat(moment)

if os.environ.get("ZIZHAO_TEST_SPOILT"):
    # Stands for a mistake in the program: looking for the ledger fails as no rule foresees.
    settings.ledger_path = lambda _: {}["出错"]

if notes := os.environ.get("ZIZHAO_TEST_WITNESS"):
    build = ZizhaoError.__init__

    def witnessed(self: ZizhaoError, *args: str | None) -> None:
        """Build the error and note its class."""
        with open(notes, "a", encoding="utf-8") as file:  # noqa: PTH123 - starts sooner
            file.write(f"{type(self).__name__}\n")
        build(self, *args)

    ZizhaoError.__init__ = witnessed  # type: ignore[method-assign]

if touched := os.environ.get("ZIZHAO_TEST_TOUCHED"):
    # Stands for somebody who saves the file while it is read.
    open_file = os.open

    def touching(path: os.PathLike[str] | str, *args: int, **how: int) -> int:
        """Open a file, and give the one that is meant another time."""
        opened = open_file(path, *args, **how)
        if str(path) == touched:
            os.utime(path, (1, 1))
        return opened

    os.open = touching
