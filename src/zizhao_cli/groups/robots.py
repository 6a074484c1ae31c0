"""The robots of DingTalk, WeCom and Feishu. Each says in its answer whether it took the message, whatever the HTTP status."""

from __future__ import annotations

import hmac
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from zizhao_cli import settings
from zizhao_cli.groups.errors import Failed
from zizhao_cli.groups.post import post

if TYPE_CHECKING:
    from collections.abc import Mapping


def dingtalk(given: Mapping[str, str], text: str, seconds: float) -> None:
    """Send to DingTalk; with a secret, signed in the address. Raises as post does."""
    url = given["address"]
    if given.get("secret"):
        url = dingtalk_signed(url, given["secret"], int(settings.now().timestamp() * 1000))
    content = {"msgtype": "text", "text": {"content": text}}
    _refuse(post(url, content, seconds), "errcode", "errmsg")


def dingtalk_signed(url: str, secret: str, at: int) -> str:
    """Return the address with the signature of the moment `at`, in milliseconds; percent-encoded once, for what arrives is compared."""
    sign = quote(_sign(secret, f"{at}\n{secret}"), safe="")
    return f"{url}{'&' if '?' in url else '?'}timestamp={at}&sign={sign}"


def wecom(given: Mapping[str, str], text: str, seconds: float) -> None:
    """Send to WeCom, whose key is in the address. Raises as post does."""
    content = {"msgtype": "text", "text": {"content": text}}
    _refuse(post(given["address"], content, seconds), "errcode", "errmsg")


def feishu(given: Mapping[str, str], text: str, seconds: float) -> None:
    """Send to Feishu; with a secret, signed in the body. Raises as post does."""
    content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if given.get("secret"):
        at = int(settings.now().timestamp())
        content |= {"timestamp": str(at), "sign": feishu_sign(given["secret"], at)}
    _refuse(post(given["address"], content, seconds), "code", "msg")


def feishu_sign(secret: str, at: int) -> str:
    """Return the signature of the moment `at`, in seconds: of nothing, under moment and secret as the key."""
    return _sign(f"{at}\n{secret}", "")


def _sign(key: str, message: str) -> str:
    return b64encode(hmac.digest(key.encode(), message.encode(), "sha256")).decode()


def _refuse(answer: dict[str, Any], code: str, said: str) -> None:
    """Raise Failed unless the answer has a `code` of zero."""
    number = answer.get(code)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Failed("对方的回答看不懂，不像是群机器人")
    if number:
        raise Failed(f"对方不收：{number} {answer.get(said, '')}".strip(), _WAYS_OUT.get(number))


_WAYS_OUT = {
    310000: "核对加签的密钥、IP 白名单；安全设置用关键词的，写“安全生产台账”",
    300001: "地址里的 access_token 不对，照机器人的设置页重新复制",
    130101: "发得太快，机器人要停十分钟；过后再发",
    93000: "机器人已被移出群或地址不对，照设置页重新复制",
    45009: "发得太快，过一分钟再发",
    19021: "核对签名密钥和本机时钟",
    19024: "安全设置用关键词的，写“安全生产台账”",
    11232: "发得太快，过一会再发",
}
"""What to do about refusals that are met in practice."""
