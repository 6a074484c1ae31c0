"""A saved way of reading: kept with what made a file go in, offered for files with the same headings, asked for on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

HEADINGS = "检查日期,单位,排查人,存在问题,得分,印象\n"


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A village's table, whose columns are not all known and which has none for the measure."""
    file = tmp_path / "月报.csv"
    file.write_text(f"{HEADINGS}2022-07-10,大丘村,吴世明,,95,整洁\n", encoding="utf-8")
    return file


OPTIONS = ("--set", "measure=6", "--map", "印象=note", "--ignore-column", "得分")


def test_what_made_a_file_go_in_is_kept_and_used_again(zizhao: Morning, sheet: Path) -> None:
    saved = zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    assert saved.code == 0, saved
    shown = zizhao("layout", "show", "村月报", "--format", "json").json
    assert (shown["map"], shown["ignore_column"], shown["set"]) == (
        ["印象=note"],
        ["得分"],
        ["measure=6"],
    )
    listed = zizhao("layout", "list", "--format", "json").json
    assert [row["name"] for row in listed["rows"]] == ["村月报"]
    done = zizhao("check", "import", str(sheet), "--layout", "村月报", "--format", "json").json
    assert (done["new"], done["problems"]) == (1, [])
    check = zizhao("check", "list", "--unit", "大丘村", "--format", "json").json["rows"][-1]
    assert (check["measure"], check["note"]) == (6, "整洁")


def test_only_a_year_that_was_typed_is_kept(zizhao: Morning, sheet: Path) -> None:
    zizhao.ok("config", "set", "year", "2021")
    zizhao.ok("layout", "save", "村月报", str(sheet), *OPTIONS)
    assert not zizhao("layout", "show", "村月报", "--format", "json").json["year"]
    zizhao.ok("layout", "save", "村月报", str(sheet), *OPTIONS, "--year", "2022", "--force")
    sheet.write_text(f"{HEADINGS}7月10日,大丘村,吴世明,,95,整洁\n", encoding="utf-8")
    taken = ("check", "import", str(sheet), "--layout", "村月报", "--dry-run", "--format", "json")
    assert "按 读法 算作 2022 年" in zizhao(*taken).json["skipped"][-1]["why"]
    assert "按 --year 算作 2021 年" in zizhao(*taken, "--year", "2021").json["skipped"][-1]["why"]
    zizhao.ok("layout", "save", "村月报", str(sheet), *OPTIONS, "--force")
    assert "按 config 里的 year 算作 2021 年" in zizhao(*taken).json["skipped"][-1]["why"]


def test_what_is_typed_goes_before_what_is_kept(zizhao: Morning, sheet: Path) -> None:
    zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    done = zizhao("check", "import", str(sheet), "--layout", "村月报", "--set", "measure=7")
    assert done.code == 0, done
    check = zizhao("check", "list", "--unit", "大丘村", "--format", "json").json["rows"][-1]
    assert check["measure"] == 7


def test_one_refusal_names_all_that_is_missing_and_the_command_that_does(
    zizhao: Morning, sheet: Path
) -> None:
    refused = zizhao("check", "import", str(sheet), "--format", "json")
    assert refused.code == 3
    said = [problem["column"] for problem in refused.json["problems"]]
    assert said == ["得分", "印象", "条款"]
    assert f"zizhao check import {sheet} --format json " in refused.err
    assert "--ignore-column 得分 --ignore-column 印象 --set measure=条款" in refused.err


def test_units_that_the_roll_lacks_are_named_in_the_same_refusal(
    zizhao: Morning, sheet: Path
) -> None:
    sheet.write_text(
        f"{HEADINGS}2022-07-10,大邱村,吴世明,,95,整洁\n,合计：1 家,,,95,\n", encoding="utf-8"
    )
    refused = zizhao("check", "import", str(sheet), "--format", "json")
    (unit,) = [p for p in refused.json["problems"] if p["column"] == "单位"]
    assert (unit["line"], unit["value"]) == (2, "大邱村")
    assert "大丘村" in unit["message"]
    assert refused.err.strip().endswith("--set measure=条款 --new-units 类别")
    sheet.write_text(
        f"{HEADINGS}2022-07-10,大丘村,吴世明,,95,整洁\n,合计：1 家,,,95,\n", encoding="utf-8"
    )
    assert "--new-units" not in zizhao("check", "import", str(sheet)).err


def test_a_file_with_the_same_headings_is_told_of_the_layout(zizhao: Morning, sheet: Path) -> None:
    zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    refused = zizhao("check", "import", str(sheet))
    assert refused.code == 3
    assert refused.err.strip().endswith(f"zizhao check import {sheet} --layout 村月报")
    sheet.write_text(f"等次,{HEADINGS}甲,2022-07-10,大丘村,吴世明,,95,整洁\n", encoding="utf-8")
    assert "--layout" not in zizhao("check", "import", str(sheet)).err


def test_a_layout_that_does_not_read_its_file_is_not_kept(zizhao: Morning, sheet: Path) -> None:
    refused = zizhao("layout", "save", "村月报", str(sheet), "--map", "印象=note")
    assert refused.code == 3
    assert "不认识的列 “得分”" in refused.err
    assert zizhao("layout", "list", "--format", "json").json["count"] == 0


@pytest.mark.parametrize("name", ["", "..", "a/b", r"a\b", "甲:乙", "长" * 61])
def test_a_name_that_is_no_file_name_is_refused(zizhao: Morning, sheet: Path, name: str) -> None:
    assert zizhao("layout", "save", name, str(sheet), *OPTIONS).code == 3


def test_a_layout_is_replaced_only_by_force(zizhao: Morning, sheet: Path) -> None:
    zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    assert zizhao("layout", "save", "村月报", str(sheet), *OPTIONS).code == 3
    assert zizhao("layout", "save", "村月报", str(sheet), *OPTIONS, "--force").code == 0


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("check", "import", "{}", "--layout", "没有"), 2, "没有名为 “没有” 的读法"),
        (("hazard", "import", "{}", "--layout", "村月报"), 2, "是给 check import 用的"),
        (("layout", "show", "没有"), 2, "可写：村月报"),
        (("layout", "save", "甲", "{}", "--for", "台账"), 2, "--for 不认识 “台账”"),
    ],
)
def test_what_there_is_not_is_refused(
    zizhao: Morning, sheet: Path, call: tuple[str, ...], code: int, said: str
) -> None:
    zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    refused = zizhao(*(word.format(sheet) for word in call))
    assert refused.code == code
    assert said in refused.err


def test_a_file_that_somebody_edited_wrongly_is_named(zizhao: Morning, sheet: Path) -> None:
    file = zizhao("layout", "save", "村月报", str(sheet), *OPTIONS).out.strip()
    with open(file, "a", encoding="utf-8") as layout:  # noqa: PTH123 - what the program printed is the test
        layout.write("maps: []\n")
    refused = zizhao("check", "import", str(sheet), "--layout", "村月报")
    assert refused.code == 3
    assert "maps：不认识的键" in refused.err


def test_on_a_terminal_the_unknown_is_asked_for_and_kept(zizhao: Morning, sheet: Path) -> None:
    sheet.write_text(f"{HEADINGS}2022-07-10,大邱小店,吴世明,,95,整洁\n", encoding="utf-8")
    with Terminal(zizhao, "check", "import", str(sheet)) as terminal:
        terminal.answer("不认识的列“得分”", "")
        terminal.answer("不认识的列“印象”", "印像")
        assert "列不认识 “印像”" in terminal.read_until("印象”")
        terminal.answer("", "备注")
        terminal.answer("表里没有“条款”", "6")
        assert "大邱小店" in terminal.answer("名册里没有", "场所")
        terminal.answer("下次还这样读", "村月报")
        assert terminal.finish() == 0
    kept = zizhao("layout", "show", "村月报", "--format", "json").json
    assert (kept["map"], kept["ignore_column"], kept["set"]) == (
        ["印象=note"],
        ["得分"],
        ["measure=6"],
    )
    added = zizhao("check", "list", "--unit", "大邱小店", "--format", "json").json["rows"]
    assert [(row["measure"], row["note"]) for row in added] == [(6, "整洁")]


def test_on_a_terminal_the_kept_one_is_offered(zizhao: Morning, sheet: Path) -> None:
    zizhao("layout", "save", "村月报", str(sheet), *OPTIONS)
    with Terminal(zizhao, "check", "import", str(sheet)) as terminal:
        terminal.answer("与读法“村月报”的相同", "y")
        assert terminal.finish() == 0
        assert "新记 1" in terminal.text


def test_with_yes_nothing_is_asked(zizhao: Morning, sheet: Path) -> None:
    with Terminal(zizhao, "check", "import", str(sheet), "--yes") as terminal:
        assert terminal.finish() == 3
        assert "哪一项" not in terminal.text
