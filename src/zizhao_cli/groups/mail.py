"""Mail, only ever encrypted and to a server that proves who it is; in plain to this machine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.groups.address import is_loopback, mailboxes, server_of
from zizhao_cli.groups.errors import Failed

if TYPE_CHECKING:
    from collections.abc import Mapping


def mail(given: Mapping[str, str], text: str, seconds: float) -> None:
    """Send a mail whose subject is the first line. Raises Failed, and what smtplib and ssl raise, whose words may hold what was sent."""
    import smtplib
    import ssl
    from email.message import EmailMessage
    from email.utils import formatdate, make_msgid

    sender, receivers = given["from"], mailboxes(given["to"])
    message = EmailMessage()
    message["Subject"], _, body = text.partition("\n")
    message["From"], message["To"] = sender, ", ".join(receivers)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message.set_content(body or text)
    host, port, encrypted = server_of(given["server"])
    context = ssl.create_default_context()
    # Our own name is nobody's business, and to look it up may take long.
    client = (
        smtplib.SMTP_SSL(host, port, _OURSELVES, timeout=seconds, context=context)
        if encrypted
        else smtplib.SMTP(host, port, _OURSELVES, timeout=seconds)
    )
    with client:
        client.ehlo()
        if not encrypted and (client.has_extn("starttls") or not is_loopback(host)):
            client.starttls(context=context)
        if given.get("user"):
            client.login(given["user"], given.get("password", ""))
        refused = client.send_message(message, sender, receivers)
    if refused:
        raise Failed(f"邮件服务器不收其中 {len(refused)} 个收件人")


_OURSELVES = "localhost"
