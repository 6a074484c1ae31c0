"""The office's ladder of actions, read strictly (data/escalation.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.datafiles import MOST, read
from zizhao_cli.domain.escalation import Ladder, Rung, Trigger
from zizhao_cli.domain.kinds.action import ActionKind
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from zizhao_cli.datafiles import Entry
    from zizhao_cli.district_address import Books

FILE = "escalation.yaml"
_COUNTS = ("thin_below", "copied_in", "major_open_days")


def ladder(ledger: Books) -> Ladder:
    """Return the ladder of the office that keeps `ledger`. Raises BrokenDataFile."""
    keys = read(FILE, ledger).mapping({"enabled", "source", "ladder", *_COUNTS})
    steps = keys["ladder"].mapping({trigger.value for trigger in Trigger})
    return Ladder(
        keys["enabled"].is_a(bool, "true 或 false"),
        keys["source"].text(),
        rungs={
            Trigger(name): [_rung(step) for step in entry.items()] for name, entry in steps.items()
        },
        **{name: whole_number(keys[name]) for name in _COUNTS},
    )


def _rung(entry: Entry) -> Rung:
    keys = entry.mapping({"action", "after"})
    action = keys["action"]
    if action.value not in set(ActionKind) - {ActionKind.REWARD}:
        raise action.broken(f"没有措施 {quoted(action.value)}")
    return Rung(ActionKind(action.value), whole_number(keys["after"]))


def whole_number(entry: Entry) -> int:
    """Return its value as a number of 0 to 3660. Raises BrokenDataFile."""
    number: int = entry.is_a(int, "数字")
    if not 0 <= number <= MOST:
        raise entry.broken(f"应在 0 到 {MOST} 之间")
    return number
