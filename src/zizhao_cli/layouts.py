"""A saved way of reading: what a kind of file needed to go in, kept under a name in the office's data folder."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import MachineFault, UsageProblem, quoted, system_reason, visible
from zizhao_cli.settings import data_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FOLDER = "layouts"
_NAME = re.compile(r"[^\x00-\x1f/\\:*?\"<>|.][^\x00-\x1f/\\:*?\"<>|]{0,59}")
"""What a file may be called on Linux and on Windows."""


class UnknownLayout(UsageProblem):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"没有名为 {quoted(name)} 的读法",
            f"可写：{'、'.join(map(visible, known)) or '（还没有）'}；用 zizhao layout save 存一个",
        )


class LayoutOfAnotherForm(UsageProblem):
    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"读法 {quoted(name)} 是给 {form} import 用的", f"用 zizhao {form} import 导入"
        )


class NotALayoutName(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{quoted(name)} 不能作读法的名称", r"1 至 60 个字，不以 . 开头，不含 / \ : * ? < > |"
        )


class LayoutExists(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"已有名为 {quoted(name)} 的读法", "换个名称；要改它，加 --force")


class NotReadable(Refused):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"照这种读法读不懂：{problems[0]}", "改好读法再存；什么也没有存")


@dataclass(frozen=True)
class Layout:
    """How files with certain `headings` are read by the imports of a `form`; the rest is as the options say it."""

    form: str
    headings: list[str] = field(default_factory=list)
    map: list[str] = field(default_factory=list)
    ignore_column: list[str] = field(default_factory=list)
    set: list[str] = field(default_factory=list)
    sheet: str | None = None
    year: int | None = None

    def fits(self, headings: Iterable[str]) -> bool:
        """Say whether a file has the headings that this was saved for, blank ones and their order aside."""
        return bool(_keys(self.headings)) and _keys(self.headings) == _keys(headings)


def _keys(headings: Iterable[str]) -> set[str]:
    return {matching_key(heading) for heading in headings} - {""}


def names(ledger: Path) -> list[str]:
    """Return the names of the saved layouts in their order, the office's folder first."""
    found = (
        file.stem for place in data_folders(ledger) for file in (place / FOLDER).glob("*.yaml")
    )
    return sorted(dict.fromkeys(found))


def read(ledger: Path, name: str) -> Layout:
    """Return the layout `name`. Raises UnknownLayout, BrokenDataFile."""
    if name not in names(ledger):
        raise UnknownLayout(name, names(ledger))
    root = datafiles.read(f"{FOLDER}/{name}.yaml", ledger)
    keys = root.mapping({"form"}, set(Layout.__annotations__) - {"form"})
    lists = ("headings", "map", "ignore_column", "set")
    given: dict[str, Any] = {key: keys[key].texts() for key in lists if key in keys}
    if "sheet" in keys:
        given["sheet"] = keys["sheet"].text()
    if "year" in keys:
        given["year"] = keys["year"].is_a(int, "年份")
    return Layout(keys["form"].text(), **given)


def of_form(ledger: Path, form: str, name: str) -> Layout:
    """Return the layout `name` for the imports of a form. Raises UnknownLayout, LayoutOfAnotherForm, BrokenDataFile."""
    layout = read(ledger, name)
    if layout.form != form:
        raise LayoutOfAnotherForm(name, layout.form)
    return layout


def fitting(ledger: Path, form: str, seen: Iterable[Iterable[str]]) -> str | None:
    """Return the name of a layout of `form` that was saved for one of the rows of headings that were `seen`, if any."""
    rows = [list(row) for row in seen]
    for name in names(ledger):
        layout = read(ledger, name)
        if layout.form == form and any(map(layout.fits, rows)):
            return name
    return None


def check_name(ledger: Path, name: str, *, replace: bool = False) -> None:
    """Raise NotALayoutName, or LayoutExists unless `replace`."""
    if not _NAME.fullmatch(name):
        raise NotALayoutName(name)
    if _file(ledger, name).exists() and not replace:
        raise LayoutExists(name)


def _file(ledger: Path, name: str) -> Path:
    return data_folders(ledger)[0] / FOLDER / f"{name}.yaml"


def save(ledger: Path, name: str, layout: Layout, *, replace: bool = False) -> Path:
    """Keep a layout under a name in the office's data folder; return its file.

    Raises NotALayoutName, LayoutExists unless `replace`, MachineFault.
    """
    import yaml

    check_name(ledger, name, replace=replace)
    file = _file(ledger, name)
    kept = {key: value for key, value in asdict(layout).items() if value}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
    except OSError as problem:
        raise MachineFault(f"写入 {file} ", system_reason(problem)) from problem
    return file
