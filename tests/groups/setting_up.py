"""Setting up groups as an officer does: what is secret goes in by stdin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.groups.robots import SECRET, Letters, Robot

if TYPE_CHECKING:
    from tests.conftest import Run, Zizhao

PASSWORD = "p4ssw0rd-0f-the-mailbox"  # noqa: S105 - of a server of the tests
USER, SENDER, RECEIVER = "office-login", "office@zizhao.example", "villages@zizhao.example"


def add(zizhao: Zizhao, robot: Robot, name: str, *filters: str, secret: str = SECRET) -> Run:
    """Set up a group that `robot` lives in."""
    lines = [robot.address] if robot.kind == "wecom" else [robot.address, secret]
    given = "\n".join(lines).encode()
    return zizhao(
        "group", "add", name, "--kind", robot.kind, "--address", "-", *filters, stdin=given
    )


def add_mail(zizhao: Zizhao, letters: Letters, name: str, *filters: str, login: bool = True) -> Run:
    """Set up a mailbox that is told every night."""
    who = [USER, PASSWORD] if login else ["", ""]
    given = "\n".join([letters.server, *who, SENDER, RECEIVER]).encode()
    return zizhao("group", "add", name, "--kind", "mail", "--address", "-", *filters, stdin=given)
