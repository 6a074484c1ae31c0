"""Sending: one message to one group, within a bounded time, no faster than robots allow, and no secret in what is said of it."""

from __future__ import annotations

import os
import time
from collections import deque
from threading import Thread
from typing import TYPE_CHECKING

from zizhao_cli.errors import ZizhaoError
from zizhao_cli.groups.address import without_secrets
from zizhao_cli.groups.channels import channel
from zizhao_cli.groups.errors import Failed, NotSent

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.groups.kept import Group

SECONDS, LONGEST = 20.0, 300.0
A_MINUTE, PER_MINUTE = 60.0, 20
"""The least that the three robots allow; who sends more is not heard for ten minutes (DingTalk)."""
_LONGEST_WHY = 120


def patience() -> float:
    """Return how many seconds one message may take: `ZIZHAO_GROUP_SECONDS`, at most five minutes, else 20."""
    try:
        seconds = float(os.environ["ZIZHAO_GROUP_SECONDS"])
    except (KeyError, ValueError):
        return SECONDS
    return min(seconds, LONGEST) if seconds > 0 else SECONDS


class Sender:
    """Sends messages, waiting where an address had as many as a minute allows."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the clock and the way to wait."""
        self._clock, self._sleep = clock, sleep
        self._sent: dict[tuple[str, ...], deque[float]] = {}

    def send(self, group: Group, text: str) -> None:
        """Send `text` to a group. Raises NotSent, whose words hold no secret and which keeps nothing of what raised it."""
        self._pace(group)
        seconds = patience()
        failed = _within(seconds, lambda: channel(group.kind).send(group.given, text, seconds))
        if failed is not None:
            why = without_secrets(failed.why, group.given.values())
            raise NotSent(group.name, why[:_LONGEST_WHY], failed.way_out)

    def _pace(self, group: Group) -> None:
        sent = self._sent.setdefault((*group.given.values(),), deque(maxlen=PER_MINUTE))
        if len(sent) == PER_MINUTE and (left := sent[0] + A_MINUTE - self._clock()) > 0:
            self._sleep(left)
        sent.append(self._clock())


def _within(seconds: float, call: Callable[[], None]) -> Failed | None:
    """Call something, and return why it failed, if it did: also that it took longer.

    Servers that say a letter now and then would outlast any limit of a socket, so the call runs beside us and is left behind.
    """
    ended: list[Failed | None] = []

    def run() -> None:
        try:
            call()
        except Failed as failed:
            ended.append(failed)
        except ZizhaoError as refused:
            ended.append(Failed(refused.sentence, refused.way_out))
        except Exception as problem:  # noqa: BLE001 - whatever a library says may hold the address
            ended.append(_worded(problem))
        else:
            ended.append(None)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    return ended[0] if ended else _silent(seconds)


def _silent(seconds: float) -> Failed:
    return Failed(f"等了 {seconds:g} 秒没有回答，说不定发到了", "看网络；用 zizhao group test 试发")


def _worded(problem: Exception) -> Failed:
    """Return in our own words why a library gave up: its words may hold the address, or what was sent."""
    import smtplib
    import socket
    import ssl

    reason = getattr(problem, "reason", None)
    cause = reason if isinstance(reason, Exception) else problem
    words: list[tuple[type[Exception], str]] = [
        (ssl.SSLCertVerificationError, "对方的证书核验不过，没有发"),
        (ssl.SSLError, "和对方加密不成，没有发"),
        (TimeoutError, "等了太久没有回答，说不定发到了"),
        (socket.gaierror, "找不到这个主机"),
        (ConnectionRefusedError, "对方拒绝连接"),
        (smtplib.SMTPAuthenticationError, "邮件服务器不认用户或口令"),
        (smtplib.SMTPNotSupportedError, "邮件服务器不能加密，没有发"),
        (smtplib.SMTPRecipientsRefused, "邮件服务器不收这些收件人"),
        (smtplib.SMTPServerDisconnected, "邮件服务器中断了连接"),
        (OSError, "连不上，或对方中断了连接"),
    ]
    if isinstance(cause, smtplib.SMTPResponseException) and not isinstance(
        cause, smtplib.SMTPAuthenticationError
    ):
        return Failed(f"邮件服务器不收：{cause.smtp_code}")
    why = next((why for kind, why in words if isinstance(cause, kind)), None)
    return Failed(why or f"对方答得不成样子（{type(cause).__name__}）")
