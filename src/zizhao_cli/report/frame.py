"""What every report is asked, and what it says around its rows: the day, what was left out, the totals, the anchor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.errors import visible
from zizhao_cli.report.as_of import Then
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.towns import TOWN, held_until
from zizhao_cli.store.district.asked import district_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters


class Asked(NamedTuple):
    """What a report is asked: the day, what was known by when, and how to group, sort and limit.

    `verified` says whether the ledger was verified in the same read, which an anchor alone does not say.
    """

    as_of: date
    known_at: date | None = None
    group_by: str | None = None
    sort: str | None = None
    limit: int | None = None
    verified: bool = False


class Frame(NamedTuple):
    """A report before its rows: its head, how its first sentence begins, and what it rests on."""

    head: Row
    opening: str
    anchor: str | None
    asked: Asked
    held: list[Row] | None = None
    """Of a district how far the journal of each town is held, of which the anchor says nothing by itself."""

    def around(
        self,
        columns: list[Field],
        rows: list[Row],
        brief: list[str],
        sentences: Sequence[str],
        totals: Row,
        *,
        title: str,
        each: str = "项",
        **besides: object,
    ) -> Report:
        """Return the report of `rows`, as many as were asked for; the first of its `sentences` follows the opening, and `besides` join its head.

        `title` is what it is called in Chinese.
        """
        asked = self.asked
        shown = rows[: asked.limit]
        lines = [self.opening + sentences[0], *sentences[1:]]
        if len(shown) < len(rows):
            lines.append(f"只显示前 {len(shown)} {each}（--limit）。")
        if self.held is not None:
            lines += [
                f"各镇最后一条记于：{_told(self.held)}。",
                f"区县库锚点 {self.anchor}（回执数和末一份的校验值）",
            ]
        elif self.anchor is not None:
            lines.append(f"账本锚点 {self.anchor}（{'已核验' if asked.verified else '未核验'}）")
        head = {
            **self.head,
            **besides,
            "count": len(shown),
            "totals": totals,
            "anchor": self.anchor,
            "verified": asked.verified,
            **({} if self.held is None else {"towns": self.held}),
        }
        return Report(head, columns, shown, brief, lines, title)


def framed(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    known_seq: int,
    name: str,
    values: Row | None = None,
    *,
    within: Period | None = None,
    dated: bool = False,
) -> Frame:
    """Return what stands around the report `name`, which rests on the journal up to the entry `known_seq`; `values` join its head.

    One that looks at what happened `within` some days, or is `dated` otherwise, says itself which those are: they narrow no hazards. Days that nobody bounded begin, or end, with None.
    """
    then = Then(asked.as_of, asked.known_at)
    head: Row = {"report": name, **then.head}
    if within is not None:
        first = None if within.first == date.min else str(within.first)
        last = None if within.last == date.max else str(within.last)
        head["base"] = {"from": first, "to": last}
    head.update(values or {})
    towns = filters.towns()
    if given := {**({"town": towns} if towns else {}), **filters.given()}:
        head["filters"] = given
    described = [
        f"{TOWN.name} {'或'.join(map(visible, towns))}" if towns else "",
        filters.described(days=within is None and not dated),
    ]
    said = "、".join(filter(None, described))
    only = f"（只列 {said}）" if said else ""
    anchor = anchor_at(connection, known_seq)
    return Frame(head, f"{then.said}{only}，", anchor, asked, held_until(connection))


def _told(held: list[Row]) -> str:
    return "、".join(
        f"{visible(one['town'])} {(one['recorded_at'] or '还没有')[:10]}" for one in held
    )


def anchor_at(connection: sqlite3.Connection, seq: int) -> str | None:
    """Return `COUNT:HEAD` of the journal up to entry `seq`, or None before the first one.

    `db verify --anchor` tells from it whether anything that was recorded by then was changed since. Of a district it is that of its receipts, whatever the entry.
    """
    district = district_of(connection)
    if district is not None:
        return district.anchor
    row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return f"{seq}:{row['hash']}" if row else None
