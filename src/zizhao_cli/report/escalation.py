"""Which action of the office's ladder is due next, towards whom and why; none is ever taken by itself."""

from __future__ import annotations

from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.escalation import Trigger
from zizhao_cli.domain.kinds.action import ACTION, KIND, ActionKind
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.supervision import OPEN, SUPERVISION
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.cases import cases
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.ladder import FILE, ladder
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.escalation import Rung
    from zizhao_cli.report.cases import Case
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    UNIT_CODE,
    UNIT,
    Field("trigger", "情形", words=Trigger),
    Field("since", "起于", Reads.DAY),
    Field("why", "为什么"),
    Field("records", "涉及的记录", several=True),
    Field("taken", "已采取", several=True),
    KIND._replace(key="action", heading="下一步"),
    Field("due_on", "该采取的日子"),
    Field("days_over", "过了天数", numeric=True),
]
_BRIEF = [column.key for column in COLUMNS if column is not UNIT_CODE]


class Next(NamedTuple):
    """The rung that comes next, and its day."""

    rung: Rung
    due_on: date


def escalation(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the actions that are due by the end of the day, the longest due first; where the ladder is off, none, and how it is turned on.

    Days of `filters` are those in which self-checks are looked for, by default all, and on which what came back was found. Raises what Coverage raises, BrokenDataFile, UnknownSortKey.
    """
    terms = ladder(filters.ledger)
    covered = Coverage(connection, filters, asked, "escalation")
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "escalation", within=covered.days
    )
    besides: dict[str, Any] = {"enabled": terms.enabled, "source": terms.source}
    if not terms.enabled:
        said = f"阶梯没有启用：出处是“{terms.source}”。按上级规定改好账本旁 data/{FILE} 里的先后和天数，再把 enabled 改为 true。"
        return frame.around(COLUMNS, [], _BRIEF, [said], {"due": 0}, title=_TITLE, **besides)
    at = as_of_at(connection, ACTION, asked.as_of, asked.known_at)
    taken = rows_of(
        connection, ACTION, Where({**at.values}, ["state <> 'voided'"]), at, order="done_on, id"
    )
    at = as_of_at(connection, SUPERVISION, asked.as_of, asked.known_at)
    supervised = rows_of(connection, SUPERVISION, Where({**at.values}, ["state <> 'voided'"]), at)
    rows, ended = [], 0
    for case in cases(connection, filters, asked, covered, terms):
        rungs = terms.rungs[case.trigger]
        steps = sorted([*taken, *_listed(supervised, case)], key=itemgetter("done_on"))
        of_case = [action for action in steps if _is_of(action, case, rungs)]
        follows = following(case, of_case, rungs)
        if follows is None:
            ended += 1
        elif follows.due_on <= asked.as_of:
            rows.append(_row(case, of_case, follows, asked.as_of))
    rows.sort(key=lambda row: row["due_on"])
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    totals = {"due": len(rows), "units": len({row["unit_code"] for row in rows}), "ended": ended}
    said = f"{covered.said_days}该采取下一步的 {totals['due']} 项，涉及 {totals['units']} 个单位；阶梯走完仍未改的 {ended} 项。采取了的用 action add 记，--record 写明涉及的记录；挂牌督办（supervision）算采取了督办。"
    return frame.around(COLUMNS, rows, _BRIEF, [said], totals, title=_TITLE, **besides)


_TITLE = "问责阶梯"


def following(case: Case, taken: Sequence[Row], rungs: Sequence[Rung]) -> Next | None:
    """Return the rung after the highest that was `taken` in a case, None after the last; one that was skipped is not gone back to."""
    place, day = -1, case.since
    for action in taken:
        reached = max(
            (i for i, rung in enumerate(rungs) if rung.action == action["kind"]), default=-1
        )
        if reached > place:
            place, day = reached, date.fromisoformat(action["done_on"])
    if place + 1 >= len(rungs):
        return None
    rung = rungs[place + 1]
    return Next(rung, day + timedelta(days=rung.after))


def _listed(supervised: Sequence[Row], case: Case) -> Iterator[Row]:
    """Yield the listings for supervision that were made since a case began, or go on from before it, as the actions that they are."""
    for one in supervised:
        if one["state"] in OPEN or one["listed_on"] >= str(case.since):
            yield {
                **{key: one[key] for key in ("no", "unit_code")},
                "kind": ActionKind.SUPERVISE.value,
                "done_on": max(one["listed_on"], str(case.since)),
                "records": [one["hazard"]],
            }


def _is_of(action: Row, case: Case, rungs: Sequence[Rung]) -> bool:
    """Say whether an action is a rung that was taken in a case: against its unit, since it began, about one of its records, or where it has none about nothing that is named."""
    if action["kind"] not in [rung.action for rung in rungs]:
        return False
    if action["unit_code"] != case.unit["unit_code"] or action["done_on"] < str(case.since):
        return False
    if not case.records:
        return not (action["records"] or action["subject"])
    return not set(case.records).isdisjoint(action["records"])


def _row(case: Case, taken: Sequence[Row], follows: Next, day: date) -> Row:
    return {
        "unit_code": case.unit["unit_code"],
        "unit": case.unit["unit"],
        "trigger": case.trigger.value,
        "since": str(case.since),
        "why": case.why,
        "records": case.records,
        "taken": [action["no"] for action in taken],
        "action": follows.rung.action.value,
        "due_on": str(follows.due_on),
        "days_over": (day - follows.due_on).days,
    }
