"""report measures: a row for each of the fifteen measures, with what all have alike and what each has of its own, and a sentence to hand upward."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import MEASURE
from zizhao_cli.domain.measures import NUMERALS
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.fifteen.figure import Figure
from zizhao_cli.report.fifteen.ground import Ground
from zizhao_cli.report.fifteen.own import OWN
from zizhao_cli.report.figures import FIGURES
from zizhao_cli.report.frame import framed
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.phase import measure_rows
from zizhao_cli.report.question import ask, sort_keys, sorted_rows
from zizhao_cli.report.summary import Cohort, counted, totals_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

_HAZARDS = ("found", "closed", "open", "overdue")
_OPEN = ("open", "overdue")
COLUMNS = [
    MEASURE,
    Field("title", "标题"),
    Field("units", "应查单位", numeric=True),
    Field("units_checked", "查过单位", numeric=True),
    Field("checks", "检查", numeric=True),
    *(FIGURES[key].field for key in _HAZARDS),
    Field("own", "本条的数", several=True),
    Field("open_ends", "未了的事", several=True),
    Field("said", "文字"),
]
_BRIEF = [column.key for column in COLUMNS if column.key not in ("own", "said")]
RULES = {
    "units": "应查单位：这一条约束、到那一天在用的单位；查过单位里也有这一条不约束而去查了的（report coverage）",
    "hazards": "发现、销号、未销号、逾期：照 report summary 的规则，都从同一批隐患里数",
    "own": "本条的数：写了日子的，只数在这些日子里开头的记录；职责、权力、企业、执法力量照那一天的；一项记录也没有的写“没有记录”，不写 0",
    "open_ends": "未了的事：隐患以外，到那一天还要有人办的",
}


def measures(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, explain: bool = False
) -> Report:
    """Return how it stands with each measure that `filters` let through; with `explain` the rules, and the command behind each figure.

    Raises what Coverage raises, UnknownSortKey.
    """
    covered = Coverage(connection, filters, asked, "measures")
    units = covered.units()
    cohort = Cohort(filters, covered.at, filters.days())
    of_hazards = counted(connection, cohort, [GROUPS["measure"]])
    ground = Ground(connection, filters, asked, covered)
    checks = {one.number: sum(unit.pair(one.number).checks for unit in units) for one in covered.measures}  # fmt: skip
    behind = _open_hazards(connection, cohort)
    rows, told = [], []
    for row in measure_rows(covered, units, of_hazards):
        number = row["measure"]
        own = [*OWN[number](ground)] if number in OWN else []
        told += [one.told(number) for one in [*_alike(ground, row, checks[number], behind), *own]]
        rows.append(_row(row, checks[number], own))
    totals = _totals(totals_of(connection, cohort, [GROUPS["measure"]], of_hazards), rows)
    sentences = [_said(totals), *(row["said"] for row in rows)]
    besides: dict[str, Any] = {"figures": told}
    if explain:
        besides["rules"] = RULES
        sentences += [f"{rule}。" for rule in RULES.values()]
        sentences += [f"第 {one['measure']} 条，{one['label']}：{one['command']}" for one in told]
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "measures", within=covered.days
    )
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    title = "十五条逐条情况"
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title=title, each="条", **besides)


def _row(row: Row, checks: int, own: Sequence[Figure]) -> Row:
    found: Row = {
        **{column.key: row.get(column.key) for column in COLUMNS},
        "checks": checks,
        "own": [one.said for one in own if not _of_nothing(one, own)],
        "open_ends": [one.said for one in own if one.is_open_end],
    }
    return {**found, "said": _sentence(found)}


def _alike(
    ground: Ground, row: Row, checks: int, behind: dict[tuple[int, str], list[str]]
) -> Iterator[Figure]:
    """Yield the figures that all measures have: checks, and hazards of which those that are open ends are named."""
    number = row["measure"]
    command = ground.command("report coverage", measure=number)
    yield Figure("checks", "检查", checks, "次", command, adds="checks")
    for key in _HAZARDS:
        command = ground.command("report summary", f"--list {key}", measure=number)
        named = behind[number, key] if key in _OPEN else None
        within = FIGURES[key].within
        yield Figure(
            key,
            f"{FIGURES[key].heading}隐患",
            row[key],
            "项",
            command,
            within if within in _HAZARDS else None,
            key in _OPEN,
            records=named,
        )


def _open_hazards(
    connection: sqlite3.Connection, cohort: Cohort
) -> dict[tuple[int, str], list[str]]:
    """Return the numbers of the hazards of a cohort that are open, and those of them that are overdue, by measure."""
    where = cohort.where(connection)
    where.add(f"({FIGURES['open'].where})")
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    late = f"({FIGURES['overdue'].where}) AS overdue"
    for row in ask(connection, "hazards", where, order="id", at=cohort.at, columns=f"no, measure, {late}"):  # fmt: skip
        for key in _OPEN if row["overdue"] else ("open",):
            found[row["measure"], key].append(row["no"])
    return found


def _of_nothing(one: Figure, all_of_them: Sequence[Figure]) -> bool:
    """Say whether a figure is a part of one that is not recorded, so that nothing is to be said of it."""
    return any(whole.key == one.of and whole.value is None for whole in all_of_them)


def _sentence(row: Row) -> str:
    """Return a row as a sentence, in which what is not recorded is said to be so."""
    units = f"应查单位 {row['units']} 个，查过 {row['units_checked']} 个，" if row["units"] else ""
    checks = f"检查 {row['checks']} 次" if row["checks"] else "没有检查的记录"
    hazards = (
        f"发现隐患 {row['found']} 项，已销号 {row['closed']} 项，未销号 {row['open']} 项，其中逾期 {row['overdue']} 项"
        if row["found"]
        else "没有隐患的记录"
    )
    own = f"{'，'.join(row['own'])}。" if row["own"] else ""
    return f"第{NUMERALS[row['measure'] - 1]}条 {row['title']}：{units}{checks}；{hazards}。{own}"


def _totals(of_hazards: Row, rows: Sequence[Row]) -> Row:
    return {
        "measures": len(rows),
        "checks": sum(row["checks"] for row in rows),
        **{key: of_hazards[key] for key in _HAZARDS},
        "open_ends": sum(len(row["open_ends"]) for row in rows),
        "measures_open": sum(bool(row["open_ends"] or row["open"]) for row in rows),
    }


def _said(totals: Row) -> str:
    return (
        f"{totals['measures']} 条里有未了的事的 {totals['measures_open']} 条：检查 {totals['checks']} 次，发现隐患 {totals['found']} 项，"
        f"已销号 {totals['closed']} 项，未销号 {totals['open']} 项，其中逾期 {totals['overdue']} 项；隐患以外未了的 {totals['open_ends']} 类。"
    )
