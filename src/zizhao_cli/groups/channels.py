"""The kinds of groups: what each asks for, how much one message holds, and what sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.groups.address import check_webhook, mailboxes, server_of
from zizhao_cli.groups.errors import BadAddress, UnknownChannel
from zizhao_cli.groups.mail import mail
from zizhao_cli.groups.other import apprise, refuse_if_not_installed
from zizhao_cli.groups.robots import dingtalk, feishu, wecom
from zizhao_cli.groups.split import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Piece(NamedTuple):
    """Something that is asked for when a group is set up; a `hidden` one is not shown while it is typed."""

    key: str
    label: str
    hidden: bool = True
    optional: bool = False


class Channel(NamedTuple):
    """A kind of group; the first of its pieces says which server hears of it."""

    label: str
    pieces: tuple[Piece, ...]
    room: Room
    send: Callable[[Mapping[str, str], str, float], None]


_ADDRESS = Piece("address", "机器人的地址（webhook）")
_SECRET = Piece("secret", "加签的密钥，没有就空着", optional=True)
_MAIL = (
    Piece("server", "邮件服务器，如 smtp.example.com:465", hidden=False),
    Piece("user", "登录用户，不登录就空着", hidden=False, optional=True),
    Piece("password", "口令或授权码，不登录就空着", optional=True),
    Piece("from", "发件邮箱", hidden=False),
    Piece("to", "收件邮箱，几个用逗号隔开", hidden=False),
)
CHANNELS = {
    "dingtalk": Channel("钉钉", (_ADDRESS, _SECRET), Room(18_000, 5), dingtalk),
    # Its limit, of a text, is 2,048 bytes: https://developer.work.weixin.qq.com/document/path/91770
    "wecom": Channel("企业微信", (_ADDRESS,), Room(2_048, 5), wecom),
    "feishu": Channel("飞书", (_ADDRESS, _SECRET), Room(18_000, 5), feishu),
    "mail": Channel("邮件", _MAIL, Room(200_000, 1), mail),
    "apprise": Channel(
        "别的（apprise）", (Piece("address", "apprise 的地址"),), Room(1_800, 5), apprise
    ),
}
"""DingTalk and Feishu take 20,000 bytes, with what stands around the text. Five messages are read; nobody reads twenty."""


def channel(kind: str) -> Channel:
    """Return the channel that `--kind` names. Raises UnknownChannel."""
    if kind not in CHANNELS:
        raise UnknownChannel(kind, CHANNELS)
    return CHANNELS[kind]


def check(kind: str, given: Mapping[str, str]) -> None:
    """Refuse what no group of a kind is reached by. Raises BadAddress, SenderNotInstalled."""
    for piece in channel(kind).pieces:
        if not piece.optional and not given.get(piece.key):
            raise BadAddress(piece.label.partition("，")[0], "没有写")
    if kind == "mail":
        server_of(given["server"])
        if len(mailboxes(given["from"])) > 1:
            raise BadAddress("发件邮箱", "只写一个")
        mailboxes(given["to"])
    elif kind == "apprise":
        refuse_if_not_installed()
    else:
        check_webhook(kind, given["address"])
