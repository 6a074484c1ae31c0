"""Ledgers that several test files look at: the one that examples/morning.sh builds, on the morning of 2022-07-15."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2022-07-15T09:00:00+08:00"
WITNESS = Path(__file__).parent / "witness"
EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Morning(Zizhao):
    """The program on one ledger, always at nine in the morning of 2022-07-15."""

    def around(self, env: dict[str, str], now: str | None) -> dict[str, str]:
        """Return the environment of a run."""
        clock = {"ZIZHAO_TEST_NOW": now or NOW, "PYTHONPATH": str(WITNESS)}
        return super().around({**clock, **env}, None)

    def copy(self, folder: Path) -> Morning:
        """Return the program on a copy of this ledger in `folder`, which may be written."""
        return Morning(Path(shutil.copy(self.db, folder / "ledger.db")))


def environment(zizhao: Zizhao, **more: str) -> dict[str, str]:
    """Return the environment in which a test itself starts the program, at the time of Morning."""
    around = Morning(zizhao.db).around({}, None)
    sizeless = {name: value for name, value in around.items() if name not in ("COLUMNS", "LINES")}
    return {**sizeless, **more}


def once(
    factory: pytest.TempPathFactory, name: str, build: Callable[[Morning], None], on: Zizhao | None
) -> Morning:
    """Return the ledger `name`, which `build` brings about on a copy of `on` once for all workers of a run."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = Path(tempfile.mkdtemp(dir=root))
            zizhao = Morning(draft / "ledger.db")
            if on is not None:
                shutil.copy(on.db, zizhao.db)
            build(zizhao)
            draft.rename(folder)
    return Morning(folder / "ledger.db")


def _build_morning(zizhao: Morning) -> None:
    zizhao.ok("init")
    program = zizhao.db.parent / "bin" / "zizhao"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zizhao_cli "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", str(EXAMPLES / "morning.sh")],
        env=environment(zizhao, PATH=path),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The ledger of the examples; tests that write take `morning.copy(tmp_path)`."""
    return once(tmp_path_factory, "morning", _build_morning, None)
