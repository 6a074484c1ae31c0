"""What a hazard may be, said beside its registration: a suggestion, which changes nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.cli.ask import note
from zizhao_cli.cli.recorded import remind
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    import typer


class Hint:
    """Says once what a hazard may be: before its level is asked for, else when it is recorded."""

    def __init__(self, ledger: Path, today: date) -> None:
        self._ledger, self._today = ledger, today
        self._said: set[str] = set()

    def before(self, given: Mapping[str, Any]) -> None:
        """Say what the hazard may be that is described as typed so far; where that fails, it is told once the hazard is recorded."""
        from zizhao_cli.report.criteria import suggested_to
        from zizhao_cli.store.reading import reading

        with suppress(ZizhaoError), reading(self._ledger) as connection:
            sentence = suggested_to(connection, self._ledger, given, self._today)
            if sentence is not None:
                self._said.add(sentence)
                note(sentence)

    def after(self, ctx: typer.Context, no: str) -> None:
        """Say what the hazard `no` may be, written just now, unless that was said before."""
        remind(ctx, no, lambda connection: [self._new(connection, no)])

    def _new(self, connection: sqlite3.Connection, no: str) -> str | None:
        from zizhao_cli.report.criteria import suggested_of

        sentence = suggested_of(connection, self._ledger, no)
        return None if sentence in self._said else sentence
