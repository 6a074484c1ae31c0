"""Any other service, by the library Apprise, which is installed apart (the extra `apprise`)."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

from zizhao_cli.groups.errors import Failed, SenderNotInstalled

if TYPE_CHECKING:
    from collections.abc import Mapping


def refuse_if_not_installed() -> None:
    """Raise SenderNotInstalled where the library is not there."""
    if find_spec("apprise") is None:
        raise SenderNotInstalled


def apprise(given: Mapping[str, str], text: str, seconds: float) -> None:
    """Send by an address as Apprise writes them; its own time limit holds. Raises Failed, SenderNotInstalled."""
    del seconds
    refuse_if_not_installed()
    import apprise as library

    # What it logs holds addresses, and goes to stderr where nobody listens.
    for name in ("apprise", "urllib3", "requests"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    sender = library.Apprise()
    if not sender.add(given["address"]):
        raise Failed("apprise 不认识这个地址", "照 apprise 的说明重写地址")
    if not sender.notify(body=text, body_format=library.NotifyFormat.TEXT):
        raise Failed("apprise 说没有发成")
