"""Writing the timer for this machine: systemd where it runs for the user, else cron; on Windows the Task Scheduler."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from zizhao_cli.errors import MachineFault
from zizhao_cli.nightly.errors import NoTimer, TimerNotOurs
from zizhao_cli.nightly.timer import (
    MADE,
    NAME,
    Call,
    cron_line,
    crontab_with,
    systemd_files,
    task_xml,
)
from zizhao_cli.render.target import write_file

SYSTEMD, CRON, WINDOWS = "systemd", "cron", "windows"


class Timer(NamedTuple):
    """What is to be written: texts by the files or places they go to, what is called then, how to take it away, and what else to know."""

    way: str
    texts: dict[str, str]
    commands: list[list[str]]
    away: str
    besides: str


def planned(what: Call) -> Timer:
    """Return the timer for this machine. Raises NoTimer."""
    if os.name == "nt":
        return _windows(what)
    if _answers("systemctl", "--user", "show-environment"):
        return _systemd(what)
    if shutil.which("crontab"):
        return Timer(
            CRON,
            {"crontab": f"{cron_line(what)}\n"},
            [["crontab", "-"]],
            f"crontab -e，删去末尾写着 {MADE} 的一行",
            "cron 照本机的时区走，已换算好；机器那时关着就错过，下一晚会说出是哪几晚",
        )
    raise NoTimer("这台机器没有用户的 systemd，也没有 crontab", what.typed)


def _systemd(what: Call) -> Timer:
    base = os.environ.get("XDG_CONFIG_HOME")
    folder = (Path(base) if base else Path.home() / ".config") / "systemd" / "user"
    timer = f"{NAME}.timer"
    return Timer(
        SYSTEMD,
        {str(folder / name): text for name, text in systemd_files(what).items()},
        [
            ["systemctl", "--user", "daemon-reload"],
            ["systemctl", "--user", "enable", timer],
            # Where it was there already, another time counts only after this.
            ["systemctl", "--user", "restart", timer],
        ],
        f"systemctl --user disable --now {timer}，再删去上面两个文件",
        f"没有登录也要跑：loginctl enable-linger；看结果：journalctl --user -u {NAME}",
    )


def _windows(what: Call) -> Timer:
    lost = f"；任务看不到这些环境变量，请用 setx 设：{'、'.join(what.env)}" if what.env else ""
    return Timer(
        WINDOWS,
        {f"{NAME}.xml": task_xml(what)},
        [["schtasks", "/Create", "/F", "/TN", NAME, "/XML", f"{NAME}.xml"]],
        f"schtasks /Delete /TN {NAME}",
        f"登录着的时候才跑；看结果：schtasks /Query /TN {NAME} /V /FO LIST{lost}",
    )


def install(what: Call, timer: Timer, *, force: bool = False) -> None:
    """Write a timer and set it going. Raises TimerNotOurs unless `force`, NoTimer, MachineFault."""
    try:
        _WAYS[timer.way](timer, force)
    except _Unwilling as unwilling:
        raise NoTimer(str(unwilling), what.typed) from None


def _to_cron(timer: Timer, force: bool) -> None:
    del force  # no other line is touched
    _call(timer.commands[0], crontab_with(_crontab(), timer.texts["crontab"].rstrip("\n")))


def _to_windows(timer: Timer, force: bool) -> None:
    del force  # a task of this name is ours
    with TemporaryDirectory() as folder:
        for name, text in timer.texts.items():
            Path(folder, name).write_bytes(text.encode("utf-16"))
        for command in timer.commands:
            _call(command, folder=folder)


def _to_systemd(timer: Timer, force: bool) -> None:
    for name in timer.texts:
        _refuse_others(Path(name), force=force)
    for name, text in timer.texts.items():
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise MachineFault(f"建立文件夹 {Path(name).parent} ", problem) from problem
        write_file(Path(name), text.encode())
    for command in timer.commands:
        _call(command)


_WAYS = {SYSTEMD: _to_systemd, CRON: _to_cron, WINDOWS: _to_windows}


def _refuse_others(file: Path, *, force: bool) -> None:
    try:
        ours = not file.exists() or file.read_text("utf-8", "replace").startswith(f"# {MADE}\n")
    except OSError as problem:
        raise MachineFault(f"读取 {file} ", problem) from problem
    if not ours and not force:
        raise TimerNotOurs(file)


def _crontab() -> str:
    """Return the user's crontab; nothing where he has none. Raises _Unwilling where it cannot be known, for then it would be lost."""
    done = _done(["crontab", "-l"])
    if done.returncode and b"no crontab" not in done.stderr:
        raise _Unwilling(f"crontab -l 以 {done.returncode} 退出")
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


class _Unwilling(Exception):
    """A program of the system did not do what it was asked."""


def _answers(*command: str) -> bool:
    try:
        return shutil.which(command[0]) is not None and not _done([*command]).returncode
    except _Unwilling:
        return False


def _call(command: list[str], given: str = "", folder: str | None = None) -> None:
    done = _done(command, given, folder)
    if done.returncode:
        said = done.stderr.decode(locale.getencoding(), "replace").strip().splitlines()
        told = f"：{said[-1]}" if said else ""
        raise _Unwilling(f"{' '.join(command[:3])} 以 {done.returncode} 退出{told}")


def _done(
    command: list[str], given: str = "", folder: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - the words are ours
            command,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},  # what crontab says is looked at
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise _Unwilling(f"{command[0]}：{type(problem).__name__}") from None


_PATIENCE = 60
