"""Disks that are full or read-only: a small file system, a limit on the size of files, permissions that hold for root, too."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
PR_CAPBSET_DROP = 24
SMALL = 12 << 20
"""Bytes of the small file system."""
FILLER = "filler"


@contextmanager
def small_disk(folder: Path, size: int = SMALL) -> Iterator[Path | None]:
    """Yield a folder that is a file system of its own, of `size` bytes; None where this user cannot make one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "zizhao-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """Leave `free` bytes of `disk`, or a few more, for as long as this lasts."""
    filler = disk / FILLER
    found = os.statvfs(disk)
    filler.write_bytes(bytes(max(found.f_bavail * found.f_bsize - free, 0)))
    try:
        yield
    finally:
        filler.unlink()


def limit(size: int) -> Callable[[], None]:
    """Return what keeps a process from writing any file beyond `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def without_privilege() -> None:
    """Let permissions hold for root as well, in the program that is started next."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
