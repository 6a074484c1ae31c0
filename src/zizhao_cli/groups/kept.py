"""Which groups a user set up, in a file of his own beside his settings: it holds secrets, so only he may read it."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from zizhao_cli import settings_file
from zizhao_cli.errors import MachineFault, steers
from zizhao_cli.groups.channels import CHANNELS
from zizhao_cli.groups.errors import (
    BrokenGroups,
    GroupExists,
    GroupsOpenToOthers,
    NotAGroupName,
    UnknownGroupName,
)
from zizhao_cli.settings import followed

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ALONE = 0o600
LONGEST_NAME = 40
FILTERS = {"unit", "inside", "supervisor", "sector", "measure", "level"}
"""What a group may be narrowed by, as report.filters calls it."""
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Group:
    """A group: the ledger that it is told of, what reaches it (`given`, secret), and what it is told of (`filters`, as typed)."""

    name: str
    kind: str
    ledger: str
    given: dict[str, str] = field(repr=False)
    filters: dict[str, Any] = field(default_factory=dict)


def path() -> Path:
    """Return where the groups are kept."""
    return followed(settings_file.path().with_name("groups.json"))


def groups() -> list[Group]:
    """Return all groups in the order in which they were set up. Raises GroupsOpenToOthers, BrokenGroups, MachineFault."""
    file = path()
    try:
        with file.open("rb") as opened:
            mode = stat.S_IMODE(os.fstat(opened.fileno()).st_mode)
            # Windows keeps permissions elsewhere: a user's folder of settings is closed to others there.
            if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise GroupsOpenToOthers(file, mode)
            content = opened.read()
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise MachineFault(f"读取 {file} ", problem) from None
    try:
        return [_group(one) for one in json.loads(content)["groups"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BrokenGroups(file) from None


def _group(one: dict[str, Any]) -> Group:
    """Return a group as the file has it. Raises TypeError, KeyError or ValueError where it is none."""
    found = Group(**one)
    texts = [found.name, found.kind, found.ledger, *found.given.values()]
    texts += [text for values in found.filters.values() for text in values]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    pieces = {piece.key for piece in CHANNELS[found.kind].pieces if not piece.optional}
    if not pieces <= found.given.keys() or not found.filters.keys() <= FILTERS:
        raise ValueError
    return found


def group(name: str) -> Group:
    """Return the group `name`. Raises UnknownGroupName, and what groups() raises."""
    known = {one.name: one for one in groups()}
    if name not in known:
        raise UnknownGroupName(name, known)
    return known[name]


def check_name(name: str) -> None:
    """Refuse a name that no group may have, or one has. Raises NotAGroupName, GroupExists, and what groups() raises."""
    odd = name != name.strip() or any(map(steers, name))
    if not name or odd or len(name) > LONGEST_NAME:
        raise NotAGroupName(name)
    if any(one.name == name for one in groups()):
        raise GroupExists(name)


def add(new: Group) -> None:
    """Keep a group. Raises what check_name raises, MachineFault."""
    check_name(new.name)
    _write([*groups(), new])


def remove(name: str) -> None:
    """Forget a group. Raises UnknownGroupName, and what groups() raises."""
    gone = group(name)
    _write([one for one in groups() if one.name != gone.name])


def _write(kept: list[Group]) -> None:
    """Write the file whole, its owner's alone from its first byte. Raises MachineFault."""
    file = path()
    text = json.dumps({"groups": list(map(asdict, kept))}, ensure_ascii=False, indent=1)
    draft = file.with_name(f".{file.name}.{os.urandom(4).hex()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(draft, _ANEW, OWNER_ALONE), "wb") as opened:
                opened.write(text.encode())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as problem:
        raise MachineFault(f"写入 {file} ", problem) from None
