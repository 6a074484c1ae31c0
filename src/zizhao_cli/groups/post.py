"""A request to a robot: bounded in time and size, never followed elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.groups.errors import Failed

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

LARGEST_ANSWER = 1 << 16


def post(url: str, content: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Send `content` as JSON, waiting at most so many seconds for each piece of the answer; return the JSON object that came back.

    Raises Failed, and what urllib raises, whose words may hold the address.
    """
    from urllib.error import HTTPError
    from urllib.request import Request

    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "zizhao"}
    request = Request(url, body, headers, method="POST")  # noqa: S310 - check_webhook let it through
    try:
        with _opener(url).open(request, timeout=seconds) as answer:
            said = answer.read(LARGEST_ANSWER + 1)
    except HTTPError as problem:
        problem.close()
        if problem.code // 100 == _REDIRECTS:
            raise Failed("对方要转到别的地址，没有跟去", "照机器人的设置页重新复制地址") from None
        raise Failed(f"对方答 HTTP {problem.code}") from None
    if len(said) > LARGEST_ANSWER:
        raise Failed("对方的回答太长，不像是群机器人")
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Failed("对方的回答看不懂，不像是群机器人")
    return found


_REDIRECTS = 3


def _opener(url: str) -> OpenerDirector:
    """Return what opens `url` without going elsewhere; no proxy hears what is for this machine."""
    from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

    class _Stays(HTTPRedirectHandler):
        def redirect_request(self, *args: object, **more: object) -> None:
            """Return no request, which leaves the answer an error."""
            del args, more

    return build_opener(_Stays, *([ProxyHandler({})] if url.startswith("http:") else []))
