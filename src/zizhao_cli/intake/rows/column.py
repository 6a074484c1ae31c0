"""One column of a table. What repeats down it (units, days, kinds) is understood once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

REMEMBERED = 20_000
"""How many different cells of one column are kept in mind."""


class Column:
    """One column's way of understanding cells; `known` holds those it has met."""

    def __init__(
        self,
        convert: Callable[[Any], Any],
        plain: Callable[[tuple[Any, ...]], list[Any] | None] | None = None,
    ) -> None:
        self.known: dict[Any, Any] = {}
        self.plain = plain
        """Understands many cells of a column in which little repeats, or returns None where one is refused."""
        self._convert = convert
        self._refused: dict[Any, Refused] = {}

    def learn(self, cell: Any) -> Any:  # noqa: ANN401 - cells are of any kind
        """Return the value of a cell not met before, or refused before. Raises Refused."""
        if cell in self._refused:
            raise self._refused[cell]
        try:
            value = self._convert(cell)
        except Refused as refused:
            if self.plain is None:
                self._refused[cell] = refused
            raise
        if self.plain is None:
            self.known[cell] = value
        return value

    def forget_if_full(self) -> None:
        """Forget what was met where that has grown too much; to be called between rows."""
        if len(self.known) + len(self._refused) > REMEMBERED:
            self.known.clear()
            self._refused.clear()
