"""What an address must be, and how much of it may be shown."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from zizhao_cli.errors import steers
from zizhao_cli.groups.errors import BadAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOSTS = {
    "oapi.dingtalk.com": "dingtalk",
    "qyapi.weixin.qq.com": "wecom",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "feishu",
}
"""Whose robots live where; they are no secrets, and an address of one is none of another."""
_SHORT, _LONG = 4, 8
"""Shorter pieces of an address tell nothing; those in between only where they are no word."""


def check_webhook(kind: str, text: str) -> None:
    """Refuse what no robot's address is: https to somewhere, http to this machine only. Raises BadAddress."""
    found = _parts(text, "地址")
    if found.scheme not in ("https", "http") or not found.hostname or found.username is not None:
        raise BadAddress("地址", "应以 https:// 开头，照机器人的设置页整个复制")
    if found.scheme == "http" and not is_loopback(found.hostname):
        raise BadAddress("地址", "不加密的 http 只用于本机，应是 https://")
    if HOSTS.get(found.hostname, kind) != kind:
        raise BadAddress("地址", f"这是 {HOSTS[found.hostname]} 的地址，--kind 写的是 {kind}")


def server_of(text: str) -> tuple[str, int, bool]:
    """Return the host and the port of a mail server, and whether it speaks TLS from the first byte: `HOST`, `HOST:465` or `smtps://HOST:PORT`.

    Raises BadAddress.
    """
    scheme, between, rest = text.rpartition("://")
    found = _parts(f"smtp://{rest}", "邮件服务器")
    if (between and scheme not in ("smtp", "smtps")) or not found.hostname or found.path:
        raise BadAddress("邮件服务器", "应写 smtp.example.com:465")
    port = found.port or (SMTPS if scheme == "smtps" else SUBMISSION)
    return found.hostname, port, scheme == "smtps" or port == SMTPS


SMTPS, SUBMISSION = 465, 587


def mailboxes(text: str) -> list[str]:
    """Return the addresses of mail in a list with commas. Raises BadAddress."""
    found = [one.strip() for one in re.split("[,，;；]", text) if one.strip()]
    if not found or not all(re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", one) for one in found):
        raise BadAddress("邮箱", "应写 a@example.com，几个用逗号隔开")
    return found


def _parts(text: str, what: str) -> SplitResult:
    if any(character.isspace() or steers(character) for character in text) or not text.isascii():
        raise BadAddress(what, "里面有空格、换行或全角字")
    try:
        found = urlsplit(text)
        _ = found.port
    except ValueError:
        raise BadAddress(what, "看不懂") from None
    return found


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def masked(text: str) -> str:
    """Return as much of a host as may be shown: one that everybody knows whole, else its first letter and its last part."""
    try:
        host = urlsplit(text if "://" in text else f"smtp://{text}").hostname or ""
    except ValueError:
        host = ""
    if host in HOSTS:
        return host
    last = host.rpartition(".")[2]
    return f"{host[:1]}***" + (f".{last}" if last.isalpha() and last != host else "")


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """Return what a server said, with `secrets` and each telling piece of them, however they were written, taken out."""
    pieces = {piece for secret in secrets for piece in _pieces(secret)}
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "***")
    return text


def _pieces(secret: str) -> Iterator[str]:
    for whole in (secret, unquote(secret)):
        if len(whole) >= _SHORT:
            yield whole
        for piece in re.split(r"[/?&=:@,;\s]+", whole):
            if len(piece) >= _LONG or (len(piece) >= _SHORT and not piece.isalpha()):
                yield piece
