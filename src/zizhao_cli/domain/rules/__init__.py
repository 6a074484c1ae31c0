"""The rules of each kind of record: what a writer needs, and what verification asks again."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Rules


def rules_of(kind: Kind) -> Rules:
    """Return the rules of a kind."""
    rules: Rules = import_module(kind.module("domain.rules")).RULES
    return rules
