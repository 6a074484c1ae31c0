"""The program kept warm: one process loads all of it once and forks for each call, so that thousands are cheap.

Each call is a process of its own that runs the program's `main` on real arguments, streams and files.
Only the loading is shared. `python -m tests.warm` is the process that forks.
"""

from __future__ import annotations

import io
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from runpy import run_path
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]


def run_warm(
    args: Sequence[str], env: dict[str, str], folder: Path, stdin: bytes = b""
) -> tuple[int, bytes, bytes]:
    """Run the program in `folder` with just this environment and our umask; return its exit code, stdout and stderr.

    `ZIZHAO_TEST_NOW` stops its clock (ISO 8601); a sitecustomize.py on PYTHONPATH is run first. What else works at the
    start of an interpreter only, as the encodings of the streams, has no effect: they are UTF-8.
    """
    server = _server(get_ident())
    assert server.stdin is not None
    assert server.stdout is not None
    umask = os.umask(0)
    os.umask(umask)
    around = {"env": env, "folder": str(folder), "umask": umask}
    call = {"args": args, "stdin": stdin.decode("latin-1"), **around}
    print(json.dumps(call), file=server.stdin, flush=True)
    code, out, err = json.loads(server.stdout.readline())
    return code, out.encode("latin-1"), err.encode("latin-1")


@cache
def _server(thread: int) -> subprocess.Popen[str]:  # noqa: ARG001 - keyed by it
    """Start the process that forks, one for each thread that calls; it ends when the caller does, and its pipe with it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.warm"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def serve() -> None:
    """Answer each call that comes in as a line of JSON, until there are no more."""
    import zizhao_cli

    for module in pkgutil.walk_packages(zizhao_cli.__path__, "zizhao_cli."):
        import_module(module.name)
    for name in ("rich.console", "rich.table", "xlsxwriter", "python_calamine", "chinese_calendar"):
        import_module(name)
    import_module("time_machine")
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
    import time_machine

    from zizhao_cli.__main__ import main

    code = 255
    try:
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
        os.environ.clear()
        os.environ.update(call["env"])
        os.chdir(call["folder"])
        os.umask(call["umask"])
        sys.argv = ["zizhao", *call["args"]]
        for path in call["env"].get("PYTHONPATH", "").split(os.pathsep):
            if (first := Path(path, "sitecustomize.py")).is_file():
                run_path(str(first))
        if moment := call["env"].get("ZIZHAO_TEST_NOW"):
            time_machine.travel(moment, tick=False).start()
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
