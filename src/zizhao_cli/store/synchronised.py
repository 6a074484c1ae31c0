"""Folders in which a ledger is not safe: what copies them behind its back, and disks of other machines.

A program that synchronises copies the file in the middle of a write, and may bring back an older one or one of two; over a network
SQLite's locks and its write-ahead log do not hold (https://www.sqlite.org/useovernet.html).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from zizhao_cli.errors import bounded

_BY_NAME = {
    "OneDrive": r"onedrive( *-.*)?|skydrive",
    "坚果云": r"(我的)?坚果云(同步.*)?|nutstore( files)?",
    "Dropbox": r"dropbox( *\(.*\))?",
    "百度网盘": r"百度(网盘|云)同步(空间|盘)|baidu(sync|net)disk(sync)?",
    "WPS 云盘": r"wps *(云盘|云文档|网盘|drive|cloud *files)",
    "iCloud": r"icloud *drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google *drive.*|googledrive-.*|我的云端硬盘",
    "云盘": r"cloudstorage",
}
"""What services call the folders that they synchronise, on Windows, macOS and Linux."""
_BY_MARK = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "坚果云": (".nutstore",),
    "Syncthing": (".stfolder",),
    "群晖同步": (".SynologyWorkingDirectory",),
}
"""What they leave there."""
_MOUNTED = re.compile(
    r"nfs4?|cifs|smb3|smbfs|9p|drvfs|vboxsf|davfs|ceph|afs|fuse\.(sshfs|rclone|vmhgfs-fuse|davfs2?|glusterfs)"
)
"""Kinds of mounts that are disks of another machine, or of Windows as WSL shows them (drvfs, 9p)."""
_MOUNTS = Path("/proc/mounts")


def unsafe_place(ledger: Path) -> str | None:
    """Return a sentence where the folder of `ledger` is synchronised or lies on a disk of another machine, else None.

    The folder need not be there yet.
    """
    folder = Path(os.path.realpath(ledger.absolute().parent))
    if service := _service(folder):
        return (
            f"账本放在 {service} 的同步文件夹里（{bounded(folder)}）：同步会在记账途中复制或换掉文件，账本可能损坏、退回旧的一份；"
            "请把账本放在不同步的文件夹，同步文件夹只放 db backup 的备份"
        )
    if disk := _disk_elsewhere(folder):
        return (
            f"账本放在网络或共享的盘上（{bounded(folder)}，{disk}）：文件锁在那里靠不住，几个人同时记账会损坏账本；"
            "请把账本放在本机的盘上，那里只放 db backup 的备份"
        )
    return None


def _service(folder: Path) -> str | None:
    """Return which service synchronises `folder`, as its name, a folder around it or what lies in one of them tells."""
    for place in (folder, *folder.parents):
        for service, names in _BY_NAME.items():
            if re.fullmatch(names, place.name, re.IGNORECASE):
                return service
        for service, marks in _BY_MARK.items():
            if any(os.path.lexists(place / mark) for mark in marks):
                return service
    return None


def _disk_elsewhere(folder: Path) -> str | None:
    """Return the kind of mount that `folder` lies on, where it is a disk of another machine."""
    # On Windows a letter that stands for a share was followed to it.
    if str(folder).startswith(("\\\\", "//")):
        return "网络路径"
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    kind = mounted_as(folder, mounts)
    return kind if _MOUNTED.fullmatch(kind) else None


def mounted_as(folder: Path, mounts: str) -> str:
    """Return the kind of the mount that `folder` lies on, by a list as /proc/mounts is; of mounts on one place the last counts."""
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        _, at, kind, *_ = line.split(" ")
        # Blanks in a name are written as octal numbers.
        at = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), at)
        kinds[Path(at)] = kind
    return next((kinds[place] for place in (folder, *folder.parents) if place in kinds), "")
