"""The settings file beside the environment: options before the environment before the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.terminal import Terminal
from zizhao_cli import settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

UNIT = ("unit", "add", "XC1", "新村", "--kind", "village")


@pytest.fixture
def office(morning: Morning, tmp_path: Path) -> Morning:
    """A ledger of its own, with no settings file yet."""
    return morning.copy(tmp_path)


def kept(office: Morning) -> Path:
    """Return where the settings of `office` are kept."""
    return office.db.with_name("config.txt")


def last_actor(office: Morning) -> Any:
    """Return who made the last entry."""
    return office("journal", "list", "--format", "json").json["rows"][-1]["actor"]


@pytest.mark.parametrize(
    ("option", "variable", "actor"),
    [((), "", "张静"), ((), "李四", "李四"), (("--by", "王五"), "李四", "王五")],
)
def test_who_acts(office: Morning, option: tuple[str, ...], variable: str, actor: str) -> None:
    office.ok("config", "set", "by", "张静")
    office.ok(*option, *UNIT, env={"ZIZHAO_BY": variable})
    assert last_actor(office) == actor


def test_which_ledger(office: Morning, tmp_path: Path) -> None:
    office.ok("config", "set", "db", "另一本.db", folder=tmp_path)
    assert office.ok("config", "get", "db") == str(tmp_path / "另一本.db")
    elsewhere = {"ZIZHAO_DB": ""}
    office.ok("init", env=elsewhere)
    assert (tmp_path / "另一本.db").exists()
    assert "YH-2022-0001" not in office.ok("hazard", "list", env=elsewhere)
    assert "YH-2022-0001" in office.ok("hazard", "list")
    assert "YH-2022-0001" in office.ok("--db", str(office.db), "hazard", "list", env=elsewhere)


def test_a_key_is_set_changed_and_unset_and_remarks_stay(office: Morning) -> None:
    kept(office).write_text("# 我的设定\r\n\r\nyear=2021\r\n", "utf-8-sig")
    office.ok("config", "set", "columns", "no,title")
    office.ok("config", "set", "year", "2022")
    assert kept(office).read_text("utf-8") == "# 我的设定\n\nyear = 2022\ncolumns = no,title\n"
    listed = office("config", "list", "--format", "json").json
    assert [row["value"] for row in listed["rows"]] == [None, None, "no,title", "2022", *[None] * 8]
    for _ in range(2):
        office.ok("config", "unset", "year")
    assert office("config", "get", "year").code == 3
    assert office.ok("config", "get", "columns") == "no,title"


def test_what_other_options_ask_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.txt"
    monkeypatch.setenv("ZIZHAO_CONFIG", str(file))
    assert settings.configured("columns") is None
    file.write_text("columns = no,due_on\n", "utf-8")
    assert settings.configured("columns") == "no,due_on"


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("by = 张静\ndbb = x\n", 2, "没有设定 “dbb”"),
        ("by = \n", 1, "by 的值 “” 不对"),
        ("\n# 注\ndb = ledger.db\n", 3, "应写：完整的路径"),
        ("pager = 开\n", 1, "应写：on 或 off"),
        ("color = no\n", 1, "应写：on 或 off"),
        ("year = 22\n", 1, "应写：四位年份"),
        ("columns = 编号，标题\n", 1, "应写：键或列名"),
        ("by = 甲\nby = 乙\n", 2, "已经在前面设过"),
        ("张静\n", 1, "没有设定 “张静”"),
        ("by = 甲\x1b[2J\n", 1, "by 的值"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_done(
    office: Morning, content: str, line: int, why: str
) -> None:
    kept(office).write_text(content, "utf-8")
    for args in (UNIT, ("config", "list"), ("config", "set", "year", "2022")):
        run = office(*args, env={"ZIZHAO_BY": ""})
        assert (run.code, run.out) == (3, "")
        assert f"{kept(office)} 第 {line} 行：" in run.err
        assert why in run.err
    assert kept(office).read_text("utf-8") == content


def test_a_file_of_another_encoding_is_named(office: Morning) -> None:
    kept(office).write_bytes("year = 2022\nby = 张静\n".encode("gbk"))
    run = office("config", "list")
    assert (run.code, "第 2 行：不是 UTF-8" in run.err) == (3, True)


def test_nothing_is_read_where_nothing_is_asked(office: Morning) -> None:
    """The environment says all; a broken file is told where it is asked."""
    kept(office).write_text("nonsense\n", "utf-8")
    office.ok(*UNIT)
    assert office(*UNIT[:2], "XC2", "旧村", "--kind", "village", env={"ZIZHAO_BY": ""}).code == 3


@pytest.mark.parametrize("value", ["甲\nyear = 1999", "甲\u2028乙", " ", "\u202e"])
def test_no_value_is_two_lines_or_none(office: Morning, value: str) -> None:
    assert office("config", "set", "by", value).code == 3
    assert not kept(office).exists()


@pytest.mark.parametrize(("value", "coloured"), [("on", True), ("off", False)])
def test_colour(office: Morning, value: str, *, coloured: bool) -> None:
    office.ok("config", "set", "color", value)
    with Terminal(office, "hazard", "list", columns=160) as terminal:
        assert terminal.finish() == 0
        assert ("\x1b[1;31m" in terminal._raw.decode()) == coloured
