"""What the shell may complete: units, numbers, closed sets of words. Reads only, and stays silent on any trouble."""

import typer

from zizhao_cli.domain.values import Level, State
from zizhao_cli.errors import ZizhaoError

MOST = 50


def units(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return active units whose name or code begins so."""
    found = _query(ctx, "SELECT code, name FROM unit WHERE active = 1 ORDER BY id", {})
    by_name = [(name, code) for code, name in found if name.startswith(incomplete)]
    return by_name or [
        (code, name) for code, name in found if code.lower().startswith(incomplete.lower())
    ]


def hazards(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the latest open hazards whose number begins so."""
    query = (
        "SELECT no, title FROM hazard WHERE state IN ('registered', 'rectifying', 'awaiting_review') "
        "AND no LIKE :start ORDER BY id DESC LIMIT :most"
    )
    return _query(ctx, query, {"start": f"{incomplete.upper()}%", "most": MOST})


def checks(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the latest checks whose number begins so."""
    query = "SELECT no, checked_on FROM checks WHERE no LIKE :start ORDER BY id DESC LIMIT :most"
    return _query(ctx, query, {"start": f"{incomplete.upper()}%", "most": MOST})


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
