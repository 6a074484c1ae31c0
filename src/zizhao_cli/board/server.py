"""The server: on this machine alone, one request a connection, no more of them at once than it can bear, none for longer than it may take."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore
from time import monotonic
from typing import TYPE_CHECKING, Any

from zizhao_cli.board.door import HOST, Door, Wanted
from zizhao_cli.board.site import Answer, Site, refusal
from zizhao_cli.errors import MachineFault, system_reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.district_address import Books

AT_ONCE = 32
"""Connections at once; one more is closed at once."""
PATIENCE = 10.0
"""Seconds in which a whole request must have come, and then its answer have been taken."""
LONGEST = 16 << 10
"""Bytes of a request."""
_CHUNK = 4096
HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
    ("Connection", "close"),
)


class PortNotOurs(MachineFault):
    def __init__(self, port: int, problem: OSError) -> None:
        taken = problem.errno == errno.EADDRINUSE
        why = "已有别的程序在用" if taken else system_reason(problem)
        super().__init__(f"在端口 {port} 上开看板", why)
        self.way_out = "用 --port 换一个 1024 以上的，或不写 --port，由系统挑一个空的"


class Board(ThreadingMixIn, TCPServer):
    """The board of the ledger at `ledger` on a port of this machine, 0 for a free one; it listens from its making on.

    `complain` is told of faults of the program. Raises PortNotOurs.
    """

    daemon_threads = True
    request_queue_size = 2 * AT_ONCE
    # Elsewhere it lets a port be taken again at once; on Windows it would let two programs have it.
    allow_reuse_address = os.name != "nt"

    def __init__(self, ledger: Books, port: int, complain: Callable[[str], None]) -> None:
        self.site = Site(ledger, complain)
        self._free = BoundedSemaphore(AT_ONCE)
        try:
            super().__init__((HOST, port), _Visit)
        except OSError as problem:
            raise PortNotOurs(port, problem) from problem
        self.door = Door(self.server_address[1])

    def server_bind(self) -> None:
        """Take the port for this program alone."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        super().server_bind()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """Answer in a thread of its own, if one is free."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no more threads
            self._free.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """Answer, and be free again."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base has it
        """Say nothing: whoever asked has gone, and what he asked holds the token."""


class _Visit(BaseHTTPRequestHandler):
    """One request on one connection: read within its time, answered, closed."""

    server: Board

    def setup(self) -> None:
        """Read nothing yet; the request is read whole, then taken apart."""
        self.rfile, self.wfile = BytesIO(), BytesIO()

    def handle(self) -> None:
        """Read a request and send its answer."""
        until = monotonic() + PATIENCE
        head = _head(self.request, until)
        if head is None:
            return
        self.rfile = BytesIO(head)
        self.raw_requestline = self.rfile.readline()
        self.command = ""
        if len(head) > LONGEST:
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self.parse_request():
            hosts = self.headers.get_all("Host", [])
            wanted = self.server.door.enter(self.command, self.path, hosts)
            if isinstance(wanted, Wanted):
                wanted = self.server.site.answer(wanted.name, wanted.query)
            self._send(wanted)

    def finish(self) -> None:
        """Leave the connection to the server, which closes it."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request."""
        del message, explain
        self._send(refusal(HTTPStatus(code), "读不懂这个请求"))

    def log_message(self, *said: Any) -> None:  # noqa: ANN401 - as the base has it
        """Say nothing: the address holds the token."""

    def _send(self, answer: Answer) -> None:
        headers = (
            ("Date", formatdate(usegmt=True)),
            ("Content-Type", answer.type),
            ("Content-Length", str(len(answer.content))),
            *HEADERS,
            *answer.headers,
        )
        first = f"HTTP/1.1 {answer.status.value} {answer.status.phrase}"
        head = "\r\n".join([first, *(f"{name}: {value}" for name, value in headers), "", ""])
        content = b"" if self.command == "HEAD" else answer.content
        self.request.settimeout(PATIENCE)
        with suppress(OSError):
            # The time is for all of it, however slowly it is taken.
            self.request.sendall(head.encode("latin-1") + content)


def _head(connection: socket.socket, until: float) -> bytes | None:
    """Return a request up to its blank line, or what has come of one that is too long; None where none came in time."""
    came = b""
    while b"\r\n\r\n" not in came and b"\n\n" not in came and len(came) <= LONGEST:
        left = until - monotonic()
        if left <= 0:
            return None
        connection.settimeout(left)
        try:
            more = connection.recv(_CHUNK)
        except OSError:
            return None
        if not more:
            return None
        came += more
    return came
