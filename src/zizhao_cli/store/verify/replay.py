"""The steps of every record, applied again from its registration, against the states that were written.

So the rules are asked again: who may re-inspect, and the plan of a major hazard.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.record import day
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.store.journal.chain import has_table, stored_columns
from zizhao_cli.store.verify.findings import Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record


_NOT_AS_WRITTEN = (ZizhaoError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What a row raises that says something no program wrote; the rows after it are replayed all the same."""


class _Row(NamedTuple):
    """What a row of history says of the step, beside the record."""

    record_id: Any
    number: Any
    seq: Any
    effective_on: Any
    step: Any
    detail: Any

    @staticmethod
    def columns(kind: Kind) -> tuple[str, ...]:
        """Return the columns of the history of `kind` that say so."""
        return kind.key, kind.number or "", "seq", "effective_on", "step", "detail"


def replay(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what of the records of all kinds does not follow from the rules."""
    for kind in KINDS:
        if has_table(connection, kind.history):
            strikes = _strikes if kind.written_once else _lives
            yield from strikes(connection, kind)


def _lives(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    """The whole life of each record of a kind that keeps its steps."""
    there = stored_columns(connection, kind.history)
    # Revision 0002 kept no steps of units; from the first one on that was kept, all are.
    kept = f"SELECT min(seq) FROM {kind.history} WHERE step IS NOT NULL"
    since = connection.execute(kept).fetchone()[0] if "step" in there else None
    life = _Life(kind, _writers(connection, kind), since)
    columns = [kind.key if name == "id" else name for name in rules_of(kind).record.columns()]
    asked = [name if name in there else "NULL" for name in (*_Row.columns(kind), *columns)]
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT {', '.join(asked)} FROM {kind.history} ORDER BY {kind.key}, {kind.number}"
    for values in cursor.execute(query):
        yield from life.follow(_Row(*values[:6]), values[6:])


def _strikes(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    """What strikes out a record that was written once must follow from it."""
    rules = rules_of(kind)
    strike: Any = next(iter(rules.steps.values()))
    query = (
        f"SELECT t.*, s.seq AS struck_seq, s.effective_on AS struck_on, s.reason AS why "
        f"FROM {kind.history} AS s JOIN {kind.table} AS t ON t.id = s.{kind.key} ORDER BY t.id"
    )
    for found in connection.execute(query):
        row = dict(found)
        name = record_name(kind, row["id"])
        try:
            if row["struck_seq"] <= row["seq"]:
                yield Finding(name, f"次序不对：{strike.label()}应记在日志 {row['seq']} 之后")
            on = day(row["struck_on"])
            strike(on=on, reason=row["why"]).apply(rules.record.of_row(row))
        except _NOT_AS_WRITTEN as problem:
            yield Finding(name, f"按规则不能成立：{problem}")


def _writers(connection: sqlite3.Connection, kind: Kind) -> dict[str, set[Any]]:
    """Return for each step that only some change-sets write the numbers of those: imports, and what undoes them."""
    steps = rules_of(kind).steps
    return {
        name: {row[0] for row in connection.execute(f"SELECT seq FROM {step.written_by}")}
        for name, step in steps.items()
        if step.written_by is not None
    }


class _Life:
    """The steps of one kind's records, record after record."""

    def __init__(self, kind: Kind, writers: dict[str, set[Any]], since: int | None) -> None:
        self._kind = kind
        self._since = since
        self._rules = rules_of(kind)
        self._writers = writers
        self._before: Record | None = None
        self._id: object = None
        self._number = 0
        self._seq = 0
        self._version = 1

    def follow(self, row: _Row, stored: Sequence[Any]) -> Iterator[Finding]:
        """Yield what is wrong with the next row of history, which belongs to this record or begins another one."""
        if row.record_id != self._id:
            self._id, self._before, self._number, self._seq, self._version = (
                row.record_id,
                None,
                0,
                0,
                1,
            )
        try:
            if row.number != self._number + 1 or row.seq < self._seq:
                yield self._finding(
                    row, f"次序不对：应是第 {self._number + 1} 步，记在日志 {self._seq} 之后"
                )
            self._number, self._seq = row.number, row.seq
            if row.step is None and self._since is not None and row.seq > self._since:
                yield self._finding(row, f"没有步骤，从日志 {self._since} 起步步都应有")
            after = self._rules.record.of_values(stored).at_step(row.number, row.effective_on)
            if self._before is None:
                yield from self._registration(row, after)
            elif row.step is not None:
                yield from self._step(row, self._before, after)
            # Revision 0002 kept no steps of units: what such a row says is vouched for by its digest alone.
            self._before = after
        except _NOT_AS_WRITTEN as problem:
            yield self._finding(row, f"按规则不能成立：{problem}")

    def _finding(self, row: _Row, problem: str) -> Finding:
        return Finding(f"{record_name(self._kind, row.record_id)} 第 {row.number} 步", problem)

    def _registration(self, row: _Row, after: Record) -> Iterator[Finding]:
        """A life begins with the registration, on its day, with the values that one has."""
        on, should_be = self._rules.registered(after)
        step = row.step
        if step not in ("register", None) or (on and row.effective_on != str(on)):
            yield self._finding(
                row, f"应是 {on or row.effective_on} 的登记，是 {row.effective_on} 的 {step}"
            )
        if step is not None:
            yield from self._rules_taken(row, json.loads(row.detail).get("rules", 1))
        values = vars(after)
        for field, value in should_be.items():
            if values[field] != value:
                yield self._finding(
                    row, f"{field} 是 {_shown(values[field])}，登记时应是 {_shown(value)}"
                )

    def _step(self, row: _Row, before: Record, after: Record) -> Iterator[Finding]:
        step = self._read(row)
        if row.step != step.step or row.effective_on != str(step.on):
            yield self._finding(
                row,
                f"步骤和日期是 {row.step} {row.effective_on}，应是 {step.step} {step.on}",
            )
        if step.step in self._writers and row.seq not in self._writers[step.step]:
            yield self._finding(row, f"{step.label()}只由导入和撤销写入，日志 {row.seq} 不是")
        yield from self._rules_taken(row, step.rules)
        yield from self._compared(row, step, before, after)

    def _read(self, row: _Row) -> Step:
        """Return the step of a row; where it is not the one that the row names, which one it is."""
        try:
            return self._rules.read(row.detail, row.step)
        except (ZizhaoError, ValueError):
            return self._rules.read(row.detail)

    def _rules_taken(self, row: _Row, version: int) -> Iterator[Finding]:
        """The rules that a step was taken under are known here, and never older than those of the step before."""
        if not self._version <= version <= self._rules.version:
            yield self._finding(
                row, f"规则版本是 {version}，应在 {self._version} 到 {self._rules.version} 之间"
            )
        else:
            self._version = version

    def _compared(self, row: _Row, step: Step, before: Record, after: Record) -> Iterator[Finding]:
        expected, actual = vars(step.apply(before)), vars(after)
        if expected == actual:
            return
        for field in self._rules.record.columns():
            if actual[field] != expected[field]:
                yield self._finding(
                    row,
                    f"{field} 是 {_shown(actual[field])}，从前一步按规则应是 {_shown(expected[field])}；两步中有一步被改过",
                )


def _shown(value: object) -> str:
    """Return a value of a record as it stands in the ledger."""
    return str(value) if isinstance(value, date) else repr(value)
