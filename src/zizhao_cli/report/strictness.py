"""Whether checks are strict (measure 11): what whoever inspected found, followed up, and where he never went; it shows and does not judge."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.values import Result, State, Word
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.checks import BY_OTHERS
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import COUNTED, rate
from zizhao_cli.report.filters import OVERDUE
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import BETWEEN_NAMES, Where, ask, sort_keys, sorted_rows
from zizhao_cli.store.evidence.owner import of_records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row


class By(Word):
    """By whom checks are told apart."""

    INSPECTOR = "inspector", "检查人"
    DEPARTMENT = "department", "主管部门"


COUNTS = {
    "checks": Field("checks", "检查", numeric=True),
    "clean": Field("clean", "没有查出问题", numeric=True),
    "found": Field("found", "查出隐患", numeric=True),
    "untouched": Field("untouched", "逾期没有动过", numeric=True),
    "unreviewed": Field("unreviewed", "不合格没有复查", numeric=True),
    "most_checked": Field("most_checked", "查得最多的单位", numeric=True),
    "reach": Field("reach", "查得到的单位", numeric=True),
    "never_checked": Field("never_checked", "没有查过的单位", numeric=True),
    "closed": Field("closed", "销号", numeric=True),
    "closed_bare": Field("closed_bare", "销号没有佐证", numeric=True),
}
"""The figures that count records, each with the numbers of these records under its key in `records`."""
_RATES = {
    "clean_rate": ("clean", "checks", "没有查出问题占检查"),
    "most_rate": ("most_checked", "checks", "查得最多的占检查"),
}
_AFTER = {part: Field(key, name, numeric=True, fraction=True) for key, (part, _, name) in _RATES.items()}  # fmt: skip
COLUMNS = [
    Field("by", "分组", words=By),
    Field("name", "谁", unsaid="没有写"),
    *(one for key, count in COUNTS.items() for one in (count, _AFTER.get(key)) if one),
]
_BRIEF = [column.key for column in COLUMNS if column.key != "most_checked"]
RULES = {
    "checks": "检查：日子里结果是符合、不符合的检查；自查（没有写检查类型的也记为自查）、不适用、作废的不算",
    "clean": "没有查出问题：其中结果是符合的；占检查 = 它 ÷ 检查，没有检查的是 —",
    "found": "查出隐患：日子里发现、不是自查查出的隐患，作废的不算",
    "untouched": "逾期没有动过：查出隐患里，到那一天已逾期，登记以后没有方案、整改、延期一类步骤的（更正、备注不算步骤）",
    "unreviewed": "不合格没有复查：不符合的检查里，查出的隐患有已过期限的，而没有一项复查过的；移送的不算",
    "most_checked": "查得最多的单位：查过的单位按次数排，最前的十分之一（至少一个）摊到几次检查；占检查 = 它 ÷ 检查",
    "reach": "查得到的单位：到那一天在用、归这个主管部门管的；检查人名下，是他查过的单位的主管部门管的；没有主管部门的另算一组",
    "never_checked": "没有查过的单位：查得到的里面，日子里名下一次检查也没有的；自查不算",
    "closed": "销号：查出隐患里，到那一天已销号的",
    "closed_bare": "销号没有佐证：其中整改、复查时和以后都没有附照片、文件的；登记时附的不算。到没到现场，账上看不出",
}


@dataclass
class _Seen:
    """What there is of an inspector or a department: checks, hazards, and the units that are within reach."""

    checks: list[Row] = field(default_factory=list)
    hazards: list[Row] = field(default_factory=list)
    reach: list[Row] = field(default_factory=list)

    def records(self) -> dict[str, list[str]]:
        """Return the numbers of the records behind each of COUNTS; of units their codes."""
        times = Counter(check["unit_id"] for check in self.checks)
        most = {unit for unit, _ in times.most_common(-(-len(times) // 10))}
        return {
            "checks": _numbers(self.checks),
            "clean": _numbers(self.checks, "clean"),
            "found": _numbers(self.hazards),
            "untouched": _numbers(self.hazards, "untouched"),
            "unreviewed": _numbers(self.checks, "unreviewed"),
            "most_checked": [check["no"] for check in self.checks if check["unit_id"] in most],
            "reach": [unit["unit_code"] for unit in self.reach],
            "never_checked": [
                unit["unit_code"] for unit in self.reach if unit["unit_id"] not in times
            ],
            "closed": _numbers(self.hazards, "closed"),
            "closed_bare": _numbers(self.hazards, "closed_bare"),
        }


def strictness(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return for each inspector and each department over the units what was checked, found, and followed up by the day.

    `asked.group_by` names one By, else both are there. Days are those of checks, and on which hazards were found.
    Raises what Coverage raises, UnknownWord, UnknownSortKey.
    """
    by = [*By] if asked.group_by is None else [By.parse("--group-by", asked.group_by)]
    of_units = replace(filters, inspector=None)
    covered = Coverage(connection, of_units, asked, "strictness")
    whole = _asked(connection, filters, asked, covered)
    groups = [(one, name, seen) for one in by for name, seen in _grouped(whole, one)]  # fmt: skip
    records = [{"by": one.value, "name": name, **seen.records()} for one, name, seen in groups]
    of_all = whole.records()
    told = {(told["by"], told["name"]): told for told in records}
    rows = sorted_rows([_row(one) for one in records], sort_keys(asked.sort, COLUMNS))
    shown = [told[row["by"], row["name"]] for row in rows[: asked.limit]]
    totals = _figures(of_all)
    sentences = [
        f"{covered.said_days}{_in_words(totals)}",
        *(f"{rule}。" for rule in RULES.values()),
        "几个人一起查的，各人名下都算；合计里每次检查、每项隐患、每个单位只算一次。数只摆出来，不作结论。",
        _where_to_look(covered),
    ]
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "strictness", within=covered.days
    )
    besides: dict[str, Any] = {
        "group_by": [one.value for one in by],
        "rules": RULES,
        "records": shown,
        "records_of_totals": of_all,
    }
    title, each = "执法检查宽严", "行"
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title=title, each=each, **besides)


def _asked(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, covered: Coverage
) -> _Seen:
    """Return all checks and hazards that are asked for, and the units in use."""
    units = [*covered.in_use()]
    # The sector is that of the unit, for checks have none.
    narrowed = replace(filters, sector=None)
    among = {unit["unit_id"] for unit in units} if filters.sectors_asked() else None
    hazards = _within(_hazards(connection, narrowed, covered), among)
    checks = _within(_checks(connection, narrowed, asked), among)
    by_check: dict[int, list[Row]] = defaultdict(list)
    for hazard in hazards:
        by_check[hazard["check_id"]].append(hazard)
    for check in checks:
        of_check = [one for one in by_check[check["id"]] if one["standing"]]
        late = any(one["past_due"] for one in of_check)
        check["clean"] = check["result"] == Result.PASS
        check["unreviewed"] = late and not any(one["reviewer"] for one in of_check)
    first, last = str(covered.days.first), str(covered.days.last)
    in_days = [one for one in hazards if first <= one["found_on"] <= last]
    _told_apart(connection, covered, units, checks, in_days)
    return _Seen(checks, in_days, units)


def _within(rows: Iterable[Row], units: set[int] | None) -> list[Row]:
    return [row for row in rows if units is None or row["unit_id"] in units]


def _checks(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Iterator[Row]:
    at = as_of_at(connection, CHECK, asked.as_of, asked.known_at)
    where = Where({**at.values}, [BY_OTHERS, "checked_on <= :as_of"])
    filters.narrow_checks(connection, where, at)
    columns = "id, no, unit_id, supervisor_id, result, inspectors"
    return map(dict, ask(connection, "checks", where, order="id", at=at, columns=columns))


def _hazards(connection: sqlite3.Connection, filters: Filters, covered: Coverage) -> Iterator[Row]:
    """Yield the hazards of any day that no self-check found, each with what became of it."""
    at = covered.at
    own = f"SELECT {at.asked('by_itself')} FROM checks AS c WHERE c.id = asked.check_id"
    where = Where({**at.values}, [COUNTED, f"NOT coalesce(({own}), false)"])
    filters.narrow_hazards(connection, where, at, found=False)
    columns = (
        f"id, no, unit_id, supervisor_id, check_id, found_on, reviewer, {at.asked('inspectors_of')} AS inspectors, "
        f"state = '{State.REGISTERED.value}' AND NOT extensions AND {OVERDUE[True]} AS untouched, "
        f"state <> '{State.TRANSFERRED.value}' AS standing, due_on < :as_of AS past_due, state = '{State.CLOSED.value}' AS closed"
    )
    shown = {
        row[0]
        for row in connection.execute(
            f"SELECT of_id FROM ({of_records(connection)}) WHERE of_kind = 'hazard' AND NOT retracted "
            "AND step IS NOT 'register' AND taken_on <= :as_of AND seq <= :known_seq",
            at.values,
        )
    }
    for row in map(dict, ask(connection, "hazards", where, order="id", at=at, columns=columns)):
        yield {**row, "closed_bare": row["closed"] and row["id"] not in shown}


def _told_apart(connection: sqlite3.Connection, covered: Coverage, *several: list[Row]) -> None:
    """Put into each row by whom it is told apart: under each By the names, or None where there is nobody."""
    at = covered.at
    names = dict(map(tuple, connection.execute(f"SELECT id, name FROM {at.units()}", at.values)))
    for rows in several:
        for row in rows:
            inspectors = row.get("inspectors")
            row[By.INSPECTOR] = inspectors.split(BETWEEN_NAMES) if inspectors else [None]
            row[By.DEPARTMENT] = [names.get(row["supervisor_id"])]


def _grouped(whole: _Seen, by: By) -> list[tuple[str | None, _Seen]]:
    """Return what there is of each inspector or department, those with most checks first; what has none is None, and stands last."""
    found: dict[str | None, _Seen] = defaultdict(_Seen)
    for check in whole.checks:
        for name in check[by]:
            found[name].checks.append(check)
    for hazard in whole.hazards:
        for name in hazard[by]:
            found[name].hazards.append(hazard)
    if by is By.DEPARTMENT:
        for unit in whole.reach:
            found.setdefault(unit[by][0], _Seen())
    for name, seen in found.items():
        looked_at = {check[By.DEPARTMENT][0] for check in seen.checks}
        over = {name} if by is By.DEPARTMENT else looked_at
        seen.reach = [unit for unit in whole.reach if unit[By.DEPARTMENT][0] in over]
    return sorted(found.items(), key=lambda one: (one[0] is None, -len(one[1].checks), one[0]))


def _numbers(rows: list[Row], key: str | None = None) -> list[str]:
    return [row["no"] for row in rows if key is None or row[key]]


def _figures(records: dict[str, list[str]]) -> Row:
    counts: Row = {key: len(records[key]) for key in COUNTS}
    rates = {key: rate(counts[part], counts[of]) for key, (part, of, _) in _RATES.items()}
    return {column.key: (counts | rates)[column.key] for column in COLUMNS[2:]}


def _row(told: Row) -> Row:
    return {"by": told["by"], "name": told["name"], **_figures(told)}


def _in_words(totals: Row) -> str:
    if not totals["checks"] and not totals["found"]:
        return "没有这样的检查和隐患。"
    share = "—" if totals["clean_rate"] is None else f"{totals['clean_rate']:.2%}"
    return (
        f"检查 {totals['checks']} 次，没有查出问题的 {totals['clean']} 次（{share}）；查出隐患 {totals['found']} 项，"
        f"逾期没有动过的 {totals['untouched']} 项；不合格没有复查的检查 {totals['unreviewed']} 次；"
        f"没有查过的单位 {totals['never_checked']} 个；销号 {totals['closed']} 项，没有佐证的 {totals['closed_bare']} 项。"
    )


def _where_to_look(covered: Coverage) -> str:
    """Return which commands show the records behind the figures."""
    first, last = covered.days.first, covered.days.last
    since = "" if covered.days.first.year == 1 else f" --from {first}"
    days = f"{since} --to {last} --as-of {covered.at.day}"
    return (
        f"每个数后面的编号在 --format json 的 records 里，用 check show、hazard show、unit show 看，可写几个。"
        f"清单：zizhao check list{days} --inspector 名（或 --supervisor 部门）--result pass；zizhao hazard list{days} 同样写；自查的要另外去掉。"
    )
