"""The program at moments of its own, and what the tests of accidents record with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Zizhao

NO = "SG-2022-0001"
FIRM = ("HP1", "桂香花炮厂")
ADD = ("accident", "add", "--title", "花炮厂爆炸", "--unit", FIRM[0], "--type", "explosives")
HAPPENED = ("--happened", "2022-05-03 14:20")
TOLD = ("--head-told", "2022-05-03 14:30", "--town-told", "2022-05-03 15:10")
FIGURES = ("--dead", "1", "--injured", "2", "--minor", "0", "--missing", "0", "--loss", "20万元")
PARTS = (
    *("--place", "二号库", "--overview", "烟花爆竹", "--scene", "已封锁", "--course", "装卸时爆炸"),
    *("--measures-taken", "救人", "--other", "无"),
)
BY_TWO = ("--approved-by", "石世文")
NOON = "2022-05-04 12:00"


@dataclass(frozen=True)
class Desk:
    """The program, each call at some moment of Shanghai."""

    zizhao: Zizhao

    def at(self, moment: str, *args: str, **how: Any) -> Run:
        return self.zizhao(*args, now=f"{moment.replace(' ', 'T')}:00+08:00", **how)

    def ok(self, moment: str, *args: str, **how: Any) -> str:
        run = self.at(moment, *args, **how)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")

    def refused(self, moment: str, *args: str, code: int = 3) -> str:
        before = self.zizhao.db.read_bytes()
        run = self.at(moment, *args)
        assert (run.code, run.out) == (code, ""), run.err
        assert self.zizhao.db.read_bytes() == before
        return run.err

    def report(self, moment: str, by: str, reported: str, *more: str, to: str = "区应急局") -> Run:
        how = ("--from", by, "--at", reported, "--to", to, "--means", "电话", *more)
        return self.at(moment, "accident", "report", NO, *how)

    def record(self, moment: str, *args: str) -> Any:
        """Return the accident as it is listed at a moment."""
        run = self.at(moment, "accident", "list", "--all", *args, "--format", "json")
        return run.json["rows"][0]

    def sound(self) -> None:
        assert self.at("2023-03-01 09:00", "db", "verify").code == 0


def set_up(zizhao: Zizhao) -> Desk:
    """Return the program on a ledger that begins before all accidents."""
    zizhao.db.unlink()
    desk = Desk(zizhao)
    desk.ok("2022-04-19 09:00", "init")
    desk.ok("2022-04-19 09:00", "unit", "add", *FIRM, "--kind", "enterprise")
    return desk


@pytest.fixture
def desk(zizhao: Zizhao) -> Desk:
    return set_up(zizhao)


@pytest.fixture
def there(desk: Desk) -> Desk:
    """An accident of which the head of the firm and the town were told, and which nobody reported."""
    assert desk.ok("2022-05-03 15:20", *ADD, *HAPPENED, *TOLD) == NO
    return desk
