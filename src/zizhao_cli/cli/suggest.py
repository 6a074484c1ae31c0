"""What the shell may complete: units, numbers, closed sets of words. Reads only, and stays silent on any trouble.

Shells evaluate what they are offered, and so does Rich: only characters that mean nothing to any of them get there.
"""

from collections.abc import Callable

import typer

from zizhao_cli.domain.kinds.kind import Kind
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


def numbers(kind: Kind) -> Callable[..., list[tuple[str, str]]]:
    """Return what completes the numbers of a kind: the latest ones that are active, with what each is about."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        query = (
            f"SELECT no, {kind.named_by} FROM {kind.table} WHERE {kind.offered} "
            "AND id BETWEEN :first AND :last ORDER BY id DESC LIMIT :most"
        )
        found: list[tuple[str, str]] = []
        for first, last in kind.numbers.beginning(incomplete):
            found += _query(ctx, query, {"first": first, "last": last, "most": MOST - len(found)})
        return [(no, _harmless(message)) for no, message in found]

    return complete


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
