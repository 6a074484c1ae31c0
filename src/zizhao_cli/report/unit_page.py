"""One page of a unit: what it is, and all that was recorded about it, whatever kinds of record there are, in the order of the days."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NO
from zizhao_cli.domain.kinds.kind import EDIT_NO, NOTE, REGISTER
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.errors import UsageProblem
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.model import Sheet, Table
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.timeline import standing, what
from zizhao_cli.report.units import unit_record
from zizhao_cli.report.worded import heading_of, worded
from zizhao_cli.store import statements
from zizhao_cli.store.evidence.owner import of_records
from zizhao_cli.store.roll import roll, with_units

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    Field("day", "日期", Reads.DAY),
    Field("kind", "种类", says=lambda name: kind_named(name).label),
    NO,
    Field("title", "是什么"),
    Field("said", "办了什么"),
    Field("evidence", "佐证", numeric=True),
    Field("recorded_by", "记账人"),
    Field("seq", "日志", numeric=True),
]
_BRIEF = [column.key for column in COLUMNS]
_TITLE = "单位情况"


class NotOfOneUnit(UsageProblem):
    def __init__(self, options: list[str]) -> None:
        given = "、".join(f"--{option}" for option in options)
        known = " ".join(f"--{option}" for option in OF_DAYS)
        super().__init__(
            f"report unit 列一个单位的全部记录，不按 {given} 缩小", f"去掉它；可用 {known}"
        )


def unit_page(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, unit: str
) -> Report:
    """Return the page of the unit that `unit` names: a row for each step and remark of the records that refer to it or name it.

    Steps are told as they stand, on their days; what was struck out is not there. Days narrow the rows.
    Raises NotOfOneUnit, UnknownUnit, AmbiguousUnit, UnknownSortKey, and what Filters.days raises.
    """
    if others := [key for key in filters.given() if key not in OF_DAYS]:
        raise NotOfOneUnit(others)
    at = as_of_at(connection, UNIT, asked.as_of, asked.known_at)
    record = unit_record(connection, unit, at)
    about = _About(connection, at, roll(connection).find(unit).id, str(record["name"]))
    days = filters.days()
    found = sorted(about.events(days), key=itemgetter("day", "seq"))
    totals: Row = {
        **{kind.counted: about.records[kind.name] for kind in _about_units()},
        "events": len(found),
        "evidence": sum(row["evidence"] for row in found),
    }
    rows = sorted_rows(found, sort_keys(asked.sort, COLUMNS))
    name = f"{record['name']}（{record['code']}）"
    there = [kind for kind in _about_units() if totals[kind.counted]]
    counts = "、".join(f"{kind.label} {totals[kind.counted]}" for kind in there) or "什么也没有记"
    during = "" if days is None else f"{days.described()}，"
    sentences = [
        f"{name}：{during}{counts}；一共 {totals['events']} 件事，佐证 {totals['evidence']} 份。",
        f"单位：{_facts(record)}。",
        "作废的、撤销导入的不列；改过、撤回过的照现在说的列，当时怎么记的用各自的 show 看。",
    ]
    title = f"{_TITLE}：{record['name']}"
    frame = framed(
        connection, filters, asked, at.known_seq, "unit", {"unit": record}, dated=True, within=days
    )
    report = frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title=title, each="件")
    table = Table(report.columns, report.rows)
    return report._replace(sheets=[Sheet(_TITLE, [table], title, below=report.summary)])


def _facts(record: Row) -> str:
    said = (
        f"{field.heading} {'、'.join(map(field.shown, value)) if field.several else worded(UNIT, key, value)}"
        for key, field in UNIT.fields.items()
        if (value := record[key]) not in (None, []) and key not in ("code", "name")
    )
    return "，".join(said)


def _asked(kind: Kind) -> str:
    """Return the SQL condition on `t`, a row of the table of `kind`, that it is about the unit :unit; nothing where none can be."""
    if kind is UNIT:
        return "t.id = :unit"
    refer = [
        f"t.{column} = :unit"
        for column, reference in kind.references.items()
        if reference.kind == UNIT.name
    ]
    return " OR ".join([*refer, *([kind.naming] if kind.naming else [])])


def _about_units() -> list[Kind]:
    """Return the kinds whose records are about units, or may name one, but for those that stand apart."""
    return [kind for kind in KINDS if _asked(kind) and kind is not UNIT and not kind.apart]


class _Telling(NamedTuple):
    """A kind, and the SQL of the ids of its records about the unit."""

    kind: Kind
    ids: str


class _About:
    """What is recorded about the unit with the id `unit`, which was called `name`, as of `at`."""

    def __init__(self, connection: sqlite3.Connection, at: AsOf, unit: int, name: str) -> None:
        self._connection, self._at = connection, at
        self._values = {**at.values, "unit": unit, "name": name}
        self.records: Counter[str] = Counter()
        """How many records of each kind something is told of, once all is."""

    def events(self, days: Period | None) -> Iterator[Row]:
        """Yield what was done and noted by the day, and within `days`."""
        evidence = self._evidence()
        for kind in [UNIT, *_about_units()]:
            one = _Telling(kind, f"SELECT t.id FROM {kind.table} AS t WHERE {_asked(kind)}")
            told = [*(self._written_once(one) if kind.written_once else self._steps(one))]
            stand = {row["id"] for row in told}
            told += (row for row in self._remarks(one) if row["id"] in stand)
            shown = [row for row in told if self._is_within(row["day"], days)]
            self.records[kind.name] = len({row["id"] for row in shown})
            for row in shown:
                day = None if row["step"] is None else row["day"]
                row["evidence"] = evidence.pop((kind.name, row["id"], row["step"], day), 0)
                yield {column.key: row[column.key] for column in COLUMNS}

    def _is_within(self, day: str, days: Period | None) -> bool:
        return day <= str(self._at.day) and (
            days is None or str(days.first) <= day <= str(days.last)
        )

    def _evidence(self) -> dict[tuple[str, int, str | None, str | None], int]:
        """Return how many pieces of evidence there are of which kind, record, step and day; of what is written once on no day of its own."""
        query = (
            f"SELECT of_kind, of_id, step, CASE WHEN step IS NULL THEN NULL ELSE taken_on END, count(*) "
            f"FROM ({of_records(self._connection)}) WHERE seq <= :known_seq AND NOT retracted GROUP BY 1, 2, 3, 4"
        )
        found = self._connection.execute(query, self._values)
        return {(kind, of, step, day): count for kind, of, step, day, count in map(tuple, found)}

    def _steps(self, one: _Telling) -> Iterator[Row]:
        """Yield the steps of records that are not struck out, as they stand."""
        kind = one.kind
        told = (
            f"SELECT *, {kind.named_by} AS called_by, {kind.voided} AS struck FROM {kind.history}"
        )
        query = (
            f"SELECT v.*, t.{kind.called} AS called, j.recorded_at, j.actor FROM ({told}) AS v "
            f"JOIN {kind.table} AS t ON t.id = v.{kind.key} JOIN journal AS j ON j.seq = v.seq "
            f"WHERE v.{kind.key} IN ({one.ids}) AND v.seq <= :known_seq ORDER BY v.{kind.key}, v.{kind.number}"
        )
        found = map(dict, self._connection.execute(query, self._values))
        for record_id, group in groupby(found, itemgetter(kind.key)):
            rows = [_stepped(kind, row) for row in group]
            if rows[-1]["struck"] and kind is not UNIT:
                continue
            for row in standing(kind, rows):
                detail = with_units(
                    self._connection, kind, row["step"] or "", json.loads(row["detail"])
                )
                step = {**row, "detail": detail, "step_no": _number(kind, row)}
                yield _event(
                    kind, record_id, row, what(kind, step), row["step"], row["effective_on"]
                )

    def _written_once(self, one: _Telling) -> Iterator[Row]:
        """Yield the records that are written once and were not struck out, as they were last corrected."""
        kind = one.kind
        query = (
            f"SELECT t.*, t.{kind.called} AS called, {_named_by(kind)} AS called_by, j.recorded_at, j.actor "
            f"FROM {kind.table} AS t JOIN journal AS j ON j.seq = t.seq WHERE t.id IN ({one.ids}) AND t.seq <= :known_seq "
            f"AND t.id NOT IN (SELECT {kind.key} FROM {kind.history} WHERE seq <= :known_seq) AND t.seq NOT IN ("
            "SELECT b.seq FROM batch_undo AS u JOIN batch AS b ON b.id = u.batch_id WHERE u.seq <= :known_seq)"
        )
        mended = self._mended(one)
        for row in map(dict, self._connection.execute(query, self._values)):
            corrected = {**row, **mended.get(row["id"], {})}
            if row["called_by"] == row[kind.dated]:
                corrected["called_by"] = None
            yield _event(kind, row["id"], corrected, _told(kind, corrected), None, row[kind.dated])

    def _mended(self, one: _Telling) -> dict[int, Row]:
        """Return what the last correction made of each record, by its id."""
        kind = one.kind
        if not kind.mended:
            return {}
        query = f"SELECT * FROM {kind.mended} WHERE {kind.key} IN ({one.ids}) AND seq <= :known_seq ORDER BY {EDIT_NO}"
        found = map(dict, self._connection.execute(query, self._values))
        return {row[kind.key]: {key: row[key] for key in row.keys() & kind.fields} for row in found}

    def _remarks(self, one: _Telling) -> Iterator[Row]:
        kind = one.kind
        query = (
            f"SELECT r.*, t.{kind.called} AS called, {_named_by(kind)} AS called_by, j.effective_on, j.actor "
            f"FROM remark AS r JOIN journal AS j ON j.seq = r.seq JOIN {kind.table} AS t ON t.id = r.record_id "
            f"WHERE r.kind_of_record = '{kind.name}' AND r.record_id IN ({one.ids}) AND r.seq <= :known_seq "
            "ORDER BY r.seq, r.position"
        )
        for row in map(dict, self._connection.execute(query, self._values)):
            said = f"{kind.label_of(NOTE)}：{row['text']}"
            yield _event(kind, row["record_id"], row, said, NOTE, row["effective_on"])


def _named_by(kind: Kind) -> str:
    """Return the SQL of what tells people which record `t` it is; the words of a remark are called as a column may be."""
    plain = kind.named_by in statements.COLUMNS[kind.table]
    return f"t.{kind.named_by}" if plain else kind.named_by


def _number(kind: Kind, row: Row) -> int:
    """Return the number of a step; a registration that was told anew for the whole life is the first all the same."""
    return 1 if row["step"] == REGISTER else int(row[kind.number or ""])


def _stepped(kind: Kind, row: Row) -> Row:
    """Return a row of history with a step; those of the first revisions of the ledger said none."""
    if row["step"] is not None:
        return row
    return {**row, "step": REGISTER if row[kind.number or ""] == 1 else "edit", "detail": "{}"}


def _told(kind: Kind, record: Row) -> str:
    """Return what a record that is written once says, beside its number, its unit and its day."""
    shown = {*record} - {NO.key, kind.dated}
    said = (
        f"{heading_of(kind, key)}：{worded(kind, key, record[key])}"
        for key in kind.fields
        if key in shown and record[key] is not None
    )
    return "，".join([kind.steps[REGISTER].label, *said])


def _event(kind: Kind, record_id: int, row: Row, said: str, step: str | None, day: str) -> Row:
    return {
        "id": record_id,
        "step": step,
        "day": day,
        "kind": kind.name,
        "no": row["called"],
        "title": kind.named(row["called_by"]),
        "said": said,
        "recorded_by": row["actor"],
        "seq": row["seq"],
    }
