"""An officer in a process of his own, who writes one thing after another and notes what he was told.

`start` begins one. His log is a file of JSON lines: a `Write` before each write and, when it is over, an `Answer`;
each line is on the disk before he goes on. He calls the program's `main()` again and again, or, where `way` is
PROGRAM, starts the program for each write, whose stdout is a file beside the log: what it printed is known even
where it was killed thereafter.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import random
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.soak.duties import Duties, Write

if TYPE_CHECKING:
    from collections.abc import Sequence

MAIN, PROGRAM = "main", "program"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What the program said to a write."""

    code: int
    out: str
    err: str


@dataclass
class Log:
    """What an officer noted: his writes with their answers, and the one that he has no answer to.

    `printed` is what the program said of that one, which makes it as good as confirmed.
    """

    answered: list[tuple[Write, Answer]] = field(default_factory=list)
    in_flight: Write | None = None
    printed: str = ""

    @classmethod
    def read(cls, file: Path) -> Log:
        """Return the log in `file`; a last line without its end was not noted."""
        log = cls()
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for line in text.split("\n")[:-1]:
            if log.in_flight is None:
                log.in_flight = Write(**json.loads(line))
            else:
                log.answered.append((log.in_flight, Answer(**json.loads(line))))
                log.in_flight = None
        if log.in_flight is not None and stdout_of(file).exists():
            log.printed = stdout_of(file).read_text(encoding="utf-8")
        return log

    def confirmed(self) -> list[tuple[Write, Answer]]:
        """Return the writes that were said to be done."""
        return [(write, answer) for write, answer in self.answered if answer.code == 0]


def stdout_of(log: Path) -> Path:
    """Return the file that takes the stdout of the programs which an officer starts."""
    return log.with_suffix(".stdout")


def name_of(number: int) -> str:
    """Return the name under which the officer `number` writes."""
    return f"记账人{number}"


def start(
    db: Path, log: Path, number: int, way: str, turns: int | None = None
) -> subprocess.Popen[bytes]:
    """Start an officer, the leader of a process group, who ends after `turns` writes or never."""
    around = {**os.environ, "ZIZHAO_DB": str(db), "ZIZHAO_BY": name_of(number), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soak.officer", str(log), str(number), way, str(turns or "")],
        cwd=ROOT,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def start_program(args: Sequence[str], stdout: Path) -> Answer:
    """Start the program with `args`; it writes to the file `stdout` itself."""
    with stdout.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *args],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
        )
    return Answer(done.returncode, stdout.read_text(encoding="utf-8"), done.stderr.decode())


def call_main(args: Sequence[str]) -> Answer:
    """Call the program's `main()` with `args`, in this process."""
    from zizhao_cli.__main__ import main

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code = -1
    sys.argv = ["zizhao", *args]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Answer(code, *said)


def work(log: Path, number: int, way: str, turns: int | None) -> None:
    """Write `turns` times, or until killed."""
    duties = Duties(number, log.parent, random.Random(number))  # noqa: S311 - nothing is secret here
    stdout = stdout_of(log)
    with log.open("w", encoding="utf-8") as file:

        def note(what: Any) -> None:
            file.write(json.dumps(asdict(what), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

        for turn in itertools.count() if turns is None else range(turns):
            write = duties.next(turn)
            stdout.unlink(missing_ok=True)
            note(write)
            answer = start_program(write.args, stdout) if way == PROGRAM else call_main(write.args)
            note(answer)
            if answer.code == 0:
                duties.learn(write, answer.out, answer.err)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4] or 0) or None)
