"""What the machine draws from: few units, people and days, so that things meet; and the files that rows are written to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.cli.pictures import content
from tests.soak.machine.batches import Line
from tests.soak.machine.model import NO_PICTURE
from tests.soak.machine.records import Found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.soak.machine.batches import UnitLine

START, TODAY = date(2022, 4, 20), date(2022, 7, 31)
VILLAGE = "桂香村"
FIRST_UNITS = {"E1": "甲厂", "E2": "乙店"}
FIRST_HAZARDS = [Found("灯不亮", None), Found("通道堆物", "+25d", "major")]
CODES = ["E1", "E2", "E3"]
NAMES = ["甲厂", "甲 厂", "乙店", "丙站"]
PEOPLE = ["张静", "张 静", "刘和平", "石世文"]
PICTURES = ["a.png", "b.png", "c.png", "d.png", "e.png"]

numbers = st.integers(0, 9)
"""Which record: counted from the first one, around and around."""
# What goes well stands more than once, so that lives go on for a while.
places = st.sampled_from(
    [*[VILLAGE, "GXC", "先进村", "E1", "E2"] * 4, "甲 厂", "甲厂", "乙店", "丙 站", "E3", "桂相村"]
)
parents = st.sampled_from([None, None, VILLAGE, "甲厂"])
days = st.integers(-2, 102).map(lambda number: START + timedelta(number))
past_days = st.integers(-2, 102).map(lambda number: min(START + timedelta(number), TODAY))
people = st.sampled_from(PEOPLE)
approvers = st.sampled_from(["石世文", "石世文", None, "刘和平", "陈科旭", "陈 科旭"])
maybe_people = st.sampled_from([None, None, None, *PEOPLE])
maybe_units = st.sampled_from([None, None, None, VILLAGE, "应急办", "甲厂", "无名店"])
later = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 5, 9, 30, -1, -9]).map(timedelta)
"""How long after the last step, mostly."""
ahead = st.sampled_from([-2, -1, 0, 0, 1, 1, 5, 10, 20, 45]).map(timedelta)
pictures = st.one_of(
    st.just([]), st.just([]), st.lists(st.sampled_from([*PICTURES * 2, NO_PICTURE]), max_size=2)
)
plans = st.sampled_from(
    [
        {"responsible": "张静", "measures": "清理", "funds": "5000", "contingency": "撤离"},
        {"responsible": "张静", "measures": "清理"},
        {"funds": "5000", "contingency": "撤离"},
        {},
    ]
)
dues = st.one_of(
    st.sampled_from([None, "+15d", "+3d", "+40d", "+5d", "+10d", "+25d"]),
    st.integers(0, 60).map(lambda number: str(START + timedelta(number))),
)
founds = st.builds(
    Found,
    title=st.sampled_from(["通道堆物", "灯不亮"]),
    due=dues,
    level=st.sampled_from(["general", "general", "major"]),
    handling=st.sampled_from(["deadline", "deadline", "deadline", "immediate"]),
    responsible=st.sampled_from(["张静", "张 静", "刘和平", None]),
)
instead = st.fixed_dictionaries(
    {},
    optional={
        "unit": places,
        "title": st.sampled_from(["通道堆物", "灯不亮"]),
        "found_on": past_days.map(str),
        "due": dues.filter(bool),
        "level": st.sampled_from(["general", "general", "major"]),
        "handling": st.sampled_from(["deadline", "deadline", "deadline", "immediate"]),
        "responsible": st.sampled_from(["张静", "张 静", "刘和平"]),
    },
)
"""What a hazard should have been."""
source_ids = st.sampled_from([None, None, None, "甲-1", "甲-2"])
lines = st.builds(
    Line, unit=places, on=days, source_id=source_ids, found=st.one_of(st.none(), founds)
)
past_lines = st.builds(
    Line,
    unit=places,
    on=days,
    source_id=source_ids,
    found=founds,
    rectified_on=st.one_of(st.none(), st.none(), days),
    reviewer=st.sampled_from([None, *PEOPLE]),
    reviewed_on=st.one_of(st.none(), st.none(), days),
    passed=st.booleans(),
)
unit_lines = st.tuples(st.sampled_from(CODES), st.sampled_from(NAMES), parents)


def as_csv(rows: list[Line], *, hazards: bool) -> str:
    """Return rows of checks or hazards as a file."""
    head = "编号,单位,条款,检查日期,隐患,等级,处理方式,限期,责任人"
    written = [head + (",完成时间,复查人,复查日期,复查结果" if hazards else "")]
    for row in rows:
        found = row.found or Found("", None, "", "", None)
        cells = [row.source_id, row.unit, "6", row.on, found.title, found.level, found.handling]
        cells += [found.due, found.responsible]
        if hazards:
            passed = "合格" if row.passed else "不合格"
            cells += [row.rectified_on, row.reviewer, row.reviewed_on, passed]
        written.append(",".join("" if cell is None else str(cell) for cell in cells))
    return "\n".join(written) + "\n"


def roll_as_csv(rows: list[UnitLine]) -> str:
    """Return rows of units as a file."""
    lines = [f"{code},{name},企业,{village or ''}\n" for code, name, village in rows]
    return "代码,名称,类别,所在村\n" + "".join(lines)


def paint(folder: Path) -> None:
    """Write the pictures, each other than the others, and the file that is none."""
    for name in PICTURES:
        (folder / name).write_bytes(content("png", name))
    (folder / NO_PICTURE).write_text("一张便条", encoding="utf-8")


def named(folder: Path, pictures: Sequence[str]) -> list[str]:
    """Return where pictures are."""
    return [str(folder / name) for name in pictures]
