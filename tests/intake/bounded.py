"""The program as a subprocess with bounded memory and time, on files that mean harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.intake.office import Office

MEMORY = 3 << 29
SECONDS = 60
"""Of processor time, which other programs on the machine do not take away."""
HANGING = 600
"""Seconds on the wall, which only a program that waits for something reaches."""
_CHILD = (
    "import resource, runpy, sys; "
    "resource.setrlimit(resource.RLIMIT_AS, [int(sys.argv.pop(1))] * 2); "
    f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS})); "
    "sys.argv = ['zizhao', *sys.argv[1:]]; runpy.run_module('zizhao_cli', run_name='__main__')"
)


@dataclass(frozen=True)
class Ended:
    """How the program ended."""

    code: int
    receipt: dict[str, Any]
    err: str


def run(
    office: Office, file: str, *options: str, form: str = "check", memory: int = MEMORY
) -> Ended:
    """Import `file` in bounds, of which `memory` is in bytes; raises subprocess.TimeoutExpired."""
    around = {**os.environ, "ZIZHAO_DB": str(office.path), "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _CHILD,
            str(memory),
            form,
            "import",
            file,
            "--format",
            "json",
            *options,
        ],
        env=around,
        capture_output=True,
        check=False,
        timeout=HANGING,
        stdin=subprocess.DEVNULL,
    )
    receipt = json.loads(done.stdout) if done.stdout else {}
    return Ended(done.returncode, receipt, done.stderr.decode(errors="replace"))


def refused(office: Office, file: str, *options: str, memory: int = MEMORY) -> list[str]:
    """Assert that `file` is refused in bounds and nothing written; return the messages."""
    before = office.path.read_bytes()
    ended = run(office, file, *options, memory=memory)
    assert ended.code == 3, ended.err[:2000]
    assert ended.err.startswith("zizhao: 错误: ")
    assert "Traceback" not in ended.err
    assert ended.receipt["batch"] is None
    assert office.path.read_bytes() == before
    return [problem["message"] for problem in ended.receipt["problems"]]
