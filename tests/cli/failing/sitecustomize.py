"""A disk with a bad sector: what is read of the ledger beyond ZIZHAO_TEST_EIO bytes gives EIO, to SQLite and to Python."""

import ctypes
import errno
import os
import pathlib
from typing import IO, Any, Self

LIMIT = int(os.environ["ZIZHAO_TEST_EIO"])
BEFORE_SET_CALL = 13
READ = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int64,
    use_errno=True,
)
SET_CALL = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
own = ctypes.CDLL(None, use_errno=True)
own.pread64.restype = ctypes.c_ssize_t
own.pread64.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64]


class System(ctypes.Structure):
    """The beginning of SQLite's sqlite3_vfs, up to the function that replaces a system call."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("others", ctypes.c_void_p * BEFORE_SET_CALL),
        ("set_call", ctypes.c_void_p),
    )


@READ
def read(file: int, buffer: int, size: int, offset: int) -> int:
    """Read as pread does, up to the bad sector."""
    if offset >= LIMIT:
        ctypes.set_errno(errno.EIO)
        return -1
    return int(own.pread64(file, buffer, size, offset))


library = ctypes.CDLL("libsqlite3.so.0")
library.sqlite3_vfs_find.restype = ctypes.POINTER(System)
system = library.sqlite3_vfs_find(None)
for name in (b"pread", b"pread64"):
    SET_CALL(system.contents.set_call)(
        ctypes.cast(system, ctypes.c_void_p), name, ctypes.cast(read, ctypes.c_void_p)
    )

opened = pathlib.Path.open


class Failing:
    """A file of which no more is read than its beginning."""

    def __init__(self, file: IO[Any]) -> None:
        """Take the file as it was opened."""
        self.file = file

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.file.close()

    def read(self, size: int) -> Any:
        """Read as the file does, up to the bad sector."""
        if self.file.tell() + size > LIMIT:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self.file.read(size)


def open_failing(path: pathlib.Path, mode: str = "r", *rest: Any, **others: Any) -> Any:
    """Open a file; the ledger is on the disk that fails."""
    file = opened(path, mode, *rest, **others)
    return Failing(file) if str(path) == os.environ["ZIZHAO_DB"] and mode == "rb" else file


pathlib.Path.open = open_failing  # type: ignore[method-assign,assignment]
