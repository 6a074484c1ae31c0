"""The program on days of its own, and what the tests of corrections record with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Zizhao

FOUND = "2022-04-20"
ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "出口堵塞")
MORE = ("--due", "2022-05-05", "--responsible", "张静")
NO = "YH-2022-0001"
CHECK = ("check", "add", "--unit", "桂香村", "--measure", "6", "--on", "2022-04-20")
WHY = ("--reason", "记错")
APPROVED = ("--approved-by", "石世文")


@dataclass(frozen=True)
class Diary:
    """The program, each call at nine of some day, so that what was known when can be told apart."""

    zizhao: Zizhao

    def on(self, day: str, *args: str, stdin: bytes = b"") -> Run:
        return self.zizhao(*args, now=f"{day}T09:00:00+08:00", stdin=stdin)

    def ok(self, day: str, *args: str, stdin: bytes = b"") -> str:
        run = self.on(day, *args, stdin=stdin)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")

    def refused(self, day: str, *args: str) -> str:
        before = self.zizhao.db.read_bytes()
        run = self.on(day, *args)
        assert (run.code, run.out) == (3, ""), run.err
        assert self.zizhao.db.read_bytes() == before
        return run.err

    def told(self, as_of: str, *known: str, report: str = "open") -> list[tuple[str, Any, Any]]:
        """Return of each hazard in a report its number, state and days overdue."""
        args = ("report", report, "--as-of", as_of, *known, "--format", "json")
        rows = self.on("2022-12-31", *args).json["rows"]
        return [(row["no"], row["state"], row["days_overdue"]) for row in rows]

    def record(self, no: str = NO) -> Any:
        return self.on("2022-12-31", "hazard", "show", no, "--format", "json").json

    def sound(self) -> None:
        assert self.on("2022-12-31", "db", "verify").code == 0


@pytest.fixture
def diary(zizhao: Zizhao) -> Diary:
    zizhao.db.unlink()
    there = Diary(zizhao)
    there.ok("2022-04-19", "init")
    assert there.ok(FOUND, *ADD, *MORE) == NO
    return there


def titles(diary: Diary, as_of: str, *known: str, key: str = "title") -> list[Any]:
    args = ("report", "open", "--as-of", as_of, *known, "--format", "json")
    return [row[key] for row in diary.on("2022-12-31", *args).json["rows"]]
