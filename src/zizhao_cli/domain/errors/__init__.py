"""What the rules refuse. Every class builds its own sentence and its way out; all of them exit with 3."""

from __future__ import annotations

from typing import ClassVar

from zizhao_cli.errors import ZizhaoError


class Refused(ZizhaoError):
    """A value, a row, a name or a step that the rules do not allow."""

    hides: ClassVar[bool] = False
    """True where nothing of the value may be repeated, as what is secret is not."""

    @property
    def causes(self) -> list[Refused]:
        """What was refused: this alone, or each of several records."""
        return [self]


def few(records: list[str]) -> str:
    """Return a readable handful of records, and that there are more."""
    return "、".join(records[:5]) + ("等" if len(records) > 5 else "")  # noqa: PLR2004


class SeveralRefused(Refused):
    """What was refused of several records, each by its name, with why."""

    def __init__(self, causes: dict[str, Refused]) -> None:
        lines = (
            why.sentence if name in why.sentence else f"{name} {why.sentence}"
            for name, why in causes.items()
        )
        ways_out = filter(None, (why.way_out for why in causes.values()))
        super().__init__(
            f"{len(causes)} 项不能办，一项也没有办：{'；'.join(lines)}",
            "；".join(dict.fromkeys(ways_out)) or None,
        )
        self._causes = [*causes.values()]

    @property
    def causes(self) -> list[Refused]:
        return self._causes
