"""What the tests share: a ledger in a folder of its own, and the real program as a subprocess."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.warm import run_warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLOCK = Path(__file__).parent / "clock"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak`: the long runs, as `make soak` does them."""
    parser.addoption("--soak", action="store_true", help="long runs instead of short ones")


@dataclass(frozen=True)
class Soak:
    """How long a test runs, and where it says what it did."""

    long: bool
    record: Callable[[str, object], None]

    def rounds(self, short: int, long: int) -> int:
        """Return how often to do it: `short` in `make test`, `long` in `make soak`."""
        return long if self.long else short

    def figure(self, what: str, number: int) -> None:
        """Have `make soak` print a figure."""
        self.record(FIGURE, f"{what}: {number}")


FIGURE = "figure"


@pytest.fixture
def soak(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Soak:
    """How long this test runs."""
    return Soak(request.config.getoption("--soak"), record_property)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the figures of the long runs."""
    if not config.getoption("--soak"):
        return
    terminalreporter.section("figures")
    for outcome in ("passed", "failed", "xfailed"):
        for report in terminalreporter.getreports(outcome):
            figures = [text for key, text in report.user_properties if key == FIGURE]
            if figures:
                terminalreporter.write_line(f"{report.nodeid} ({outcome})")
            for text in figures:
                terminalreporter.write_line(f"    {text}")


@dataclass(frozen=True)
class Run:
    """What one run of the program left behind."""

    code: int
    out: str
    err: str
    raw: bytes

    @classmethod
    def of(cls, code: int, out: bytes, err: bytes) -> Run:
        """Return a run that left these bytes."""
        return cls(code, out.decode(errors="replace"), err.decode(errors="replace"), out)

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Zizhao:
    """The program on one ledger, acting as 陈科旭."""

    db: Path

    def around(self, env: dict[str, str], now: str | None) -> dict[str, str]:
        """Return the environment of a run; `now` sets the program's clock (ISO 8601)."""
        clock = {} if now is None else {"ZIZHAO_TEST_NOW": now, "PYTHONPATH": str(CLOCK)}
        own = {"ZIZHAO_CONFIG": str(self.db.with_name("config.txt")), "ZIZHAO_PAGER": ""}
        here = {**os.environ, "ZIZHAO_DB": str(self.db), "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"}
        return {**here, **own, **clock, **env}

    def __call__(
        self,
        *args: str,
        env: dict[str, str] | None = None,
        now: str | None = None,
        stdin: bytes = b"",
        folder: Path | None = None,
    ) -> Run:
        """Run the program with `args`, already loaded (tests.warm), in `folder` or the present one."""
        around = self.around(env or {}, now)
        return Run.of(*run_warm(args, around, folder or Path.cwd(), stdin))

    def cold(self, *args: str, env: dict[str, str] | None = None, now: str | None = None) -> Run:
        """Run the program with `args` from its very start, as its users do."""
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *args],
            env=self.around(env or {}, now),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return Run.of(done.returncode, done.stdout, done.stderr)

    def ok(self, *args: str, **how: Any) -> str:
        """Run the program, which must succeed, and return its stdout without the last line end."""
        run = self(*args, **how)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")


@pytest.fixture(scope="session")
def fresh_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger just set up; tests copy it."""
    db = tmp_path_factory.mktemp("fresh") / "ledger.db"
    Zizhao(db).ok("init")
    return db


@pytest.fixture
def zizhao(fresh_ledger: Path, tmp_path: Path) -> Zizhao:
    """The program on a ledger of its own, set up and empty but for the roll of units."""
    db = tmp_path / "ledger.db"
    shutil.copy(fresh_ledger, db)
    return Zizhao(db)


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    """What `main()`, called in this process, did with signals holds for no later test, nor for the programs it starts."""
    numbers = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE")]
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
