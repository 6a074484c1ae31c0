"""The steps of every record, applied again from its registration, against the states that were written.

So the rules are asked again: who may re-inspect, and the plan of a major hazard.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.kind import REPLACE, REPLACES
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.life import Approved
from zizhao_cli.domain.rules.record import day
from zizhao_cli.domain.rules.told import Life, Line
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.store.journal.chain import has_table, stored_columns
from zizhao_cli.store.progress import counted
from zizhao_cli.store.verify.findings import NOT_AS_WRITTEN, Finding, record_name
from zizhao_cli.store.verify.replaced import Replaced
from zizhao_cli.store.verify.written_once import written_once

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.store.progress import Passed


class _Row(NamedTuple):
    """What a row of history says of the step, beside the record."""

    record_id: Any
    number: Any
    seq: Any
    effective_on: Any
    step: Any
    detail: Any
    restates: Any

    @staticmethod
    def columns(kind: Kind) -> tuple[str, ...]:
        """Return the columns of the history of `kind` that say so."""
        return kind.key, kind.number or "", "seq", "effective_on", "step", "detail", "restates"


def replay(connection: sqlite3.Connection, passed: Passed) -> Iterator[Finding]:
    """Yield what of the records of all kinds does not follow from the rules; each step is told as `passed`."""
    for kind in KINDS:
        # The rules of a kind are made when they are first asked for, and most ledgers have none of some kinds.
        if has_table(connection, kind.history) and _has_rows(connection, kind.registered[0]):
            if kind.written_once:
                yield from written_once(connection, kind)
            else:
                yield from _lives(connection, kind, passed)


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _lives(connection: sqlite3.Connection, kind: Kind, passed: Passed) -> Iterator[Finding]:
    """The whole life of each record of a kind that keeps its steps."""
    there = stored_columns(connection, kind.history)
    # Revision 0002 kept no steps of units; from the first one on that was kept, all are.
    kept = f"SELECT min(seq) FROM {kind.history} WHERE step IS NOT NULL"
    since = connection.execute(kept).fetchone()[0] if "step" in there else None
    life = _Life(kind, _writers(connection, kind), since, lambda seq: _actor(connection, seq))
    columns = [kind.key if name == "id" else name for name in rules_of(kind).record.columns()]
    asked = [name if name in there else "NULL" for name in (*_Row.columns(kind), *columns)]
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT {', '.join(asked)} FROM {kind.history} ORDER BY {kind.key}, {kind.number}"
    said = len(_Row._fields)
    for values in counted(cursor.execute(query), passed):
        yield from life.follow(_Row(*values[:said]), values[said:])
    yield from life.end()


def _writers(connection: sqlite3.Connection, kind: Kind) -> dict[str, set[Any]]:
    """Return for each step that only some change-sets write the numbers of those: imports, and what undoes them."""
    steps = rules_of(kind).steps
    return {
        name: {row[0] for row in connection.execute(f"SELECT seq FROM {step.written_by}")}
        for name, step in steps.items()
        if step.written_by is not None
    }


def _actor(connection: sqlite3.Connection, seq: object) -> object:
    """Return who recorded the entry `seq`; None where there is none."""
    found = connection.execute("SELECT actor FROM journal WHERE seq = ?", (seq,)).fetchone()
    return None if found is None else found[0]


class _Life:
    """The steps of one kind's records, record after record."""

    def __init__(
        self,
        kind: Kind,
        writers: dict[str, set[Any]],
        since: int | None,
        actor: Callable[[Any], object],
    ) -> None:
        self._kind = kind
        self._actor = actor
        self._since = since
        self._rules = rules_of(kind)
        self._writers = writers
        self._replaced = Replaced(kind)
        self._begin(None)

    def _begin(self, record_id: object) -> None:
        self._id = record_id
        self._life: Life | None = None
        self._number = self._seq = 0
        self._version = 1
        self._said: dict[int, _Row] = {}
        self._to_come: list[Line] = []
        """The steps that the rows after a correction are to restate."""

    def follow(self, row: _Row, stored: Sequence[Any]) -> Iterator[Finding]:
        """Yield what is wrong with the next row of history, which belongs to this record or begins another one."""
        if row.record_id != self._id:
            if self._to_come:
                yield from self._all_restated()
            self._begin(row.record_id)
        try:
            if row.number != self._number + 1 or row.seq < self._seq:
                yield self._finding(
                    row, f"次序不对：应是第 {self._number + 1} 步，记在日志 {self._seq} 之后"
                )
            if row.step is None and self._since is not None and row.seq > self._since:
                yield self._finding(row, f"没有步骤，从日志 {self._since} 起步步都应有")
            after = self._rules.record.of_values(stored).at_step(row.number, row.effective_on)
            if row.restates is not None:
                yield from self._restated(row, after)
            else:
                if self._to_come:
                    yield from self._all_restated()
                self._said[row.number] = row
                yield from self._own(row, after)
            self._number, self._seq = row.number, row.seq
        except NOT_AS_WRITTEN as problem:
            self._number, self._seq = row.number, row.seq
            yield self._finding(row, f"按规则不能成立：{problem}")

    def end(self) -> Iterator[Finding]:
        """Yield what is wrong now that there is no other row."""
        yield from self._all_restated()
        yield from self._replaced.unlike()

    def _own(self, row: _Row, after: Record) -> Iterator[Finding]:
        """A row that is a step of its own; what follows is measured by what is stored, so that one change is found once."""
        if self._life is None:
            self._life = Life(self._rules, after, day(row.effective_on))
            yield from self._registration(row, after)
        elif row.step is None:
            # Revision 0002 kept no steps of units: what such a row says is vouched for by its digest alone.
            self._life.lines.append(Line(row.number, day(row.effective_on), None, after))
        else:
            try:
                yield from self._step(row, self._life, after)
            except NOT_AS_WRITTEN:
                self._life.lines.append(Line(row.number, day(row.effective_on), None, after))
                raise

    def _restated(self, row: _Row, after: Record) -> Iterator[Finding]:
        """A row that tells an earlier step anew says what that said, as the correction before it left it."""
        if not self._to_come:
            yield self._finding(row, f"多出的一行：重述第 {row.restates} 步")
            return
        line = self._to_come.pop(0)
        said = self._said[line.number]
        told = (row.restates, row.seq, row.effective_on, row.step, row.detail)
        should_be = (line.number, self._seq, str(line.on), said.step, said.detail)
        if told != should_be:
            yield self._finding(row, f"应重述第 {line.number} 步（{line.on}），与那一步记的不同")
        yield from self._compared(row, line.record, after)

    def _all_restated(self) -> Iterator[Finding]:
        for line in self._to_come:
            yield Finding(
                f"{record_name(self._kind, self._id)} 第 {self._number} 步之后",
                f"少了重述第 {line.number} 步的一行",
            )
        self._to_come = []

    def _finding(self, row: _Row, problem: str) -> Finding:
        return Finding(f"{record_name(self._kind, row.record_id)} 第 {row.number} 步", problem)

    def _registration(self, row: _Row, after: Record) -> Iterator[Finding]:
        """A life begins with the registration, on its day, with the values that one has."""
        told = {} if row.step is None else json.loads(row.detail)
        on, should_be = self._rules.registered(after, told)
        step = row.step
        if REPLACES in told:
            self._replaced.registered(after, row.seq, told)
        if step not in ("register", None) or (on and row.effective_on != str(on)):
            yield self._finding(
                row, f"应是 {on or row.effective_on} 的登记，是 {row.effective_on} 的 {step}"
            )
        if step is not None:
            yield from self._rules_taken(row, told.get("rules", 1))
        values = vars(after)
        for field, value in should_be.items():
            if values[field] != value:
                yield self._finding(
                    row, f"{field} 是 {_shown(values[field])}，登记时应是 {_shown(value)}"
                )

    def _step(self, row: _Row, life: Life, after: Record) -> Iterator[Finding]:
        step = self._read(row)
        if row.step != step.step or row.effective_on != str(step.on):
            yield self._finding(
                row,
                f"步骤和日期是 {row.step} {row.effective_on}，应是 {step.step} {step.on}",
            )
        if step.step in self._writers and row.seq not in self._writers[step.step]:
            yield self._finding(row, f"{step.label()}只由导入和撤销写入，日志 {row.seq} 不是")
        if isinstance(step, Approved) and step.acted_by not in (None, self._actor(row.seq)):
            # Whoever approves it must be another person.
            yield self._finding(row, f"记账人是 {step.acted_by!r}，日志 {row.seq} 的不是")
        yield from self._rules_taken(row, step.rules)
        expected, self._to_come = life.take(row.number, step)
        if step.step == REPLACE:
            self._replaced.step(after, row.seq, step)
        if vars(expected) != vars(after):
            yield from self._compared(row, expected, after)
            if life.lines[-1].number == row.number:
                life.lines[-1] = life.lines[-1]._replace(record=after)

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

    def _compared(self, row: _Row, expected: Record, after: Record) -> Iterator[Finding]:
        should_be, actual = vars(expected), vars(after)
        for field in self._rules.record.columns():
            if actual[field] != should_be[field]:
                yield self._finding(
                    row,
                    f"{field} 是 {_shown(actual[field])}，从前一步按规则应是 {_shown(should_be[field])}；两步中有一步被改过",
                )


def _shown(value: object) -> str:
    """Return a value of a record as it stands in the ledger."""
    return str(value) if isinstance(value, date) else repr(value)
