"""Who comes in: whoever calls this machine by its own name, knows the token, and only asks."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from zizhao_cli.board.site import Answer, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_HTTP = 80
ASKING = ("GET", "HEAD")
_QUESTIONS = 10
"""What an address may ask at most."""


class Wanted(NamedTuple):
    """What somebody wants who may come in."""

    name: str
    query: dict[str, str]


class Door:
    """The one way in, at a port, with a token of its own that stands in each address."""

    def __init__(self, port: int) -> None:
        self._token = secrets.token_urlsafe(24)
        self._hosts = {f"{name}:{port}" for name in _NAMES}
        if port == _HTTP:
            self._hosts.update(_NAMES)
        self.address = f"http://{HOST}:{port}/{self._token}/"

    def enter(self, method: str, target: str, hosts: Sequence[str]) -> Wanted | Answer:
        """Return what is wanted by a request, or how it is refused; `hosts` are all its Host headers.

        A page from elsewhere whose name was made to lead here (DNS rebinding) calls this machine by that name.
        """
        if len(hosts) != 1 or hosts[0].strip().lower() not in self._hosts:
            return refusal(HTTPStatus.FORBIDDEN, "只从本机的地址进来")
        if method not in ASKING:
            allow = ("Allow", ", ".join(ASKING))
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, "只能看，不能改", allow)
        try:
            parts = urlsplit(target)
            asked = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_QUESTIONS)
        except ValueError:
            return refusal(HTTPStatus.BAD_REQUEST, "读不懂这个地址")
        token, slash, name = parts.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return refusal(HTTPStatus.NOT_FOUND, "没有这个网页")
        if not slash:
            return refusal(HTTPStatus.PERMANENT_REDIRECT, "在下一级", ("Location", f"/{token}/"))
        return Wanted(name, dict(asked))
