"""Why a group cannot be set up or was not reached. No sentence here holds an address, a key or a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import (
    ExitCode,
    MachineFault,
    UsageProblem,
    ZizhaoError,
    bounded,
    quoted,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class GroupsOpenToOthers(MachineFault):
    """The file of addresses can be read by others than its owner."""

    def __init__(self, path: Path, mode: int) -> None:
        super().__init__("读取群的地址", "")
        self.sentence = f"{bounded(path)} 别的用户也能读（权限 {mode:o}），里面是群的地址，没有用它"
        self.way_out = f"运行 chmod 600 {bounded(path)}；可能被别人看过的地址，在群里重设一个，再用 group add 设"


class BrokenGroups(ZizhaoError):
    """The file of addresses is not as this program wrote it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"群的设定 {bounded(path)} 看不懂", "把它移开，用 zizhao group add 重新设")


class UnknownGroupName(Refused):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"没有名为 {quoted(name)} 的群",
            f"设了的：{'、'.join(map(visible, known)) or '（还没有）'}；用 zizhao group add 设一个",
        )


class GroupExists(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"已有名为 {quoted(name)} 的群",
            f"换个名称；要改它，先 zizhao group remove {visible(name)}",
        )


class NotAGroupName(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{quoted(name)} 不能作群的名称", "1 至 40 个字，一行，前后没有空格")


class UnknownChannel(UsageProblem):
    def __init__(self, value: str, known: Iterable[str]) -> None:
        super().__init__(f"--kind 不认识 {quoted(value)}", f"可写：{'、'.join(known)}")


class BadAddress(Refused):
    """What was given for a group cannot be right; it is not repeated, for it may be a secret."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}不对：{why}", "照群机器人的设置页或邮箱的说明重写；地址不写进报错")


class SenderNotInstalled(Refused):
    def __init__(self) -> None:
        super().__init__(
            "没有装 apprise，这一种群发不了", "pip install 'zizhao-cli[apprise]'，再来一次"
        )


class NotSent(ZizhaoError):
    """A message was not taken, or nobody can tell that it was."""

    code = ExitCode.FAULT

    def __init__(self, name: str, why: str, way_out: str | None = None) -> None:
        super().__init__(
            f"群 {quoted(name)} 没有发到：{visible(why)}",
            way_out or "看网络和群机器人的设置；用 zizhao group test 试发",
        )
        self.why = why


class Failed(Exception):
    """Why one message did not go, before it is known whose it was; inside this room only."""

    def __init__(self, why: str, way_out: str | None = None) -> None:
        super().__init__(why)
        self.why, self.way_out = why, way_out
