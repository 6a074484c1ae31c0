"""Taking the campaign of the data file into the ledger, with its leading group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli import datafiles
from zizhao_cli.domain.campaign import Member
from zizhao_cli.domain.kinds.campaign import CAMPAIGN
from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.domain.text import matching_key
from zizhao_cli.ledger.declared import register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.domain.campaign import Campaign
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class TakenIn(NamedTuple):
    """What `campaign import` did: the code of the campaign, whether it is new, and who is new."""

    code: str
    new: bool
    persons: list[str]


def take_in(session: LedgerSession, code: str | None) -> TakenIn:
    """Register the campaign of the data file under a code, by default the year in which it begins, and its leading group as persons with their names for codes.

    What is there already stays as it is, voided or not. Raises BrokenDataFile, and what registering refuses.
    """
    campaign = datafiles.campaign(session.path)
    code = code or str(campaign.first.year)
    begun = min(campaign.first, session.today)
    with session.change() as changes:
        new = not _there(changes, CAMPAIGN, "code", code)
        if new:
            register(session, changes, CAMPAIGN, _given(campaign, code))
        members = [one for one in _members(campaign) if not _is_known(changes, one.name)]
        for one in members:
            said = {"name": one.name, "role": one.role, "post": one.post}
            coded = {"code": one.name, PERSON.begins: str(begun)}
            register(session, changes, PERSON, {**said, **coded})
        names = [one.name for one in members]
        if new or names:
            changes.seal("campaign.import", code, begun, {"persons": names})
    return TakenIn(code, new, names)


def _given(campaign: Campaign, code: str) -> dict[str, Any]:
    """Return a campaign as somebody would type it."""
    return {
        "code": code,
        "title": campaign.title,
        "basis": campaign.basis,
        "unit": campaign.unit,
        "head": campaign.head,
        "liaison": campaign.liaison,
        "first_on": str(campaign.first),
        "last_on": str(campaign.last),
        "phases": [phase.written() for phase in campaign.phases],
    }


def _members(campaign: Campaign) -> Iterator[Member]:
    """Yield who is named with a post, and the liaison officer; a row without a post stands for many."""
    yield from (member for member in campaign.group if member.post is not None)
    if campaign.liaison is not None:
        yield Member(campaign.liaison, "联络员")


def _is_known(changes: ChangeSet, name: str) -> bool:
    return any(_there(changes, PERSON, column, name) for column in ("code", "name"))


def _there(changes: ChangeSet, kind: Kind, column: str, text: str) -> bool:
    """Say whether a record of a kind is called `text`."""
    key = matching_key(text)
    rows = changes.connection.execute(f"SELECT {column} FROM {kind.table}")
    return any(matching_key(called) == key for (called,) in rows)
