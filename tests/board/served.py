"""The board as its users have it: the program in a process of its own, asked over real connections."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Zizhao

PATIENCE = 60


class Got(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def html(self) -> str:
        """The page."""
        return self.body.decode()

    @property
    def text(self) -> str:
        """What somebody reads of the page."""
        return unescape(re.sub("<[^>]*>", " ", self.html))

    def table(self) -> list[list[str]]:
        """Return the cells of all rows of tables."""
        rows = re.findall("<tr>(.*?)</tr>", self.html, re.DOTALL)
        cells = (re.findall("<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows)
        return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in cells if row]

    def numbers(self) -> dict[str, str]:
        """Return the large numbers of the first page by what they are called."""
        found = re.findall('class="what">(.*?)</span><span class="number">(.*?)<', self.html)
        return dict(found)


class Served:
    """A running board."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process, self.address = process, address
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1"
        assert parts.port is not None
        self.port, self.path = parts.port, parts.path

    def ask(self, target: str, method: str = "GET", host: str | None = None, **headers: str) -> Got:
        """Ask for a target as it is, with the right Host header or another."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, target, skip_host=True)
        connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, body)

    def get(self, page: str = "", status: int = 200, /, **query: str) -> Got:
        """Return a page of the board, which must come with this status."""
        got = self.ask(f"{self.path}{page}" + (f"?{urlencode(query)}" if query else ""))
        assert got.status == status, got.html
        return got

    def end(self) -> tuple[int, str, str]:
        """End it by Ctrl-C; return its exit code and what more it said."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode(), err.decode()


@contextmanager
def served(
    zizhao: Zizhao, *args: str, program: tuple[str, ...] = ("-m", "zizhao_cli"), **env: str
) -> Iterator[Served]:
    """Run the board of a ledger, at nine in the morning of 2022-07-15; `program` is what Python is to run."""
    process = subprocess.Popen(
        [sys.executable, *program, "board", *args],
        env=environment(zizhao, **env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address, process.communicate()[1].decode()
        yield Served(process, address)
    finally:
        process.kill()
        process.communicate()
