"""What the caller says of the columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zizhao_cli.domain.text import matching_key
from zizhao_cli.intake.errors import NotAPair, UnknownKey

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind


@dataclass(frozen=True)
class Mapping:
    """What the caller says of the columns: `--map`, `--ignore-column`, `--set`."""

    named: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    constant: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Kind, maps: list[str], ignored: list[str], constants: list[str]) -> Mapping:
        """Return what `HEADING=KEY`, `HEADING` and `KEY=VALUE` say. Raises NotAPair, UnknownKey."""
        named = {}
        for text in maps:
            heading, key = _pair("--map", text)
            _known(form, "--map", key)
            named[matching_key(heading)] = key
        constant = dict(_pair("--set", text) for text in constants)
        for key in constant:
            _known(form, "--set", key)
        return cls(named, frozenset(map(matching_key, ignored)), constant)


def _pair(option: str, text: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=") if option == "--map" else text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise NotAPair(option, text)
    return left.strip(), right.strip()


def _known(form: Kind, option: str, key: str) -> None:
    if key not in form.form:
        raise UnknownKey(option, key, form.form)
