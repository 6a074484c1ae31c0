"""The settings that a user keeps beside the environment: a small file of lines `key = value`, read strictly."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from zizhao_cli.district_address import address
from zizhao_cli.errors import MachineFault, ZizhaoError, bounded, quoted, steers


class Setting(NamedTuple):
    """What a key sets, what its value must be, in words and as a pattern, and the environment variable that goes before it."""

    hint: str
    must_be: str
    pattern: str
    variable: str | None = None


# A ledger's place relative to the folder of each call would be another ledger each time.
_WHOLE_PATH = r"(/|[A-Za-z]:[\\/]|\\\\).+"
_ADDRESS = r"postgres(ql)?://\S+"
_ON_OR_OFF = ("on 或 off", "on|off")
KEYS = {
    "by": Setting("记账人，同 --by", "姓名", ".+", "ZIZHAO_BY"),
    "db": Setting(
        "账本文件，同 --db", "完整的路径，或区县库的地址", f"{_WHOLE_PATH}|{_ADDRESS}", "ZIZHAO_DB"
    ),
    "columns": Setting("列表的列", "键或列名，用逗号隔开", r"[^\s,，=]+(,[^\s,，=]+)*"),
    "year": Setting("导入时没有年份的日子是哪一年", "四位年份", "[12][0-9]{3}"),
    "reporting_unit": Setting("报表的填报单位", "单位名称", ".+"),
    "reviewed_by": Setting("报表的审核人", "姓名", ".+"),
    "filled_by": Setting("报表的填表人", "姓名", ".+"),
    "phone": Setting("报表的联系电话", "电话", ".+"),
    "pager": Setting("终端上比窗口长的表分页看", *_ON_OR_OFF, "ZIZHAO_PAGER"),
    "color": Setting("终端上用颜色", *_ON_OR_OFF, "NO_COLOR"),
    "key": Setting("密封钥匙的文件，同 --key", "完整的路径", _WHOLE_PATH),
    "district": Setting(
        "报送到哪个区县库", "postgresql:// 开头、没有口令的地址", _ADDRESS, "ZIZHAO_DISTRICT"
    ),
}


class BadSetting(ZizhaoError):
    def __init__(self, key: str, value: str) -> None:
        # An address may hold a password.
        shown = "" if "://" in value else f" {quoted(value)} "
        super().__init__(
            f"设定 {key} 的值{shown}不对，应写：{KEYS[key].must_be}",
            f"{key} 是{KEYS[key].hint}",
        )


class UnknownSetting(ZizhaoError):
    def __init__(self, key: str) -> None:
        super().__init__(f"没有设定 {quoted(key)}", f"可写：{'、'.join(KEYS)}")


class BrokenSettings(ZizhaoError):
    """A line of the file that is no setting."""

    def __init__(self, file: Path, line: int, why: str) -> None:
        super().__init__(
            f"设定文件 {bounded(file)} 第 {line} 行：{why}",
            "改正或删去这一行；一行一项，如 by = 张静",
        )


def path() -> Path:
    """Return where the file is, or would be: what `ZIZHAO_CONFIG` names, else in the user's folder of settings."""
    named = os.environ.get("ZIZHAO_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("zizhao", appauthor=False) / "config.txt"


def read() -> dict[str, str]:
    """Return what is set; nothing where there is no file. Raises BrokenSettings, MachineFault."""
    file = path()
    found: dict[str, str] = {}
    for number, line in enumerate(lines_of(file), start=1):
        key = key_of(line)
        if key is None:
            continue
        value = line.partition("=")[2].strip()
        try:
            check(key, value)
        except (UnknownSetting, BadSetting) as wrong:
            raise BrokenSettings(file, number, wrong.sentence) from None
        if key in found:
            raise BrokenSettings(file, number, f"{key} 已经在前面设过")
        found[key] = value
    return found


def lines_of(file: Path) -> list[str]:
    """Return the lines of the file; none where there is no file. Raises BrokenSettings, MachineFault."""
    try:
        return file.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise BrokenSettings(file, line, "不是 UTF-8 文字；请另存为 UTF-8") from problem
    except OSError as problem:
        raise MachineFault(f"读取设定文件 {file} ", problem) from problem


def key_of(line: str) -> str | None:
    """Return the key that a line sets; None for a blank line or a remark."""
    text = line.strip()
    return None if not text or text.startswith("#") else text.partition("=")[0].strip()


def check(key: str, value: str) -> None:
    """Raise UnknownSetting, BadSetting, or what an address is refused for, where no line of the file may say that `key` is `value`."""
    if key not in KEYS:
        raise UnknownSetting(key)
    if (
        value != value.strip()
        or any(map(steers, value))
        or not re.fullmatch(KEYS[key].pattern, value)
    ):
        raise BadSetting(key, value)
    address(value)  # no password is kept here
