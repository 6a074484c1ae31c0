"""A digest in as many messages as a channel's limit asks for, numbered, cut between lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 200
"""Characters of a line; with four bytes each, and every one escaped, it fits the least of the channels."""
_NUMBERED = "（9/9）"


class Room(NamedTuple):
    """How many bytes one message may have, and how many messages one digest, of at most nine.

    A message counts as it stands in JSON (UTF-8), which is never less than its own bytes.
    """

    bytes: int
    messages: int


def split(title: str, lines: Sequence[str], room: Room) -> list[str]:
    """Return `lines` as messages that each begin with `title` and fit `room`; what is too much is counted in the last one."""
    title = _cut(title)
    beginning = _size(title + _NUMBERED)
    parts: list[list[str]] = [[]]
    used = beginning
    for number, line in enumerate(map(_cut, lines)):
        last = len(parts) == room.messages
        kept = _size(_more(len(lines))) if last else 0
        if used + _size(line) + kept > room.bytes:
            if last:
                parts[-1].append(_more(len(lines) - number))
                break
            parts.append([])
            used = beginning
        parts[-1].append(line)
        used += _size(line)
    total = len(parts)
    numbers = [""] if total == 1 else [f"（{number}/{total}）" for number in range(1, total + 1)]
    return ["\n".join([title + n, *part]) for n, part in zip(numbers, parts, strict=True)]


def _more(lines: int) -> str:
    return f"……还有 {lines} 行没有列，见当晚的报表"


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _size(line: str) -> int:
    """Return the bytes of a line and its end as JSON holds them."""
    return len(json.dumps(f"{line}\n", ensure_ascii=False).encode()) - 2
