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

if moment_of_end := os.environ.get("ZIZHAO_TEST_ENDED_AT"):
    # Stands for somebody who presses Ctrl-C: at the so-manieth thing that the program itself does from the end of its
    # change-set on. Where nothing ends it,
    # it writes down how many such things there were.
    import signal
    import sys
    from types import FrameType

    from zizhao_cli.store.journal.changeset import ChangeSet

    signals = os.environ["ZIZHAO_TEST_ENDED_BY"].split(",")
    done = [0]

    def counting(frame: FrameType, event: str, _: object) -> None:
        """Count what is done, and send the signals at their moment."""
        if "zizhao_cli" not in frame.f_code.co_filename or event == "c_exception":
            return
        done[0] += 1
        if done[0] == int(moment_of_end):
            for name in signals:
                signal.raise_signal(signal.Signals[name])
        if frame.f_code.co_name == "over":
            sys.setprofile(None)
            with open(os.environ["ZIZHAO_TEST_MOMENTS"], "w", encoding="utf-8") as file:  # noqa: PTH123 - starts sooner
                file.write(str(done[0]))

    seal = ChangeSet.seal

    def sealing(self: ChangeSet, *args: object) -> None:
        """Seal a change-set, and count from there."""
        sys.setprofile(counting)
        seal(self, *args)  # type: ignore[arg-type]

    ChangeSet.seal = sealing  # type: ignore[method-assign]
