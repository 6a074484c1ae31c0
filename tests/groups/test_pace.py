"""No address gets more than twenty messages a minute: counted on a clock of the test's own."""

from __future__ import annotations

from tests.groups.robots import SECRET, Robot
from zizhao_cli.groups.kept import Group
from zizhao_cli.groups.send import A_MINUTE, PER_MINUTE, Sender


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, 0

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.now += seconds
        self.waits += 1


def group(robot: Robot) -> Group:
    """Return a group of `robot`."""
    return Group("村", robot.kind, "/ledger.db", {"address": robot.address, "secret": SECRET})


def test_no_minute_has_more_than_twenty() -> None:
    clock = Clock()
    sender = Sender(lambda: clock.now, clock.sleep)
    sent: list[float] = []
    with Robot("dingtalk") as robot:
        for _ in range(65):
            sender.send(group(robot), "一条")
            sent.append(clock.now)
            clock.now += 1.0
    assert len(robot.messages) == 65
    assert clock.waits == 3
    for later, earlier in zip(sent[PER_MINUTE:], sent, strict=False):
        assert later - earlier >= A_MINUTE


def test_each_address_has_its_own_minute() -> None:
    clock = Clock()
    sender = Sender(lambda: clock.now, clock.sleep)
    with Robot("dingtalk") as one, Robot("wecom") as other:
        for robot in (one, other):
            for _ in range(PER_MINUTE):
                sender.send(group(robot), "一条")
        assert clock.waits == 0
        # Two groups that share a robot share its minute.
        sender.send(group(one), "一条")
        assert clock.waits == 1
