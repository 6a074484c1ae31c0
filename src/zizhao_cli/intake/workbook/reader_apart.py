"""The reader of new workbooks in a process of its own: where memory is short it dies alone, and its death gets a name."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import FileRefused, MemoryShort
from zizhao_cli.intake.workbook.limits import READER_LIMIT
from zizhao_cli.intake.workbook.reader import ReaderHere

if TYPE_CHECKING:
    from zizhao_cli.intake.workbook.reader import Extent

_PROGRAM = f"from {__name__} import serve; serve()"


class ReaderApart:
    """The reader, asked over pipes. Its process ends with this object, and with this process."""

    def __init__(self, path: str, counted: str) -> None:
        """Start it on the workbook at `path`; `counted` is what to say of the workbook where memory is short.

        Raises WorkbookBroken, WorkbookEncrypted, MemoryShort.
        """
        self._counted = counted
        self._process = subprocess.Popen(  # noqa: S603 - this program once more
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # It finds what this process finds; and a dying reader that traces its steps may never end.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RUST_BACKTRACE": "0"},
        )
        weakref.finalize(self, _end, self._process)
        self._ask("begin", path)

    def sheets(self) -> list[tuple[str, bool]]:
        """Return the name of each sheet, and whether it can be seen."""
        sheets: list[tuple[str, bool]] = self._ask("sheets")
        return sheets

    def open(self, sheet: str) -> Extent:
        """Begin to read `sheet`. Raises WorkbookBroken, MemoryShort."""
        extent: Extent = self._ask("open", sheet)
        return extent

    def rows(self, sheet: str) -> list[list[Any]]:
        """Return the next rows of `sheet`, none at its end. Raises WorkbookBroken, MemoryShort."""
        rows: list[list[Any]] = self._ask("rows", sheet)
        return rows

    def _ask(self, *question: str) -> Any:  # noqa: ANN401 - what the method of the reader returns
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None  # noqa: S101 - it was started with pipes
        assert answers is not None  # noqa: S101 - it was started with pipes
        try:
            pickle.dump(question, questions)
            questions.flush()
            answer = pickle.load(answers)  # noqa: S301 - this program wrote it
        except (EOFError, OSError, pickle.UnpicklingError) as problem:
            _end(self._process)
            raise MemoryShort(
                f"读它的进程停了（{self._process.returncode}）；{self._counted}"
            ) from problem
        if isinstance(answer, FileRefused):
            raise answer
        return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(BrokenPipeError), process:  # a question that it did not live to read
        process.kill()


def serve() -> None:
    """Answer on stdout what is asked on stdin, until nobody asks: the name of a method of ReaderHere, and its argument."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _bound_memory()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    reader: ReaderHere | None = None
    while True:
        try:
            name, *about = pickle.load(questions)  # noqa: S301 - this program wrote it
        except EOFError:
            return
        answer: Any = None
        try:
            if reader is None:
                reader = ReaderHere(*about)
            else:
                answer = getattr(reader, name)(*about)
        except FileRefused as refused:
            answer = refused
        pickle.dump(answer, answers)
        answers.flush()


def _bound_memory() -> None:
    """Let a workbook that was counted wrong end its reader before it fills the machine, where the system can do so."""
    with suppress(ImportError, OSError, ValueError):  # on Windows there is no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft > READER_LIMIT:
            resource.setrlimit(resource.RLIMIT_AS, (READER_LIMIT, hard))
