"""The ledger that is handed upward: its columns in their order, and as a workbook what stands around them and beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.hazard import HAZARD, OFFICIAL, PROGRESS, STATE
from zizhao_cli.domain.values import Level, State
from zizhao_cli.report import foot
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.coverage import coverage
from zizhao_cli.report.covered import NotOfUnits
from zizhao_cli.report.figures import COUNTED
from zizhao_cli.report.filters import OVERDUE
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import groups_named
from zizhao_cli.report.hazards import ALWAYS, COLUMNS, STORED, STORED_AS, hazard_row
from zizhao_cli.report.model import Bars, Report, Row, Sheet, Table
from zizhao_cli.report.question import Where, asking, order_by, sort_keys
from zizhao_cli.report.summary import FIELDS, Cohort, counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from zizhao_cli.report.filters import Filters

DAYS_OVERDUE = HAZARD.fields["days_overdue"]
_ELSEWHERE = [
    STATE._replace(heading=PROGRESS.heading) if column is PROGRESS else column
    for column in OFFICIAL
]
"""The columns as other formats have them; a workbook tells in words what is overdue, too."""
_COUNTED = ("found", "rectified", "rate", "closed", "open", "overdue")
_SHOWN = ("found", "closed", "overdue")
_OF_NO_VILLAGE = "其他"


def official_ledger(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    workbook: bool = False,
    pictures: Path | None = None,
) -> Report:
    """Return the hazards that are not voided, as they were on the day, in the columns of the ledger that is handed upward.

    As a `workbook` its rows come from the ledger while they are written, and where `pictures` is the ledger that they come from, its evidence stands beside them.
    """
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    asks = _Asking(connection, filters, at, asked.sort, asked.limit)
    totals = asks.totals()
    shown = min(totals["hazards"], asked.limit if asked.limit is not None else totals["hazards"])
    sentence = (
        f"共 {totals['hazards']} 项，其中重大 {totals['major']} 项、逾期 {totals['overdue']} 项。"
        if totals["hazards"]
        else "没有隐患。"
    )
    lines = (
        [sentence] if shown == totals["hazards"] else [sentence, f"只列前 {shown} 项（--limit）。"]
    )
    frame = framed(connection, filters, asked, at.known_seq, "ledger")
    columns = [*_ELSEWHERE, DAYS_OVERDUE]
    rows = [] if workbook else [*asks.rows()]
    brief = [column.key for column in columns]
    report = frame.around(columns, rows, brief, lines, totals, title=_title(filters, asked.as_of))
    report = report._replace(head={**report.head, "count": shown})
    if not workbook:
        return report
    beside = _pictures(connection, pictures, at) if pictures is not None else None
    sheets = [
        Sheet(
            "台账",
            [Table(OFFICIAL, asks.rows(), marked=DAYS_OVERDUE.key, pictures=beside)],
            report.title,
            foot.above(asked.as_of),
            [*report.summary, foot.below()],
        ),
        Sheet("逾期", [Table([*OFFICIAL, DAYS_OVERDUE], asks.overdue())]),
        Sheet("汇总", [*_summed(connection, Cohort(filters, at, filters.days()))]),
    ]
    return report._replace(sheets=sheets, mapped=_covered(connection, filters, asked))


def _title(filters: Filters, as_of: date) -> str:
    return f"{campaign(filters.ledger, as_of, filters.phase).title}自查问题隐患台账"


class _Asking(NamedTuple):
    """What asks for the hazards of the ledger, as they were at `at`."""

    connection: sqlite3.Connection
    filters: Filters
    at: AsOf
    sort: str | None
    limit: int | None

    def totals(self) -> Row:
        """Return how many there are, how many are major and overdue, and for how many days at most."""
        past = OVERDUE[True]
        figures = (
            f"count(*), coalesce(sum(level = '{Level.MAJOR.value}'), 0), coalesce(sum({past}), 0), "
            f"CAST(max(CASE WHEN {past} THEN julianday(:as_of) - julianday(due_on) END) AS INTEGER)"
        )
        found = self._ask(self._where(), figures, "1").fetchone()
        return dict(zip(("hazards", "major", "overdue", "longest_days"), found, strict=True))

    def rows(self) -> Iterator[Row]:
        """Yield the rows, by the day on which each was found, or as they are to be sorted. Raises UnknownSortKey."""
        keys = sort_keys(self.sort, COLUMNS)
        order = order_by(keys, STORED_AS, "found_on, id", always=ALWAYS)
        return self._numbered(self._where(), order)

    def overdue(self) -> Iterator[Row]:
        """Yield those that are overdue, the longest first."""
        where = self._where()
        where.add(OVERDUE[True])
        return self._numbered(where, "due_on, id")

    def _where(self) -> Where:
        where = Where({**self.at.values}, [COUNTED])
        self.filters.narrow_hazards(self.connection, where, self.at)
        return where

    def _ask(
        self, where: Where, columns: str, order: str, limit: int | None = None
    ) -> sqlite3.Cursor:
        return asking(
            self.connection, "hazards", where, order=order, limit=limit, at=self.at, columns=columns
        )

    def _numbered(self, where: Where, order: str) -> Iterator[Row]:
        told = (
            f"{STORED}, check_id, plan_measures, reviewer, {self.at.asked('inspectors_of')} AS inspectors, "
            f"{self.at.asked('note_of')} AS note"
        )
        for serial, row in enumerate(self._ask(where, told, order, self.limit), start=1):
            yield _row(row, serial, hazard_row(row, self.at.day))


def _row(row: sqlite3.Row, serial: int, shown: Row) -> Row:
    days = shown[DAYS_OVERDUE.key]
    progress = State(shown["state"]).label + (f"，逾期 {days} 天" if days else "")
    more = {
        key: row[key]
        for key in ("id", "check_id", "plan_measures", "reviewer", "inspectors", "note")
    }
    return {
        **shown,
        **more,
        "serial": serial,
        "responsible_unit": shown["unit"],
        "struck_off": shown["state"] == State.CLOSED,
        PROGRESS.key: progress,
    }


def _summed(connection: sqlite3.Connection, cohort: Cohort) -> Iterator[Table]:
    """Yield the figures of the same hazards by measure, village and unit, each with its chart."""
    fields = {field.key: field for field in FIELDS}
    for key, heading in {"measure": "按条款", "village": "按村（社区）", "unit": "按单位"}.items():
        (group,) = groups_named(key)
        rows = counted(connection, cohort, [group])
        rows = [{**row, key: _OF_NO_VILLAGE if row[key] is None else row[key]} for row in rows]
        rows.sort(key=lambda row: row[key] if group.in_order else -row["found"])
        columns = [group.name, *(fields[one] for one in _COUNTED)]
        yield Table(columns, rows, heading, Bars(key, _SHOWN))


def _covered(
    connection: sqlite3.Connection, filters: Filters, asked: Asked
) -> list[tuple[str, Report]]:
    """Return how the same units stand with the measures; nothing where hazards are asked for by what units have not."""
    try:
        return [("覆盖", coverage(connection, filters, asked._replace(sort=None, limit=None)))]
    except NotOfUnits:
        return []


def _pictures(
    connection: sqlite3.Connection, ledger: Path, at: AsOf
) -> Callable[[Row], Sequence[Path]]:
    """Return what finds the pictures of a hazard and of the check that found it, known and taken by the day."""
    from zizhao_cli.store.evidence.files import folder_of, place_of
    from zizhao_cli.store.evidence.owner import of_records

    query = (
        f"SELECT of_kind, of_id, sha256, kind FROM ({of_records(connection)}) "
        "WHERE active AND kind IN ('jpg', 'png') AND taken_on <= :as_of AND (:known_seq = 0 OR seq <= :known_seq) "
        "ORDER BY seq, position"
    )
    folder = folder_of(ledger)
    found: dict[tuple[str, Any], list[Path]] = {}
    for of_kind, of_id, sha256, kind in connection.execute(query, at.values):
        if (path := place_of(folder, sha256, kind)) is not None:
            found.setdefault((of_kind, of_id), []).append(path)

    def beside(row: Row) -> list[Path]:
        return [*found.get(("check", row["check_id"]), ()), *found.get(("hazard", row["id"]), ())]

    return beside
