"""Tags of units: what they are beside their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

ADD = ("unit", "add", "WSY", "紫照卫生院", "--kind", "site", "--on", "2022-04-20")


def tags(zizhao: Zizhao, code: str = "WSY") -> list[str]:
    found: list[str] = zizhao("unit", "show", code, "--format", "json").json["tags"]
    return found


def test_tags_are_given_replaced_and_cleared(zizhao: Zizhao) -> None:
    zizhao.ok(*ADD, "--tag", "人员密集场所", "--tag", "hospital", "--tag", "医院")
    assert tags(zizhao) == ["crowded", "hospital"]
    assert "标签：人员密集场所、医院" in zizhao.ok("unit", "show", "WSY")
    zizhao.ok("unit", "edit", "WSY", "--tag", "高层建筑", "--yes")
    assert tags(zizhao) == ["high_rise"]
    told = zizhao("unit", "edit", "WSY", "--tag", "high_rise", "--yes")
    assert (told.code, "各项与现值相同" in told.err) == (3, True)
    zizhao.ok("unit", "edit", "WSY", "--tag", "", "--yes")
    assert (tags(zizhao), tags(zizhao, "GXC")) == ([], [])
    assert "标签：人员密集场所、医院 → 高层建筑" in zizhao.ok("journal", "show", "3")
    zizhao.ok("db", "verify")


def test_a_word_that_is_no_tag_is_refused(zizhao: Zizhao) -> None:
    run = zizhao(*ADD, "--tag", "天堂")
    assert (run.code, run.out) == (3, "")
    assert "标签不认识 “天堂”；可写：hospital 医院" in run.err.replace("\n  ", "；")


def test_lists_and_coverage_are_narrowed_by_them(zizhao: Zizhao) -> None:
    zizhao.ok(*ADD, "--tag", "hospital")
    zizhao.ok("unit", "add", "XX", "紫照小学", "--kind", "site", "--tag", "school")
    found = (
        *("--measure", "6", "--title", "堵"),
        *("--found", "2022-05-05", "--due", "2022-05-20"),
    )
    for unit in ("WSY", "XX", "GXC"):
        zizhao.ok("hazard", "add", "--unit", unit, *found)

    def listed(*asked: str) -> list[str]:
        key = "name" if asked[0] == "unit" else "unit"
        rows = zizhao(*asked, "--format", "json").json["rows"]
        return list(dict.fromkeys(row[key] for row in rows))

    assert listed("unit", "list", "--tag", "医院", "--tag", "school") == ["紫照卫生院", "紫照小学"]
    assert listed("hazard", "list", "--tag", "医院") == ["紫照卫生院"]
    assert listed("report", "coverage", "--tag", "hospital") == ["紫照卫生院"]
    assert "（只列 标签 医院）" in zizhao.ok("report", "coverage", "--tag", "hospital")
    assert zizhao("report", "coverage", "--tag", "天堂").code == 3
    zizhao.ok("unit", "edit", "WSY", "--tag", "school", "--on", "2022-06-01", "--yes")
    assert listed("unit", "list", "--tag", "hospital", "--as-of", "2022-05-31") == ["紫照卫生院"]
    assert listed("hazard", "list", "--tag", "hospital") == []


def test_a_roll_brings_them_and_is_known_again(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text(
        "名称,类别,场所类型\n甲医院,场所,医院、crowded\n乙厂,企业,/\n", encoding="utf-8"
    )
    zizhao.ok("unit", "import", str(file))
    assert tags(zizhao, "甲医院") == ["crowded", "hospital"]
    for style in ("en", "zh"):
        zizhao.ok("unit", "list", "--headings", style, "--output", str(tmp_path / f"{style}.csv"))
        again = ("unit", "import", str(tmp_path / f"{style}.csv"), "--format", "json")
        assert zizhao(*again).json["same"] == 13
    zizhao.ok("unit", "list", "--output", str(tmp_path / "表.xlsx"))
    assert (
        zizhao("unit", "import", str(tmp_path / "表.xlsx"), "--format", "json").json["same"] == 13
    )
    file.write_text("名称,类别,标签\n甲医院,场所,医院\n丙,场所,天堂\n", encoding="utf-8")
    run = zizhao("unit", "import", str(file))
    assert run.code == 3
    assert "标签不认识 “天堂”" in run.out
    file.write_text("名称,类别,标签\n甲医院,场所,医院\n", encoding="utf-8")
    assert "内容不同：标签" in zizhao("unit", "import", str(file)).out
