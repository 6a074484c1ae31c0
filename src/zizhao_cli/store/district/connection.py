"""A connection to a district's database, and what goes wrong with it as errors of this program."""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli.district_address import VERIFIED
from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.district.errors import (
    AddressRefused,
    ConnectionLost,
    DistrictBusy,
    DistrictUnusable,
    NoDistrict,
    NoDriver,
    OtherServer,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from zizhao_cli.district_address import Address

SCHEMA = "zizhao"
"""Where all of it lies in the database."""
_OF_WHO_WAS_REACHED = ("FATAL", "certificate", "SSL", "password", "service")
"""Words by which a server, or the checking of it, says that it is not to be used so; all else is that none was reached."""
OLDEST = 140000
"""The first version of the server, as it tells its number, that the functions of the district are known to work with."""


@contextmanager
def connected(place: Address) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the database at `place`; each statement is a transaction unless one is begun. Raises the errors of store.district.errors."""
    if find_spec("psycopg") is None:
        raise NoDriver
    with faults(), _connect(place) as connection:
        yield connection


def _connect(place: Address) -> psycopg.Connection[Any]:
    import psycopg

    asked: dict[str, Any] = {
        "sslmode": VERIFIED,
        "gssencmode": "disable",
        "connect_timeout": 10,
        # A server that says nothing more is given up after some two minutes.
        "keepalives_idle": 30,
        "keepalives_interval": 15,
        "keepalives_count": 6,
        "tcp_user_timeout": 120_000,
        **_trusting(place),
    }
    try:
        connection = psycopg.connect(place.text, autocommit=True, **asked)
    except psycopg.OperationalError as problem:
        said = str(problem)
        reached = any(word in said for word in _OF_WHO_WAS_REACHED)
        raise (DistrictUnusable if reached else Unreachable)(_first_line(problem)) from problem
    except (psycopg.Error, UnicodeError) as problem:
        raise AddressRefused from problem
    info = connection.info
    version, encoding = info.server_version, info.parameter_status("server_encoding")
    if version < OLDEST or encoding != "UTF8":
        connection.close()
        raise OtherServer(version if version < OLDEST else None, encoding)
    milliseconds = max(1, int(busy_seconds() * 1000))
    ways = f"SET lock_timeout = {milliseconds}; SET client_encoding = 'UTF8'; SET search_path = {SCHEMA}, pg_temp"
    connection.execute(ways.encode())
    return connection


def _trusting(place: Address) -> dict[str, str]:
    """Return whose certificates are trusted where neither the address nor the user's files say so: those that the system trusts."""
    own = (
        Path(os.environ.get("APPDATA", "")) / "postgresql"
        if os.name == "nt"
        else Path.home() / ".postgresql"
    )
    said = place.trusts or "PGSSLROOTCERT" in os.environ or (own / "root.crt").exists()
    return {} if said else {"sslrootcert": "system"}


@contextmanager
def faults() -> Iterator[None]:
    """Turn what the server says into the errors of store.district.errors."""
    import psycopg
    from psycopg import errors

    try:
        yield
    except (errors.UndefinedTable, errors.UndefinedFunction, errors.InvalidSchemaName) as problem:
        raise NoDistrict from problem
    except errors.InsufficientPrivilege as problem:
        raise DistrictUnusable(_first_line(problem)) from problem
    except (
        errors.LockNotAvailable,
        errors.DeadlockDetected,
        errors.SerializationFailure,
    ) as problem:
        raise DistrictBusy from problem
    except psycopg.Error as problem:
        raise ConnectionLost(_first_line(problem)) from problem


def _first_line(problem: Exception) -> str:
    """Return what the server or its driver said, in a line; it tells of hosts and accounts, and never of passwords."""
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)
