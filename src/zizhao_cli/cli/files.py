"""The names of files that are given to be read, as they were written."""

from glob import glob
from pathlib import Path


def named(names: list[str] | None) -> list[str] | None:
    """Return `names`, those with `*`, `?` or `~` that are no file replaced by the files that they fit.

    The shells of Windows leave that to programs. What fits nothing stays, and is refused as it was written.
    """
    if names is None:
        return None
    return [one for name in names for one in _fitting(name)]


def _fitting(name: str) -> list[str]:
    if name == "-" or Path(name).exists() or not set(name) & set("*?~"):
        return [name]
    return sorted(glob(str(Path(name).expanduser()))) or [name]  # noqa: PTH207 - the whole name is the pattern, its root too
