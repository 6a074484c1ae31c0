"""The forms that are handed upward, as data (data/forms/*.yaml): columns, rows, base, and when each falls due."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.periods import Base
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import Level
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report import counted
from zizhao_cli.report.figures import CARRIED, FIGURES, FUNDS, OF_FORMS
from zizhao_cli.report.model import Report
from zizhao_cli.settings import data_folders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.datafiles import Entry
    from zizhao_cli.district_address import Books

FOLDER = "forms"
INSPECTED = "inspected"
OF_UNITS = {
    "units": "应排查单位",
    "units_checked": "实际排查单位",
    "checks": "检查次数",
    INSPECTED: "受检查企业",
}
"""The figures that count units and checks."""
SOURCES = (*FIGURES, CARRIED.key, FUNDS.key, *OF_FORMS, *OF_UNITS)
"""What a column may take its number from."""
TOWN_ALONE = "town"
ROWS = ("village", TOWN_ALONE)
TOTAL = "合计"
LONGEST_NAME = 31
"""Characters of a sheet's name in a workbook."""
LAST_WEEKDAY, LAST_DAY = 7, 31
EVERY = ("week", "month", "quarter", "year")
_SAME = {"month": "每月", "quarter": "每季末月", "year": "每年 12 月"}
_AFTER = {"month": "次月", "quarter": "下季首月", "year": "次年 1 月"}
TEN_THOUSAND = 10_000


class NoSuchForm(UsageProblem):
    def __init__(self, value: str, known: Mapping[str, str]) -> None:
        named = "、".join(f"{key} {title}" for key, title in known.items())
        super().__init__(f"没有报表 {quoted(value)}", f"可写：{named}")


class Column(NamedTuple):
    """A column: the figure that it shows, of hazards of a level or of all; what it counts of records of another kind; what others add up to; or a share of two others.

    With none of them it is what the ledger does not record. It is never less than those that it `covers` together.
    """

    key: str
    heading: str
    group: str = ""
    unit: str = ""
    figure: str | None = None
    level: str | None = None
    share: tuple[str, str] | None = None
    within: str | None = None
    decimals: int = 0
    counts: counted.Counting | None = None
    adds: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether the ledger tells its number."""
        return self.figure is not None or self.counts is not None or bool(self.adds)

    @property
    def is_given(self) -> bool:
        """Whether somebody has to tell what stands in it."""
        return not self.is_counted and self.share is None

    @property
    def called(self) -> str:
        """Its heading with the group that it is in, and the unit of its numbers."""
        return f"{self.group}{self.heading}{f'（{self.unit}）' if self.unit else ''}"


class Line(NamedTuple):
    """A row: which sectors count to it, or all that no other row counts; a `sub` row stays out of the total."""

    label: str
    sectors: tuple[str, ...] = ()
    others: bool = False
    sub: bool = False


class FormSheet(NamedTuple):
    """A sheet: its rows, or what makes them (a village each, or the town alone)."""

    name: str
    lines: tuple[Line, ...] = ()
    by: str | None = None


class Due(NamedTuple):
    """When a form falls due: so many days into the week, month, quarter or year after the period, or with `same` into the period itself."""

    every: str
    day: int
    hour: str = ""
    same: bool = False

    def described(self) -> str:
        """Return when that is, for people."""
        if self.every == "week":
            return f"每周{'一二三四五六日'[self.day - 1]} {self.hour}前"
        return f"{_SAME[self.every] if self.same else _AFTER[self.every]} {self.day} 日{f' {self.hour}' if self.hour else ''}前"


class Form(NamedTuple):
    """A form; `digest` tells one version of its file from another."""

    key: str
    title: str
    version: str
    source: str
    base: Base
    due: Due
    columns: tuple[Column, ...]
    sheets: tuple[FormSheet, ...]
    digest: str


def titles(ledger: Books) -> dict[str, str]:
    """Return the forms that the office has, each with its title. Raises BrokenDataFile."""
    return {key: _mapping(key, ledger)["title"].text() for key in form_keys(ledger)}


_LIST = [
    Field("form", "报表"),
    Field("title", "名称"),
    Field("base", "基数", words=Base),
    Field("due", "什么时候报"),
    Field("version", "版本"),
    Field("source", "出处"),
]


def form_list(ledger: Path) -> Report:
    """Return the forms that the office has. Raises BrokenDataFile."""
    rows = [
        {
            "form": one.key,
            "title": one.title,
            "base": one.base,
            "due": one.due.described(),
            "version": one.version,
            "source": one.source,
        }
        for one in (form(ledger, key) for key in form_keys(ledger))
    ]
    brief = [column.key for column in _LIST]
    return Report(
        {"list": "forms", "count": len(rows)}, _LIST, rows, brief, [f"共 {len(rows)} 种报表。"]
    )


def form(ledger: Books, key: str) -> Form:
    """Return the form `key`. Raises NoSuchForm, BrokenDataFile."""
    if key not in form_keys(ledger):
        raise NoSuchForm(key, titles(ledger))
    keys = _mapping(key, ledger)
    columns = tuple(_column(entry) for entry in keys["columns"].items())
    _check_columns(keys["columns"], columns)
    sheets = tuple(_sheet(entry) for entry in keys["sheets"].items())
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise keys["sheets"].broken("两张表的 name 不能一样")
    _check_lines(keys["sheets"], [line for sheet in sheets for line in sheet.lines])
    return Form(
        key,
        keys["title"].text(),
        keys["version"].text(),
        keys["source"].text(),
        Base(_word(keys["base"], [base.value for base in Base])),
        _due(keys["due"]),
        columns,
        sheets,
        hashlib.sha256(repr(_plain(keys)).encode()).hexdigest()[:12],
    )


def form_keys(ledger: Books) -> list[str]:
    """Return the keys of the forms that the office has."""
    found = {
        file.stem for folder in data_folders(ledger) for file in (folder / FOLDER).glob("*.yaml")
    }
    return sorted(found)


def _mapping(key: str, ledger: Books) -> dict[str, Entry]:
    """Return what the file of a form says; one that is `like` another has the columns and sheets of that."""
    whole = datafiles.read(str(Path(FOLDER) / f"{key}.yaml"), ledger)
    own = {"title", "version", "source", "base", "due"}
    keys = whole.mapping(own, {"like", "columns", "sheets"})
    if "like" not in keys:
        return whole.mapping({*own, "columns", "sheets"})
    if keys["like"].value not in form_keys(ledger) or keys["like"].value == key:
        raise keys["like"].broken(f"没有别的报表叫 {quoted(keys['like'].text())}")
    other = datafiles.read(str(Path(FOLDER) / f"{keys['like'].value}.yaml"), ledger)
    shown = other.mapping({*own, "columns", "sheets"})
    return {**shown, **{name: entry for name, entry in keys.items() if name != "like"}}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any entry
    """Return what a file says, without its places."""
    if isinstance(value, dict):
        return {key: _plain(one.value) for key, one in value.items()}
    return [_plain(one.value) for one in value] if isinstance(value, list) else value


def _word(entry: Entry, known: list[str] | tuple[str, ...]) -> str:
    if entry.value not in known:
        raise entry.broken(f"没有 {quoted(entry.value)}；可写：{'、'.join(known)}")
    return str(entry.value)


def _column(entry: Entry) -> Column:
    optional = {"group", "unit", "figure", "level", "share", "within", "decimals", "adds", "covers"}
    optional |= counted.KEYS
    keys = entry.mapping({"key", "heading"}, optional)
    texts = {name: keys[name].text() for name in ("group", "unit", "within") if name in keys}
    if keys["key"].text() in ("sheet", "row"):
        raise keys["key"].broken("key 不能是 sheet、row")
    if "level" in keys and ("figure" not in keys or keys["figure"].value in OF_UNITS):
        raise keys["level"].broken("level 只用于数隐患的 figure")
    share = keys["share"].texts() if "share" in keys else []
    if len({"figure", "of", "adds"} & keys.keys()) > 1:
        raise entry.broken("figure、of、adds 写一个")
    if "share" in keys and ("figure" in keys or len(share) != len(("part", "whole"))):
        raise keys["share"].broken("应是两列的 key，如 [rectified, found]，且不再写 figure")
    return Column(
        keys["key"].text(),
        keys["heading"].text(),
        **texts,
        figure=_word(keys["figure"], SOURCES) if "figure" in keys else None,
        level=_word(keys["level"], [level.value for level in Level]) if "level" in keys else None,
        share=(share[0], share[1]) if share else None,
        decimals=keys["decimals"].is_a(int, "数字") if "decimals" in keys else 0,
        counts=counted.counting(keys),
        adds=tuple(keys["adds"].texts()) if "adds" in keys else (),
        covers=tuple(keys["covers"].texts()) if "covers" in keys else (),
    )


def _check_columns(entry: Entry, columns: tuple[Column, ...]) -> None:
    """Refuse a key that stands twice, or that a column refers to and none has. Raises BrokenDataFile."""
    seen: dict[str, Column] = {}
    for column, place in zip(columns, entry.items(), strict=True):
        if column.key in seen:
            raise place.value["key"].broken(f"{quoted(column.key)} 写了两次")
        seen[column.key] = column
    for column, place in zip(columns, entry.items(), strict=True):
        within = [column.within] if column.within else []
        for name in (*(column.share or ()), *within, *column.adds, *column.covers):
            if name not in seen:
                raise place.broken(f"没有 key 是 {quoted(name)} 的列")
        for name in column.adds:
            if not seen[name].is_counted or seen[name].adds:
                raise place.value["adds"].broken(f"{quoted(name)} 不是从账本里数的列")


def _sheet(entry: Entry) -> FormSheet:
    keys = entry.mapping({"name"}, {"rows", "by"})
    if ("rows" in keys) == ("by" in keys):
        raise entry.broken("rows 和 by 写一个")
    name = keys["name"].text()
    if len(name) > LONGEST_NAME or {*name} & {*"[]:*?/\\"} or name.startswith("'"):
        raise keys["name"].broken(f"工作表名至多 {LONGEST_NAME} 个字，没有 [ ] : * ? / \\")
    if "by" in keys:
        return FormSheet(name, by=_word(keys["by"], ROWS))
    if not keys["rows"].items():
        raise keys["rows"].broken("至少要有一行")
    return FormSheet(name, tuple(_line(row) for row in keys["rows"].items()))


def _check_lines(entry: Entry, lines: list[Line]) -> None:
    """Refuse rows that lose a sector or count one twice. Raises BrokenDataFile."""
    counted = [matching_key(sector) for line in lines if not line.sub for sector in line.sectors]
    for sector in counted:
        if counted.count(sector) > 1:
            raise entry.broken(f"行业 {quoted(sector)} 写在两行里，合计会算两次")
    for line in lines:
        for sector in line.sectors:
            if matching_key(sector) not in counted:
                raise entry.broken(
                    f"{quoted(line.label)} 的行业 {quoted(sector)} 不在合计的任何一行里"
                )
    labels = [line.label for line in lines]
    if len({*labels}) < len(labels) or TOTAL in labels:
        raise entry.broken(f"两行的 label 不能一样，也不能叫{TOTAL}")
    if any(line.others and line.sub for line in lines):
        raise entry.broken("others 的一行不能是 sub，合计会漏掉它")
    if lines and sum(line.others for line in lines) != 1:
        raise entry.broken("要有一行 others: true，不然没写到的行业会漏掉")


def _line(entry: Entry) -> Line:
    keys = entry.mapping({"label"}, {"sectors", "others", "sub"})
    flags = {
        name: keys[name].is_a(bool, "true 或 false") for name in ("others", "sub") if name in keys
    }
    sectors = tuple(keys["sectors"].texts()) if "sectors" in keys else ()
    return Line(keys["label"].text(), sectors, **flags)


def _due(entry: Entry) -> Due:
    keys = entry.mapping({"every", "day"}, {"hour", "same"})
    every, day = _word(keys["every"], EVERY), keys["day"].is_a(int, "数字")
    if not 1 <= day <= (LAST_WEEKDAY if every == "week" else LAST_DAY):
        raise keys["day"].broken("按周写 1 到 7，其余写 1 到 31")
    return Due(
        every,
        day,
        keys["hour"].text() if "hour" in keys else "",
        keys["same"].is_a(bool, "true 或 false") if "same" in keys else False,
    )
