"""Robots and a mail server on this machine that answer as the real ones do, refuse as they do, and misbehave when told to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Of nobody that anybody trusts, unless SSL_CERT_FILE says so."""
TOKEN, SECRET = "tok3n-0f-the-r0bot-9f8e7d", "SECa1b2c3d4e5f6-the-signing-key"
MISBEHAVIOURS = ("redirect", "huge", "garbage", "list", "no code", "closed", "slow", "drip", "500")


def certified() -> ssl.SSLContext:
    """Return what a server of this machine proves itself with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


class Robot:
    """A robot of one of the three kinds; `behaves` says how it answers each message, the last word for all that follow."""

    def __init__(self, kind: str, *behaves: str, encrypted: bool = False) -> None:
        self.kind, self.behaves = kind, list(behaves) or ["well"]
        self.messages: list[str] = []
        self.requests: list[tuple[str, bytes]] = []
        self.let_go = Event()
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Answering", (_Answering,), {"robot": self})
        )
        self._server.daemon_threads = True
        self._scheme = "https" if encrypted else "http"
        if encrypted:
            # The handshake is made by the thread of its call: who breaks it off stops no other.
            self._server.socket = certified().wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Its webhook, which holds its token as the real one's does."""
        base = f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"
        return {
            "dingtalk": f"{base}/robot/send?access_token={TOKEN}",
            "wecom": f"{base}/cgi-bin/webhook/send?key={TOKEN}",
            "feishu": f"{base}/open-apis/bot/v2/hook/{TOKEN}",
        }[self.kind]

    def behaviour(self) -> str:
        """Return how it answers this time."""
        return self.behaves.pop(0) if len(self.behaves) > 1 else self.behaves[0]

    def answer(self, path: str, body: bytes) -> dict[str, Any]:
        """Return what the real one answers, and keep the message if it takes it."""
        said = json.loads(body)
        text, refusal = getattr(self, f"_{self.kind}")(path, said, body)
        if refusal is None:
            self.messages.append(text)
        if self.kind == "feishu":
            code, message = refusal or (0, "success")
            return {"code": code, "msg": message, "data": {}}
        code, message = refusal or (0, "ok")
        return {"errcode": code, "errmsg": message}

    def _dingtalk(self, path: str, said: Any, body: bytes) -> tuple[str, tuple[int, str] | None]:
        query = dict(pair.split("=", 1) for pair in path.partition("?")[2].split("&"))
        if query["access_token"] != TOKEN:
            return "", (300001, f"token is not exist: {query['access_token']}")
        if "sign" in query:
            signed = f"{query['timestamp']}\n{SECRET}".encode()
            right = base64.b64encode(
                hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
            ).decode()
            # Decoded once, as a server does: what was encoded twice is another text.
            if unquote(query["sign"]) != right:
                return "", (310000, "sign not match")
        if len(body) > 20_000:
            return "", (460101, "message too long, exceed 20000 bytes")
        return said["text"]["content"], None

    def _wecom(self, path: str, said: Any, body: bytes) -> tuple[str, tuple[int, str] | None]:
        del body
        if not path.endswith(f"?key={TOKEN}"):
            return "", (93000, "invalid webhook url")
        text = said["text"]["content"]
        if len(text.encode()) > 2048:
            return "", (40058, "text.content exceed max length 2048. invalid Request Parameter")
        return text, None

    def _feishu(self, path: str, said: Any, body: bytes) -> tuple[str, tuple[int, str] | None]:
        if not path.endswith(TOKEN):
            return "", (19001, "param invalid: incoming webhook access token invalid")
        if "sign" in said:
            key = f"{said['timestamp']}\n{SECRET}".encode()
            right = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
            if said["sign"] != right:
                return "", (
                    19021,
                    "sign match fail or timestamp is not within one hour from current time",
                )
        if len(body) > 20_480:
            return "", (9499, "too large")
        return said["content"]["text"], None


REFUSALS = {
    "dingtalk": {"errcode": 130101, "errmsg": f"send too fast, exceed 20 times per minute {TOKEN}"},
    "wecom": {"errcode": 45009, "errmsg": f"api freq out of limit, hint: [{TOKEN}]"},
    "feishu": {"code": 11232, "msg": f"create message trigger rate limit {TOKEN}"},
}
"""What each says, inside HTTP 200, where it was sent too much; some repeat what they were told."""


class _Answering(BaseHTTPRequestHandler):
    """Answers for the robot of its server."""

    robot: Robot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.robot.requests.append((self.path, body))
        with suppress(OSError):
            getattr(self, self.robot.behaviour().replace(" ", "_"), self.number)(body)

    def well(self, body: bytes) -> None:
        self.give(json.dumps(self.robot.answer(self.path, body)).encode())

    def refuse(self, body: bytes) -> None:
        del body
        self.give(json.dumps(REFUSALS[self.robot.kind]).encode())

    def redirect(self, body: bytes) -> None:
        """To a place where it would be taken."""
        del body
        self.give(b"", 307, Location=f"{self.robot.address}&again")

    def huge(self, body: bytes) -> None:
        ok = json.dumps(self.robot.answer(self.path, body)).encode()
        self.give(ok[:-1] + b', "more": "' + b"x" * 10_000_000 + b'"}')

    def garbage(self, body: bytes) -> None:
        del body
        self.give("<html>登录后可见</html>".encode())

    def list(self, body: bytes) -> None:
        del body
        self.give(b"[0]")

    def no_code(self, body: bytes) -> None:
        del body
        self.give(b'{"errmsg": "ok", "msg": "success"}')

    def closed(self, body: bytes) -> None:
        del body
        self.connection.shutdown(socket.SHUT_RDWR)

    def slow(self, body: bytes) -> None:
        """Answer well, but not before the test is over."""
        self.robot.let_go.wait(60)
        self.well(body)

    def drip(self, body: bytes) -> None:
        """Say a letter now and then, so that no limit of a socket is reached."""
        del body
        self.send_response(200)
        self.end_headers()
        while not self.robot.let_go.is_set():
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def number(self, body: bytes) -> None:
        del body
        self.give(b"{}", 500)

    def give(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        del args


class Letters:
    """A mail server on this machine; with `starttls` it offers that, under a certificate that nobody trusts of himself."""

    def __init__(self, *, starttls: bool = False, refuse: str = "") -> None:
        self.starttls, self.refuse = starttls, refuse
        self.letters: list[str] = []
        self.heard: list[str] = []
        self.encrypted = 0
        self._server = ThreadingTCPServer(
            ("127.0.0.1", 0), type("Receiving", (_Receiving,), {"of": self})
        )
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def server(self) -> str:
        """What is typed for it."""
        return f"localhost:{self._server.server_address[1]}"


class _Receiving(StreamRequestHandler):
    """Answers for the mail server that it belongs to."""

    of: Letters

    def handle(self) -> None:
        with suppress(OSError):
            self.say("220 localhost")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                self.of.heard.append(line)
                if not self.obey(line):
                    return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def obey(self, line: str) -> bool:
        verb = line.split(maxsplit=1)[0].upper()
        answers: dict[str, Callable[[], None]] = {
            "EHLO": lambda: self.say(
                "250-localhost\r\n"
                + ("250-STARTTLS\r\n" if self.of.starttls else "")
                + "250 AUTH PLAIN"
            ),
            "STARTTLS": self.encrypt,
            "AUTH": lambda: self.say(
                "535 5.7.8 bad credentials: " + line if self.of.refuse == "AUTH" else "235 ok"
            ),
            "RCPT": lambda: self.say("550 no such user" if self.of.refuse == "RCPT" else "250 ok"),
            "DATA": self.take,
            "QUIT": lambda: self.say("221 bye"),
        }
        answers.get(verb, lambda: self.say("250 ok"))()
        return verb != "QUIT"

    def encrypt(self) -> None:
        self.say("220 go on")
        self.connection = certified().wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = (
            self.connection.makefile("rb"),
            self.connection.makefile("wb", 0),
        )
        self.of.encrypted += 1

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.of.letters.append("\n".join(lines))
        self.say("250 taken")
