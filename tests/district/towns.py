"""Towns with ledgers of their own, and a district that they push to."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.conftest import Run, Zizhao

if TYPE_CHECKING:
    from pathlib import Path

    from tests.district.server import Server

_NUMBERS = itertools.count(1)
_SECONDS = itertools.count()
DAY = "2022-07-15"


@dataclass
class District:
    """A district's database on a server, and the towns that it has taken up by their names."""

    server: Server
    folder: Path
    name: str = field(default_factory=lambda: f"d{next(_NUMBERS)}")
    roles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, server: Server, folder: Path, *towns: str) -> District:
        """Make one by the real program."""
        district = cls(server, folder)
        server.database(district.name)
        district.ok("init")
        for town in towns:
            district.take_up(town)
        return district

    @property
    def address(self) -> str:
        """Its address for the owner."""
        return self.server.address(self.name)

    def __call__(self, *args: str, **how: str) -> Run:
        """Run `zizhao district …` as its owner."""
        env = {"ZIZHAO_BY": "区管", **how}
        return Zizhao(self.folder / "none.db")("--db", self.address, "district", *args, env=env)

    def ok(self, *args: str) -> str:
        """Run it, which must succeed, and return its stdout."""
        run = self(*args)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")

    def take_up(self, town: str) -> None:
        """Take up a town with a role of its own."""
        role = f"{self.name}_{len(self.roles) + 1}"
        self.server.role(role)
        self.ok("add", town, "--role", role)
        self.roles[town] = role

    def of(self, town: str) -> str:
        """Return the address by which a town pushes."""
        return self.server.address(self.name, self.roles[town])

    def held(self, town: str) -> int:
        """Return up to which entry a town is held."""
        rows = Zizhao(self.folder / "none.db")(
            "--db", self.address, "district", "towns", "--format", "json"
        ).json["rows"]
        return next(int(row["entries"]) for row in rows if row["town"] == town)


def new_ledger(folder: Path) -> Zizhao:
    """Set up a ledger of its own in a new folder, at a second of its own: ledgers that begin alike at once are one and the same."""
    folder.mkdir()
    zizhao = Zizhao(folder / "ledger.db")
    zizhao.ok("init", now=f"2022-04-20T08:00:{next(_SECONDS) % 60:02d}+08:00")
    return zizhao


def hazard(zizhao: Zizhao, title: str = "灭火器过期", unit: str = "桂香村") -> str:
    """Record a hazard and return its number."""
    return zizhao.ok(
        *("hazard", "add", "--unit", unit, "--measure", "6", "--title", title),
        *("--found", "2022-04-20", "--due", "+15d"),
    )
