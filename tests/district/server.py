"""A server of PostgreSQL for the tests, where one is installed: its own data, reached by a socket in its own folder.

The check on a fresh clone installs it and sets ZIZHAO_VIEWERS, so that no test is passed over there.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 60


def programs() -> Path | None:
    """Return the folder with the programs of the newest PostgreSQL that is installed, or None."""
    if named := os.environ.get("ZIZHAO_POSTGRESQL"):
        return Path(named)
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


needs_postgresql = pytest.mark.skipif(
    programs() is None and not os.environ.get("ZIZHAO_VIEWERS"),
    reason="not installed here: PostgreSQL; .ci/run installs it",
)


def _as_nobody() -> dict[str, Any]:
    """Return how a process is started that refuses to run as root."""
    if os.getuid() != 0:
        return {}
    account = next(
        name for name in ("postgres", "nobody") if name in {e.pw_name for e in pwd.getpwall()}
    )
    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


@contextmanager
def reachable() -> Iterator[Path]:
    """Yield a folder that the server's account can reach; those of the tests are their owner's alone."""
    with tempfile.TemporaryDirectory(prefix="zizhao-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@dataclass(frozen=True)
class Server:
    """A server in `folder`; `port` only names its socket, unless it is told to listen."""

    folder: Path
    port: int = 5432

    @classmethod
    def made(cls, folder: Path, *settings: str) -> Server:
        """Make a server in a new folder and start it."""
        bin_folder = programs()
        assert bin_folder is not None, "PostgreSQL is not installed"
        folder.mkdir(mode=0o755)
        if os.getuid() == 0:
            shutil.chown(
                folder, **{k: v for k, v in _as_nobody().items() if k in ("user", "group")}
            )
        server = cls(folder)
        server.run(
            "initdb",
            "-D",
            str(server.data),
            "-U",
            "postgres",
            "--locale=C",
            "-E",
            "UTF8",
            "-A",
            "trust",
            "--no-sync",
        )
        server.start(*settings)
        return server

    @property
    def data(self) -> Path:
        """Where it keeps its data."""
        return self.folder / "data"

    def run(self, program: str, *arguments: str) -> str:
        """Run one of the programs of PostgreSQL as the server's account, and return what it printed."""
        bin_folder = programs()
        assert bin_folder is not None
        done = subprocess.run(
            [str(bin_folder / program), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **_as_nobody(),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *settings: str) -> None:
        """Start it, and wait until it answers."""
        options = [
            "listen_addresses=''",
            f"unix_socket_directories='{self.folder}'",
            "fsync=off",
            "max_connections=100",
            *settings,
        ]
        given = " ".join(f"-c {each}" for each in options)
        # The server outlives the program that starts it, so what it says must not hold a pipe open.
        self.run(
            "pg_ctl",
            "-D",
            str(self.data),
            "-o",
            given,
            "-l",
            str(self.folder / "log"),
            "-w",
            "start",
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: at once, as when the machine fails, or `fast`."""
        self.run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def replicated(self, folder: Path) -> Server:
        """Make a copy of it that follows it, in a new folder, and start that."""
        folder.mkdir(mode=0o755)
        if os.getuid() == 0:
            account = _as_nobody()
            shutil.chown(folder, account["user"], account["group"])
        copy = Server(folder, self.port)
        copying = ("-D", str(copy.data), "-h", str(self.folder), "-p", str(self.port))
        self.run("pg_basebackup", *copying, "-U", "postgres", "-R", "-c", "fast")
        copy.start("hot_standby=on")
        return copy

    def address(self, database: str, role: str = "postgres") -> str:
        """Return the address of a database of its own as `role`."""
        return f"postgresql://{role}@/{database}?host={self.folder}&port={self.port}"

    def connect(
        self, database: str = "postgres", role: str = "postgres"
    ) -> psycopg.Connection[Any]:
        """Connect to it without the program."""
        return psycopg.connect(self.address(database, role), autocommit=True)

    def database(self, name: str) -> str:
        """Make an empty database and return its address for the owner."""
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def put(self, name: str, content: bytes) -> None:
        """Put a file among its data, for its account alone."""
        place = self.data / name
        place.write_bytes(content)
        place.chmod(0o600)
        if os.getuid() == 0:
            account = _as_nobody()
            shutil.chown(place, account["user"], account["group"])

    def keep_on(self, disk: Path, name: str) -> None:
        """Have databases be kept on a disk of their own, under the name of a tablespace."""
        disk.chmod(0o755)
        place = disk / "tables"
        place.mkdir()
        if os.getuid() == 0:
            account = _as_nobody()
            shutil.chown(place, account["user"], account["group"])
        with self.connect() as connection:
            connection.execute(f"CREATE TABLESPACE {name} LOCATION '{place}'".encode())

    def role(self, name: str, may: str = "LOGIN") -> None:
        """Make a role."""
        with self.connect() as connection:
            connection.execute(f'CREATE ROLE "{name}" {may}'.encode())
