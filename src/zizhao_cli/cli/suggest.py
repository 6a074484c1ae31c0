"""What the shell may complete: units, numbers, closed sets of words. Reads only, and stays silent on any trouble.

Shells evaluate what they are offered, and so does Rich: only characters that mean nothing to any of them get there.
"""

import typer

from zizhao_cli.domain.numbering import BATCHES, CHECKS, HAZARDS, Series
from zizhao_cli.domain.values import Level, State
from zizhao_cli.errors import ZizhaoError

MOST = 50
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


def hazards(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the latest open hazards whose number begins so."""
    query = (
        "SELECT no, title FROM hazard WHERE state IN ('registered', 'rectifying', 'awaiting_review') "
        "AND id BETWEEN :first AND :last ORDER BY id DESC LIMIT :most"
    )
    return [(no, _harmless(title)) for no, title in _latest(ctx, HAZARDS, query, incomplete)]


def checks(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the latest checks whose number begins so."""
    query = (
        "SELECT no, checked_on FROM checks WHERE id BETWEEN :first AND :last "
        "ORDER BY id DESC LIMIT :most"
    )
    return _latest(ctx, CHECKS, query, incomplete)


def batches(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the latest batches whose number begins so."""
    query = (
        "SELECT b.no, j.recorded_at FROM batch AS b JOIN journal AS j ON j.seq = b.seq "
        "WHERE b.id BETWEEN :first AND :last ORDER BY b.id DESC LIMIT :most"
    )
    found = _latest(ctx, BATCHES, query, incomplete)
    return [(no, recorded_at[:10]) for no, recorded_at in found]


def _latest(
    ctx: typer.Context, series: Series, query: str, incomplete: str
) -> list[tuple[str, str]]:
    """Return the latest answers to `query` among the records whose number begins with `incomplete`."""
    found: list[tuple[str, str]] = []
    for first, last in series.beginning(incomplete):
        found += _query(ctx, query, {"first": first, "last": last, "most": MOST - len(found)})
    return found


def formats() -> list[str]:
    """Return the formats of lists and reports."""
    from zizhao_cli.render.output import FORMATS

    return list(FORMATS)


def record_formats() -> list[str]:
    """Return the formats of single records."""
    from zizhao_cli.render.output import RECORD_FORMATS

    return list(RECORD_FORMATS)


def levels() -> list[tuple[str, str]]:
    """Return the levels of hazards."""
    return [(word.value, word.label) for word in Level]


def states() -> list[tuple[str, str]]:
    """Return the states of hazards."""
    return [(word.value, word.label) for word in State]


def _query(ctx: typer.Context, query: str, values: dict[str, object]) -> list[tuple[str, str]]:
    from zizhao_cli import settings
    from zizhao_cli.store.reading import reading

    root = ctx.find_root()
    try:
        with reading(settings.ledger_path(root.params.get("db"))) as connection:
            return [(row[0], row[1]) for row in connection.execute(query, values)]
    except ZizhaoError:
        return []


def _harmless(text: str) -> str:
    """Return `text` with a space for every character that a shell or Rich may take for its own."""
    return "".join(
        letter if letter.isalnum() or letter in _BESIDE_LETTERS else " " for letter in text
    )
