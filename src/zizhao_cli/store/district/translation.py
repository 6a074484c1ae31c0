"""SQL as a ledger takes it, told so that PostgreSQL does: only how it is written differs, what is asked is the same."""

from __future__ import annotations

import re
from functools import lru_cache

from zizhao_cli.store.district.keys import BASE, GROWING
from zizhao_cli.store.statements import COLUMNS

_PIECES = re.compile(
    r"""
    (?P<seq>(?:\b[a-z]\w*\.)?\bseq)\s*(?P<than><=|>)\s*:(?P<end>[a-z]\w*)
    | (?P<text>'(?:[^']|'')*')
    | (?P<remark>--[^\n]*)
    | (?<![:\w]):(?P<name>[a-z]\w*)
    | (?P<place>\?)
    | (?P<modulo>%)
    | (?P<hint>(?<=[\s(,])\+(?=[a-z]))
    | (?P<from>\b(?:FROM|JOIN)\s+)(?P<table>[a-z_]+)\b(?P<alias>\s+AS\b)?
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=256)
def translated(
    statement: str, towns: frozenset[int] | None = None, ends: frozenset[str] = frozenset()
) -> str:
    """Return a statement for psycopg: `:name` and `?` as its parameters, without the hints to SQLite's planner, and where `towns` are given with nothing of other towns.

    An entry that is held against one of the parameters `ends` is held against the last one of its own town: of those the value is an array by the numbers of towns.
    """

    def told(piece: re.Match[str]) -> str:
        if piece["seq"] is not None:
            end = f"%({piece['end']})s"
            if piece["end"] in ends:
                end = f"({end}::bigint[])[{piece['seq']} / {BASE}]"
            return f"{piece['seq']} {piece['than']} {end}"
        if piece["text"] is not None:
            return piece["text"].replace("%", "%%")
        if piece["remark"] is not None or piece["hint"] is not None:
            return ""
        if piece["name"] is not None:
            return f"%({piece['name']})s"
        if piece["place"] is not None:
            return "%s"
        if piece["modulo"] is not None:
            return "%%"
        if towns is None or piece["table"] not in COLUMNS:
            return piece[0]
        return f"{piece['from']}{_of(piece['table'], towns)}{piece['alias'] or ' AS ' + piece['table']}"

    return _PIECES.sub(told, statement)


def _of(table: str, towns: frozenset[int]) -> str:
    """Return the rows of a table that are of some towns, told so that the server looks at no partition of another."""
    if table not in GROWING:
        return f"(SELECT * FROM {table} WHERE town IN ({', '.join(map(str, sorted(towns)))}))"
    key = GROWING[table]
    ranges = (f"{key} BETWEEN {town * BASE} AND {(town + 1) * BASE - 1}" for town in sorted(towns))
    return f"(SELECT * FROM {table} WHERE {' OR '.join(ranges)})"
