"""The program kept warm: one process loads all of it once and forks for each call, so that thousands are cheap.

Each call is a process of its own that runs the program's `main` on real arguments, streams and files.
Only the loading is shared. `python -m tests.soak.warm` is the process that forks.
"""

from __future__ import annotations

import io
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.cli.ledgers import environment
from tests.conftest import Run, Zizhao

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Warm(Zizhao):
    """The program on one ledger, on the morning of 2022-07-15, in the folder where the ledger is."""

    process: subprocess.Popen[str]

    def __call__(
        self,
        *args: str,
        env: dict[str, str] | None = None,
        now: str | None = None,
        stdin: bytes = b"",
    ) -> Run:
        """Run the program with `args`."""
        assert now is None
        around = {"ZIZHAO_DB": str(self.db), "XDG_DATA_HOME": str(self.db.parent), **(env or {})}
        call = {"args": args, "env": around, "cwd": str(self.db.parent)}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps({**call, "stdin": stdin.decode("latin-1")}), file=self.process.stdin)
        self.process.stdin.flush()
        code, out, err = json.loads(self.process.stdout.readline())
        raw = out.encode("latin-1")
        said = err.encode("latin-1").decode(errors="replace")
        return Run(code, raw.decode(errors="replace"), said, raw)

    def on(self, db: Path) -> Warm:
        """Return the program on another ledger."""
        return replace(self, db=db)


@contextmanager
def warmed(db: Path) -> Iterator[Warm]:
    """Yield the program on the ledger `db`, and end its process afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.warm"],
        cwd=ROOT,
        env=environment(Zizhao(db)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Warm(db, process)
    finally:
        process.communicate()


def serve() -> None:
    """Answer each call that comes in as a line of JSON, until there are no more."""
    import zizhao_cli

    for module in pkgutil.walk_packages(zizhao_cli.__path__, "zizhao_cli."):
        import_module(module.name)
    for name in ("rich.console", "rich.table", "xlsxwriter", "python_calamine", "chinese_calendar"):
        import_module(name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


def _forked(call: dict[str, Any]) -> tuple[int, str, str]:
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(call["stdin"].encode("latin-1"))
        given.seek(0)
        child = os.fork()
        if child == 0:
            for number, file in enumerate((given, out, err)):
                os.dup2(file.fileno(), number)
            _run(call)
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("latin-1"))
        return os.waitstatus_to_exitcode(status), texts[0], texts[1]


def _run(call: dict[str, Any]) -> None:
    """Be the program, and end."""
    from zizhao_cli.__main__ import main

    code = 255
    try:
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
        os.environ.update(call["env"])
        os.chdir(call["cwd"])
        sys.argv = ["zizhao", *call["args"]]
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
