"""What is worked out of enterprises for a day: what is not said, what has run out, what is too little, and who may be barred."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.enterprise import (
    ASKS,
    ENTERPRISE,
    HEADS,
    TRAINING,
    WORKER_HOURS,
    WORKERS,
)
from zizhao_cli.domain.people import Person, Spelling
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import YesNo
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.lacking import lacking, less
from zizhao_cli.report.question import Where, select
from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from zizhao_cli.domain.policy import Policy
    from zizhao_cli.report.model import Row


class Bar(NamedTuple):
    """Somebody who may not head an enterprise of a sector any more, as the enterprise says in which that was decided."""

    name: str
    sector: str
    unit: str


def worked_out(connection: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return what is to be seen to in each enterprise on `day`; see lacking, _short and _barred_again. Raises BrokenDataFile."""
    if not rows:
        return []
    (path,) = (
        file for _, name, file in connection.execute("PRAGMA database_list") if name == "main"
    )
    terms = datafiles.policy(Path(path))
    sectors = dict(connection.execute("SELECT code, sector FROM unit WHERE sector IS NOT NULL"))
    bars = [*_bars(connection, sectors, day)]
    return [
        {
            **lacking(row, ASKS, day),
            "short": [*_short(row, terms, day)],
            "barred_again": [*_barred_again(row, sectors, bars)],
        }
        for row in rows
    ]


def _short(row: Row, terms: Policy, day: date) -> Iterator[str]:
    """Yield what there is less of than the policy asks: hours of training, trainings within its days, workers who passed theirs."""
    dangerous = row["high_risk"] == YesNo.YES
    again = terms.training_hours_dangerous if dangerous else terms.training_hours
    new = terms.training_hours_new_dangerous if dangerous else terms.training_hours_new
    asked = [*((hours, again) for hours, _ in TRAINING), (WORKER_HOURS, new)]
    for hours, least in asked:
        if row[hours.key] is not None and row[hours.key] < least:
            yield f"{hours.name} {row[hours.key]}，应有 {least}"
    for _, trained in TRAINING:
        over = days_over(row[trained.key], day - timedelta(days=terms.training_again_within_days))
        if over:
            yield f"{trained.name} {row[trained.key]}，再培训迟了 {over} 天"
    for workers, passed in WORKERS:
        if untrained := less(row[workers.key], row[passed.key]):
            yield f"{passed.name}少 {untrained} 人"


def _bars(connection: sqlite3.Connection, sectors: Mapping[str, str], day: date) -> Iterator[Bar]:
    """Yield who was barred in which sector, as recorded of all enterprises by the day."""
    at = as_of_at(connection, ENTERPRISE, day, None)
    where = Where({**at.values}, ["barred IS NOT NULL", "state <> 'voided'"])
    for row in select(connection, at, where, order="id"):
        sector = row["barred_sector"] or sectors.get(row["code"], "")
        yield from (Bar(name, sector, row["unit"]) for name in json.loads(row["barred"]))


def _barred_again(row: Row, sectors: Mapping[str, str], bars: Sequence[Bar]) -> Iterator[str]:
    """Yield who of the heads of an enterprise is called as somebody who is barred in its sector.

    That is pointed out and not refused: the ledger keeps no number of a person, and two people may share a name. A sector that is not written
    may be any; 烟花爆竹 is that of 烟花爆竹零售.
    """
    own = matching_key(sectors.get(row["code"], ""))
    for bar in bars:
        named = [
            field.name for field in HEADS if row[field.key] and _same(row[field.key], bar.name)
        ]
        barred = matching_key(bar.sector)
        if named and (own in barred or barred in own):
            unknown = "" if own and barred else "，行业没有写全"
            yield f"{bar.name}（{'、'.join(named)}）：{bar.unit}记着终身禁任{bar.sector or '本'}行业主要负责人，请核对是不是同一人{unknown}"


def _same(one: str, other: str) -> bool:
    return Person(one).may_be(Person(other), Spelling.LETTERS)
