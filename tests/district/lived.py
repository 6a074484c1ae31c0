"""Three towns with ledgers in which much has happened, each something else, and a district that holds them."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import time_machine

from tests.conftest import Zizhao
from tests.district.towns import District
from tests.ledger.officer import Officer, set_up
from zizhao_cli.district_address import Towns, address
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.district.server import Server

TOWNS = {"安平镇": 3, "北河镇": 5, "长乐乡": 8}
"""The towns, each with what its chance begins with."""
BEGAN = date(2022, 4, 20)
ENDED = date(2022, 9, 30)
UNITS = ("桂香村", "先进村", "大丘村", "GXC", "应急办")


BESIDES = (
    ("topic", "add", "--title", "旧厂房", "--unit", "桂香村", "--due", "2022-09-20", "--on", "2022-09-01"),
    ("campaign", "add", "2022", "夏季检查", "--first", "2022-06-01", "--last", "2022-08-31"),
    (
        *("accident", "add", "--title", "坠落", "--unit", "大丘村", "--place", "三组", "--type", "高处坠落"),
        *("--happened", "2022-09-28 09:10", "--head-told", "2022-09-28 09:20", "--dead", "0", "--injured", "1"),
        *("--minor", "0", "--missing", "0"),
    ),
    ("tip", "add", "--channel", "电话", "--summary", "夜间装卸烟花", "--unit", "桂香村", "--sector", "消防", "--received-by", "陈科旭"),
)  # fmt: skip
"""What each town records beside hazards and checks: what has terms, what has clocks, and what no reader sees."""


@dataclass(frozen=True)
class Lived:
    """A district, and the ledgers of its towns by their names."""

    district: District
    ledgers: dict[str, Path]

    @property
    def reader(self) -> str:
        """The address by which the district is read."""
        return self.district.server.address(self.district.name, READER)

    def towns(self, *names: str) -> Towns:
        """Return what is read of it: some towns, or all."""
        place = address(self.reader)
        assert place is not None
        return Towns(place, names)


READER = "district_reader"


def lived(server: Server, folder: Path) -> Lived:
    """Let three towns live, push what they recorded, and make a role that reads."""
    district = District.made(server, folder, *TOWNS)
    ledgers = {}
    for town, chance in TOWNS.items():
        (folder / town).mkdir()
        ledgers[town] = live(folder / town / "ledger.db", random.Random(chance))  # noqa: S311 - no secret
        zizhao = Zizhao(ledgers[town])
        for call in BESIDES:
            zizhao.ok(*call, now=f"{ENDED + timedelta(days=9)}T10:00:00+08:00")
        run = zizhao("push", district.of(town))
        assert run.code == 0, run.err
    with server.connect(district.name) as owner:
        owner.execute(f"CREATE ROLE {READER} LOGIN IN ROLE zizhao_reader".encode())
    return Lived(district, ledgers)


def live(path: Path, chance: random.Random) -> Path:
    """Have a ledger set up and lived in for some months; what the rules refuse is not recorded."""
    with time_machine.travel(f"{BEGAN - timedelta(days=1)}T08:00:00+08:00", tick=False):
        officer = Officer(set_up(path), BEGAN)
    with time_machine.travel(f"{BEGAN}T09:00:00+08:00", tick=False):
        officer.unit("Q01", f"同名厂{chance.randrange(2)}", tags=["人员密集"])
        for number in range(3):
            officer.hazard(title=f"开头的{number}", level=chance.choice(("general", "major")))
    day = BEGAN
    while day < ENDED:
        day += timedelta(days=chance.choice((1, 1, 2, 3, 7)))
        at = replace(officer, today=day)
        with time_machine.travel(f"{day}T{chance.randrange(8, 18):02d}:30:00+08:00", tick=False):
            for _ in range(chance.randrange(4)):
                for what in (_step, _found):
                    with suppress(ZizhaoError):
                        what(at, chance)
    return path


def _step(officer: Officer, chance: random.Random) -> None:
    """Take a step with some hazard."""
    day = officer.today
    hazards = officer.known("SELECT no FROM hazard WHERE state <> 'voided'")
    no = chance.choice(hazards)[0]
    on = str(day - timedelta(days=chance.choice((0, 0, 0, 1, 4, 20))))
    due = str(day + timedelta(days=chance.randrange(-3, 40)))
    what = chance.choice(
        (
            *("plan", "rectify", "rectify", "pass", "pass", "fail", "extend", "void", "edit"),
            *("mend", "retract", "replace", "transfer", "reopen", "note"),
        )
    )
    by = chance.choice(("刘和平", "石世文", "陈科旭"))
    if what == "plan":
        officer.whole_plan(no, on, due)
    elif what in ("pass", "fail"):
        officer.review(no, on, reviewer=by, passed=what == "pass")
    elif what == "extend":
        officer.extend(no, due, on, asked_by="张静", approved_by=by)
    elif what == "edit":
        officer.edit(no, on, "改等级", level=chance.choice(("general", "major")), approved_by=by)
    elif what == "mend":
        officer.edit(no, reason="改字", responsible=chance.choice(("张 静", "谭主任")))
    elif what == "retract":
        officer.retract(no, approved_by=by)
    elif what == "replace":
        officer.replace(no, by, title="换过的")
    else:
        {
            "rectify": lambda: officer.rectify(no, on),
            "void": lambda: officer.void(no, on, by),
            "transfer": lambda: officer.transfer(no, on),
            "reopen": lambda: officer.reopen(no, on),
            "note": lambda: officer.note(no),
        }[what]()


def _found(officer: Officer, chance: random.Random) -> None:
    """Record a check, which may find something, or strike one out; or move a unit."""
    day = officer.today
    what = chance.randrange(12)
    unit = chance.choice((*UNITS, "Q01"))
    on = day - timedelta(days=chance.choice((0, 0, 1, 9)))
    made = {
        "unit": unit,
        "measure": str(chance.randrange(1, 16)),
        "checked_on": str(on),
        "kind": chance.choice(("self", "self", "town", "joint")),
        "inspectors": chance.sample(("陈科旭", "胡显胜", "谭二"), chance.randrange(3)),
    }
    if what == 0:
        from zizhao_cli.ledger import units

        kinds = {"kind": chance.choice(("site", "enterprise")), "sector": "烟花爆竹"}
        units.edit_unit(officer.session, ["Q01"], kinds, on)
    elif what == 1:
        officer.void_check(f"JC-2022-{chance.randrange(1, 20):05d}", on=day)
    elif what < 6:
        level = chance.choice(("general", "general", "major"))
        title = chance.choice(("出口堵塞 100%", "线路老化_A区", "Ｅ座 灭火器过期", "it's 没有栏杆"))
        found = {
            "title": title,
            "level": level,
            "due": str(day + timedelta(days=chance.randrange(30))),
        }
        found |= {
            "sector": chance.choice(("消防", "建设施工")),
            "responsible": chance.choice(("张静", "谭主任")),
        }
        officer.check(**made, hazard=found)
    else:
        officer.check(**made)
