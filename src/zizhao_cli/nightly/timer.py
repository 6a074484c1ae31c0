"""The timer that calls `zizhao nightly`, as each system writes it: texts alone, nothing is done here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from zizhao_cli.errors import steers
from zizhao_cli.nightly.errors import BadTime, NotInTimer
from zizhao_cli.settings import SHANGHAI

NAME = "zizhao-nightly"
MADE = "zizhao nightly install"
"""What our files and lines say of themselves, by which they are known again."""
VARIABLES = (
    *("ZIZHAO_CONFIG", "ZIZHAO_DATA", "ZIZHAO_SHARED_FOLDER"),
    *("ZIZHAO_BUSY_SECONDS", "ZIZHAO_GROUP_SECONDS"),
)
"""What changes which files a night reads, and how long it waits: it must be there at night as it is now."""


class Call(NamedTuple):
    """What is to be called, with its environment; `at` is the time of day in Asia/Shanghai."""

    words: tuple[str, ...]
    env: dict[str, str]
    at: time

    @property
    def typed(self) -> str:
        """The call as somebody would type it in a shell."""
        return shlex.join([*(f"{name}={value}" for name, value in self.env.items()), *self.words])


def call(ledger: Path, actor: str, into: Path | None, keep: int | None, at: str) -> Call:
    """Return the call of a night for a ledger, all paths whole: a timer runs in another folder. Raises BadTime, NotInTimer."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:：]([0-5]\d)", at)
    if found is None:
        raise BadTime(at)
    words = [_program(), "-m", "zizhao_cli", "--db", str(ledger.absolute())]
    if actor:
        words += ["--by", actor]
    words.append("nightly")
    if into is not None:
        words += ["--into", str(into.absolute())]
    if keep is not None:
        words += ["--keep", str(keep)]
    env = {name: os.environ[name] for name in VARIABLES if os.environ.get(name)}
    if config := env.get("ZIZHAO_CONFIG"):
        env["ZIZHAO_CONFIG"] = str(Path(config).absolute())
    if data := env.get("ZIZHAO_DATA"):
        env["ZIZHAO_DATA"] = str(Path(data).absolute())
    for text in (*words, *env.values()):
        if any(map(steers, text)):
            raise NotInTimer(text)
    return Call(tuple(words), env, time(int(found[1]), int(found[2])))


def _program() -> str:
    """Return the Python that runs us; on Windows the one that opens no window, where it is there."""
    quiet = Path(sys.executable).with_name("pythonw.exe")
    return str(quiet) if os.name == "nt" and quiet.exists() else sys.executable


def systemd_files(what: Call) -> dict[str, str]:
    """Return the units of systemd by their names; a night that was missed is made up for once the machine is on."""
    env = "".join(
        f'Environment="{name}={_systemd(value)}"\n'
        for name, value in {"PYTHONUTF8": "1", **what.env}.items()
    )
    command = " ".join(f'"{_systemd(word).replace("$", "$$")}"' for word in what.words)
    service = (
        f"# {MADE}\n[Unit]\nDescription=zizhao nightly\n\n"
        f"[Service]\nType=oneshot\n{env}ExecStart={command}\n"
    )
    timer = (
        f"# {MADE}\n[Unit]\nDescription=zizhao nightly at {what.at:%H:%M} in Shanghai\n\n"
        f"[Timer]\nOnCalendar=*-*-* {what.at:%H:%M}:00 Asia/Shanghai\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return {f"{NAME}.service": service, f"{NAME}.timer": timer}


def _systemd(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def cron_line(what: Call, now: datetime | None = None) -> str:
    """Return the line of a crontab, whose times are the machine's: that of `what.at` as the zone is `now`."""
    then = datetime.combine((now or datetime.now(SHANGHAI)).date(), what.at, SHANGHAI)
    local = then.astimezone(None if now is None else now.tzinfo)
    env = [f"{name}={value}" for name, value in {"PYTHONUTF8": "1", **what.env}.items()]
    command = shlex.join(["env", *env, *what.words]).replace("%", "\\%")
    return f"{local.minute} {local.hour} * * * {command} # {MADE}"


def crontab_with(before: str, line: str) -> str:
    """Return a crontab with our line in it once; none of the others is touched."""
    kept = [one for one in before.splitlines() if not one.endswith(f"# {MADE}")]
    return "".join(f"{one}\n" for one in [*kept, line])


def task_xml(what: Call) -> str:
    """Return the task for the Task Scheduler of Windows, run while its user is logged on, later where the machine was off."""
    command, arguments = what.words[0], subprocess.list2cmdline(what.words[1:])
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{MADE}</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2022-04-20T{what.at:%H:%M}:00+08:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec><Command>{escape(command)}</Command><Arguments>{escape(arguments)}</Arguments></Exec>
  </Actions>
</Task>
"""
