"""Why there is no night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import ExitCode, MachineFault, ZizhaoError, bounded, quoted

if TYPE_CHECKING:
    from pathlib import Path


class NightlyAtWork(ZizhaoError):
    """Another one is at work in the same folder."""

    code = ExitCode.BUSY

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{bounded(folder)} 里正有另一个 zizhao nightly 在办",
            "什么也没有写，什么也没有发；等它办完",
        )


class ClockBehindTonight(MachineFault):
    """Today is not known, and what is overdue today is not either."""

    def __init__(self, said: str) -> None:
        super().__init__("每晚的事", "")
        self.sentence = f"今晚没有办：{said.removeprefix('注意：').partition('，今天')[0]}"
        self.way_out = "什么也没有写，什么也没有发；先校正本机的日期和时间，账本的那条是用走快了的钟记的，就用 zizhao db accept-clock"


class BadTime(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(f"--at 看不懂 {quoted(text)}", "写几点几分，如 18:30")


class NoTimer(MachineFault):
    """No timer could be set; `command` is what one that is set by hand has to call."""

    def __init__(self, why: str, command: str) -> None:
        super().__init__("设定时任务", why)
        self.way_out = f"自己设一个定时，每天跑：{bounded(command)}"


class TimerNotOurs(Refused):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{bounded(path)} 已经在，不是 nightly install 写的，没有换掉",
            "看过里面没有要留的，加 --force 换掉它",
        )


class NotInTimer(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(f"{quoted(text)} 里有换行一类的字，定时任务里写不了", "换一个名称或位置")
