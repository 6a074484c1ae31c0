"""What the shell may complete: units, numbers, persons, closed sets of words. Reads only, and stays silent on any trouble.

Shells evaluate what they are offered, and so does Rich: only characters that mean nothing to any of them get there.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import typer

from zizhao_cli import settings
from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.kind import Kind
from zizhao_cli.domain.values import Word
from zizhao_cli.errors import ZizhaoError

MOST, RECENT = 50, 1000
"""How many are offered, and among how many of the latest records persons are looked for."""
AND = "、"
Kept = TypeVar("Kept")
_BESIDE_LETTERS = frozenset("-_.·、，。：；（）《》")


def units(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return active units whose name or code begins so."""
    found = _query(ctx, "SELECT code, name FROM unit WHERE active = 1 ORDER BY id", {})
    by_name = [
        (name if name == _harmless(name) else code, code)
        for code, name in found
        if name.startswith(incomplete)
    ]
    return by_name or [
        (code, _harmless(name))
        for code, name in found
        if code.lower().startswith(incomplete.lower())
    ]


def numbers(kind: Kind) -> Callable[..., list[tuple[str, str]]]:
    """Return what completes the numbers of a kind: those still open, then the others where a command takes them; the latest first."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        conditions = [kind.offered]
        if ctx.info_name not in _OF_OPEN_ONES:
            conditions.append(f"NOT ({kind.offered})")
        for condition in conditions:
            query = (
                f"SELECT no, {kind.named_by} FROM {kind.table} WHERE {condition} "
                "AND id BETWEEN :first AND :last ORDER BY id DESC LIMIT :most"
            )
            for first, last in kind.numbers.beginning(incomplete):
                most = MOST - len(found)
                found += _query(ctx, query, {"first": first, "last": last, "most": most})
        if kind.apart:
            return [(no, "") for no, _ in found]
        return [(no, _harmless(kind.named(message) or "")) for no, message in found]

    return complete


def codes(kind: Kind) -> Callable[..., list[tuple[str, str]]]:
    """Return what completes the codes of a kind whose records have no numbers."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        query = f"SELECT code, {kind.named_by} FROM {kind.table} WHERE {kind.offered} ORDER BY id"
        found = _query(ctx, query, {})
        fitting = [(c, name) for c, name in found if c.startswith(incomplete) and c == _harmless(c)]
        return [(code, _harmless(name)) for code, name in fitting[:MOST]]

    return complete


_OF_OPEN_ONES = ("plan", "rectify", "review", "extend", "transfer", "recount")
"""Steps that nothing takes that is closed, voided or handed on."""


_IN_OFFICE = """SELECT name, NULL FROM person WHERE state = 'recorded'
AND coalesce(since_on, :day) <= :day AND coalesce(until_on, :day) >= :day ORDER BY id"""


def persons(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return who is in office today, then who of late was responsible, rectified, reviewed, led or inspected, and whose name begins so."""
    recent: dict[str, object] = {"recent": RECENT}
    found = _query(ctx, _IN_OFFICE, {"day": str(settings.today())})
    found += _query(
        ctx,
        f"SELECT responsible, rectified_by || '{AND}' || coalesce(reviewer, ''), leader FROM hazard ORDER BY id DESC LIMIT :recent",
        recent,
    )
    found += _query(
        ctx, "SELECT inspectors, NULL FROM checks ORDER BY id DESC LIMIT :recent", recent
    )
    names = dict.fromkeys(
        name for row in found for cell in row for name in (cell or "").split(AND) if name
    )
    fitting = [n for n in names if n.startswith(incomplete) and n == _harmless(n)]
    return fitting[:MOST]


def measures(ctx: typer.Context) -> list[tuple[str, str]]:
    """Return the numbers of the fifteen measures with their titles."""
    from zizhao_cli import datafiles

    return [
        (str(one.number), _harmless(one.title))
        for one in _kept(lambda: datafiles.measures(_ledger(ctx)))
    ]


def phases(ctx: typer.Context) -> list[tuple[str, str]]:
    """Return the numbers of the campaign's phases with their names."""
    from zizhao_cli.report.campaigns import campaign

    return [
        (str(one.number), _harmless(one.name))
        for one in _kept(lambda: [*campaign(_ledger(ctx), settings.today()).phases])
    ]


def sort_keys(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the keys that a list is sorted by, with their headings; the order, and the keys before, stay as typed."""
    noun = ctx.parent.info_name if ctx.parent else None
    kind = next((kind for kind in KINDS if kind.name == noun), HAZARD)
    if kind.given:
        from zizhao_cli.report.declared import columns_of

        sortable = columns_of(kind)
    else:
        of = "journal" if noun == "journal" else kind.counted
        sortable = import_module(f"zizhao_cli.report.{of}").SORTABLE
    typed = incomplete[: incomplete.rfind(",") + 1]
    typed += "-" if incomplete.startswith("-", len(typed)) else ""
    return [(f"{typed}{column.key}", column.heading) for column in sortable]


def groups() -> list[tuple[str, str]]:
    """Return the keys by which the rows of a list are grouped, with their names."""
    from zizhao_cli.report.groups import GROUPS, OF_LISTS

    return [(key, GROUPS[key].name.heading) for key in OF_LISTS]


def submitted_forms(ctx: typer.Context) -> list[tuple[str, str]]:
    """Return the forms that are handed upward, with their titles."""
    from zizhao_cli.report.forms import titles

    return _kept(lambda: [*titles(_ledger(ctx)).items()])


def papers() -> list[tuple[str, str]]:
    """Return the papers, with their titles."""
    from zizhao_cli.domain.paper_fields import PAPERS

    return [(paper.name, paper.title) for paper in PAPERS.values()]


def summary_groups(incomplete: str) -> list[tuple[str, str]]:
    """Return the keys by which figures are grouped, with their names; the keys before stay as typed."""
    from zizhao_cli.report.groups import GROUPS

    typed = incomplete[: incomplete.rfind(",") + 1]
    return [(f"{typed}{key}", group.name.heading) for key, group in GROUPS.items()]


def words(known: type[Word]) -> Callable[[], list[tuple[str, str]]]:
    """Return what completes the words of a closed set."""
    return lambda: [(word.value, word.label) for word in known]


def formats(ctx: typer.Context) -> list[str]:
    """Return the formats of lists and reports, and those that one report has beside them."""
    from zizhao_cli.render.output import CALENDAR, FORMATS

    return [*FORMATS, *([CALENDAR] if ctx.info_name == "calendar" else [])]


def record_formats() -> list[str]:
    """Return the formats of single records."""
    from zizhao_cli.render.output import RECORD_FORMATS

    return list(RECORD_FORMATS)


def _ledger(ctx: typer.Context) -> Path:
    return settings.ledger_path(ctx.find_root().params.get("db"))


def _kept(read: Callable[[], list[Kept]]) -> list[Kept]:
    try:
        return read()
    except ZizhaoError:
        return []


def layouts(ctx: typer.Context) -> list[str]:
    """Return the names of the saved ways of reading."""
    from zizhao_cli import settings
    from zizhao_cli.layouts import names

    return [
        name
        for name in names(settings.ledger_path(ctx.find_root().params.get("db")))
        if name == _harmless(name)
    ]


def _query(ctx: typer.Context, query: str, values: dict[str, object]) -> list[tuple[str, str]]:
    from zizhao_cli.store.reading import reading

    def found() -> list[tuple[str, str]]:
        with reading(_ledger(ctx)) as connection:
            return [(row[0], row[1]) for row in connection.execute(query, values)]

    return _kept(found)


def _harmless(text: str) -> str:
    """Return `text` with a space for every character that a shell or Rich may take for its own."""
    return "".join(
        letter if letter.isalnum() or letter in _BESIDE_LETTERS else " " for letter in text
    )
