"""Marks of units and of people by post, from the ledger's figures and the points that the office gives; each point has the records behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.appraisal import OF_NO_BASE, Figure, Item, Weight, full_of, points_of
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.person import NAME, PERSON, POST
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import Word
from zizhao_cli.report.appraised import Appraised
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.figures import rate
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.marks import marks
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row


class Of(Word):
    """Who is marked."""

    UNIT = "unit", "单位"
    PERSON = "person", "人员", "人"


class Marked(NamedTuple):
    """Who is marked, as its columns tell it, and what is found of it."""

    who: Row
    figures: dict[Item, Figure]


_WHO = {Of.UNIT: [UNIT_CODE, UNIT], Of.PERSON: [NAME, POST, UNIT_CODE, UNIT]}
_SUMS = [
    Field("points", "得分", numeric=True),
    Field("of", "满分", numeric=True),
    Field("share", "得分率", numeric=True, fraction=True),
]
_RULES = {
    Item.SELF_CHECK: "约束它的条款里日子里自查过的占几成；没有条款约束的不计",
    Item.RECTIFICATION: "日子里发现的隐患里，到那一天整改完成的占几成；没有发现的不计",
    Item.OVERDUE: "日子里发现的隐患里，到那一天逾期的",
    Item.LATE: "日子里发现的隐患里，整改完成在期限之后的",
    Item.REBOUND: "日子里查出的反弹，规则见 report rebound --explain",
    Item.REOPENED: "日子里发现的隐患里，销号后来撤回的；对人，是他复查销号的",
    Item.ACTIONS: "日子里采取的措施；追究责任作出决定才算，激励、考核、明查暗访不算",
    Item.REWARD: "日子里的奖励，加分，不算进满分",
}
_NOTHING = "空着的项：没有可数的（没有他的隐患，没有约束他的条款），不计分，也不算进满分；得分率是 — 的：除了问责措施和奖励，没有一项可数。"


def appraisal(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    by: str = Of.UNIT.value,
    explain: bool = False,
) -> Report:
    """Return the marks of units, or of people in office by post; the head has each item with its figure and the numbers of the records behind it.

    Raises what Coverage raises, UnknownWord, BrokenDataFile, UnknownSortKey.
    """
    of = Of.parse("--by", by)
    terms = marks(filters.ledger)
    weights = terms.unit if of is Of.UNIT else terms.person
    covered = Coverage(connection, filters, asked, "appraisal")
    seen = Appraised(connection, filters, asked, covered)
    namesakes: list[str] = []
    if of is Of.UNIT:
        found = [
            Marked({key: one.unit[key] for key in ("unit_code", "unit")}, seen.of_unit(one))
            for one in covered.units()
        ]
    else:
        people, namesakes = _people(connection, filters, asked, covered)
        keys = [field.key for field in _WHO[Of.PERSON]]
        found = [
            Marked(
                {key: who[key] for key in keys},
                seen.of_person([who["name"], *who["aliases"]], who["unit_code"]),
            )
            for who in people
        ]
    columns = [
        *_WHO[of],
        *_SUMS,
        *(Field(item.value, item.label, numeric=True) for item in weights),
    ]
    named = {one.who[columns[0].key]: one for one in found}
    rows = sorted(
        (_row(one, weights) for one in found),
        key=lambda row: (row["share"] is None, -(row["share"] or 0), -row["of"]),
    )
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    marked = [named[row[columns[0].key]] for row in rows[: asked.limit]]
    besides: dict[str, Any] = {
        "by": of.value,
        "source": terms.source,
        "marked": [{**one.who, "items": [*_items(one, weights)]} for one in marked],
    }
    sentences = [
        f"{covered.said_days}考核{of.label} {len(rows)} 个；分值见 data/appraisal.yaml（{terms.source}）。"
    ]
    full = sum(weight.points for item, weight in weights.items() if item is not Item.REWARD)
    partial = sum(row["of"] < full for row in rows)
    if partial:
        sentences.append(
            f"有的项没有可数的、满分不到 {full} 分的 {partial} 个：得分率是各按自己的满分算的，--explain 写明。"
        )
    if namesakes:
        sentences.append(f"同名的没有考核，账本分不清是谁的：{'、'.join(namesakes)}。")
    if explain:
        besides["rules"] = {item.value: _RULES[item] for item in weights}
        sentences += [f"{item.label}：{_RULES[item]}。" for item in weights]
        sentences.append(_NOTHING)
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "appraisal", within=covered.days
    )
    brief = [column.key for column in columns if column is not UNIT_CODE]
    totals = {"marked": len(rows), "partial": partial, "namesakes": len(namesakes)}
    return frame.around(
        columns, rows, brief, sentences, totals, title="考核得分", each="个", **besides
    )


def _row(one: Marked, weights: dict[Item, Weight]) -> Row:
    points = {item: points_of(item, weight, one.figures[item]) for item, weight in weights.items()}
    total = round(sum(value for value in points.values() if value is not None), 1)
    full = sum(full_of(item, weight, points[item]) for item, weight in weights.items())
    # Who had nothing to do wrong is not marked for what was done about him alone.
    looked_at = any(points[item] is not None for item in weights if item not in OF_NO_BASE)
    sums = {"points": total, "of": full, "share": rate(total, full) if looked_at else None}
    return {**one.who, **sums, **{item.value: value for item, value in points.items()}}


def _items(one: Marked, weights: dict[Item, Weight]) -> Iterator[Row]:
    """Yield each item with its points, its figure, and the numbers behind it."""
    for item, weight in weights.items():
        figure = one.figures[item]
        points = points_of(item, weight, figure)
        told = {"item": item.value, "points": points, "of": full_of(item, weight, points)}
        lacking = {} if figure.missing is None else {"missing": figure.missing}
        yield {**told, "figure": figure.value, "numbers": figure.numbers, **lacking}


def _people(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, covered: Coverage
) -> tuple[list[Row], list[str]]:
    """Return the people in office at the end of the day, of the units that are asked for, by post; and the names that several of them have."""
    at = as_of_at(connection, PERSON, asked.as_of, asked.known_at)
    where = Where({**at.values}, ["state <> 'voided'"])
    where.add(
        "(since_on IS NULL OR since_on <= :as_of) AND (until_on IS NULL OR until_on >= :as_of)"
    )
    rows = rows_of(connection, PERSON, where, at, order="post IS NULL, post, id")
    if any(key not in OF_DAYS for key in filters.given()):
        among = {one.unit["unit_code"] for one in covered.units()}
        rows = [row for row in rows if row["unit_code"] in among]
    times = Counter(matching_key(row["name"]) for row in rows)
    twice = dict.fromkeys(row["name"] for row in rows if times[matching_key(row["name"])] > 1)
    return [row for row in rows if row["name"] not in twice], [*twice]
