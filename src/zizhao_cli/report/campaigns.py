"""The campaigns of the ledger, for whoever asks for a phase, or since when."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.campaign import Campaign, phases_of
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.question import sql
from zizhao_cli.report.towns import of_several_towns
from zizhao_cli.store.opened import opened

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.district_address import Books


def campaign(ledger: Books, day: date, phase: str | None = None) -> Campaign:
    """Return the campaign that a phase, or a day, is asked of: the one whose code stands before the phase (2022/1), else the one that began last by `day`.

    They are told as they are now; where the ledger has none, the one of data/campaign.yaml is asked, and where several towns are: each has its own. Raises BrokenDataFile.
    """
    with opened(ledger) as connection:
        found = [] if of_several_towns(connection) else campaigns(connection)
    if not found:
        return datafiles.campaign(ledger)
    code = matching_key((phase or "").rpartition("/")[0])
    named = [one for one in found if matching_key(one.code) == code]
    begun = [one for one in found if one.first <= day]
    return (named or begun[-1:] or found)[0]


def campaigns(connection: sqlite3.Connection) -> list[Campaign]:
    """Return the campaigns of the ledger that are not voided, the earliest first."""
    return [
        Campaign(
            row["title"],
            json.loads(row["basis"] or "[]"),
            phases_of(
                json.loads(row["phases"] or "[]"),
                row["title"],
                date.fromisoformat(row["first_on"]),
                date.fromisoformat(row["last_on"]),
            ),
            row["code"],
        )
        for row in connection.execute(sql("campaigns"))
    ]
