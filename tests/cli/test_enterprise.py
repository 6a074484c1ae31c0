"""Enterprises: one record a unit, told from its days on; what is missing, has run out or is too little; who may be barred; sheets of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Zizhao

DATA = Path(__file__).parents[2] / "data"
SHEET = (
    "序号,企业名称,法定代表人,实际控制人,主要负责人,高危行业,资质名称,证书编号,有效期至,派遣工人数,灵活用工人数,终身禁任\n"
    "1,桂香花炮厂,张三,张三,李四,是,烟花爆竹许可证,渝花1号,2022-06-30,12,0,\n"
    "2,小超市,王五,/,王五,否,,,,0,3,\n"
)


@pytest.fixture
def firms(zizhao: Zizhao) -> Zizhao:
    for code, name, kind, sector in (
        ("A001", "桂香花炮厂", "enterprise", "烟花爆竹"),
        ("A002", "大丘花炮厂", "enterprise", "烟花爆竹"),
        ("A003", "小超市", "site", "消防"),
    ):
        zizhao.ok(
            "unit", "add", code, name, "--kind", kind, "--sector", sector, "--parent", "桂香村"
        )
    return zizhao


def rows(zizhao: Zizhao, *asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = zizhao("enterprise", "list", *asked, "--format", "json").json[
        "rows"
    ]
    return found


def test_the_first_update_registers_and_later_ones_hold_from_their_day(firms: Zizhao) -> None:
    first = ("--head", "李四", "--on", "2022-05-01")
    assert firms.ok("enterprise", "update", "桂香花炮厂", *first).strip() == "A001"
    firms.ok("enterprise", "update", "A001", "--head", "赵六", "--on", "2022-06-01")
    assert [row["head"] for row in rows(firms, "--as-of", "2022-05-31")] == ["李四"]
    assert [row["head"] for row in rows(firms, "--as-of", "2022-04-30")] == []
    (now,) = rows(firms)
    assert (now["head"], now["code"], now["unit"]) == ("赵六", "A001", "桂香花炮厂")
    shown = firms.ok("enterprise", "show", "桂香花炮厂")
    assert "实际负责人改为“赵六”" in shown
    firms.ok("enterprise", "edit", "A001", "--head", "钱七")
    assert [row["head"] for row in rows(firms, "--as-of", "2022-05-31")] == ["钱七"]
    firms.ok("enterprise", "update", "A001", "--head", "", "--on", "2022-07-01")
    assert [row["head"] for row in rows(firms)] == [None]
    firms.ok("db", "verify")


def test_the_company_above_is_kept_with_the_enterprise(firms: Zizhao) -> None:
    first = ("--head", "李四", "--parent-company", "甲集团", "--on", "2022-05-01")
    firms.ok("enterprise", "update", "A001", *first)
    firms.ok("enterprise", "update", "A001", "--parent-company", "乙集团", "--on", "2022-06-01")
    above = [
        [row["parent_company"] for row in rows(firms, "--as-of", day)]
        for day in ("2022-05-31", "2022-06-01")
    ]
    assert above == [["甲集团"], ["乙集团"]]


def test_those_whose_heads_are_not_all_told_are_listed(firms: Zizhao) -> None:
    heads = ("--legal-representative", "李一", "--controller", "李二")
    firms.ok("enterprise", "update", "A001", *heads, "--on", "2022-05-01")
    assert [row["code"] for row in rows(firms, "--headless")] == ["A001"]
    firms.ok("enterprise", "update", "A001", "--head", "李三", "--on", "2022-06-01")
    assert rows(firms, "--headless") == []
    assert [row["code"] for row in rows(firms, "--headless", "--as-of", "2022-05-31")] == ["A001"]
    listed = firms("enterprise", "list", "--format", "json").json
    assert "A001" not in [row["unit_code"] for row in listed["without"]]


@pytest.mark.parametrize(
    ("unit", "said", "told"),
    [
        ("桂香村", ("--head", "李四"), "在名册里是村，企业只记企业、场所"),
        ("没有的厂", ("--head", "李四"), "单位名册里没有 “没有的厂”"),
        ("A001", ("--dispatched", "十来个"), "十来个"),
        ("A001", ("--head", "2022-05-01"), "实际负责人"),
        ("A001", ("--head-trained-on", "2099-01-01"), "2099-01-01"),
    ],
)
def test_what_is_no_enterprise_or_no_such_thing_is_refused(
    firms: Zizhao, unit: str, said: tuple[str, ...], told: str
) -> None:
    run = firms("enterprise", "update", unit, *said)
    assert (run.code, told in run.err, run.out) == (3, True, "")
    assert rows(firms) == []


def test_an_update_before_the_first_day_or_of_nothing_is_refused(firms: Zizhao) -> None:
    firms.ok("enterprise", "update", "A001", "--head", "李四", "--on", "2022-05-01")
    early = firms("enterprise", "update", "A001", "--head", "赵六", "--on", "2022-04-01")
    assert (early.code, "2022-05-01" in early.err) == (3, True)
    assert firms("enterprise", "update", "A001").code == 3
    assert firms("enterprise", "edit", "A001", "--unit", "A002").code == 2


def test_what_is_missing_has_run_out_or_is_too_little_is_told_for_the_day(firms: Zizhao) -> None:
    said = (
        "--qualification",
        "许可证",
        "--qualification-until",
        "2022-06-30",
        "--contracting",
        "无",
    )
    more = (
        "--dispatched",
        "12",
        "--dispatched-trained",
        "10",
        "--flexible",
        "0",
        "--high-risk",
        "yes",
    )
    hours = ("--head-hours", "12", "--head-trained-on", "2022-05-01")
    firms.ok("enterprise", "update", "A001", *said, *more, *hours, "--on", "2022-05-01")
    (row,) = rows(firms, "--as-of", "2022-06-30")
    assert row["missing"] == [
        "第 5 条：法定代表人、实际控制人、实际负责人、安全管理人员培训学时、安全管理人员最近培训日期",
        "第 8 条：资质证书编号、资质持有单位",
        "第 9 条：全员责任制签订日期、危险岗位派遣工人数",
    ]
    assert row["expired"] == []
    assert row["short"] == ["主要负责人培训学时 12，应有 16", "派遣工培训合格人数少 2 人"]
    (row,) = rows(firms, "--as-of", "2022-07-02")
    assert row["expired"] == ["资质有效期至 2022-06-30，过了 2 天"]
    (row,) = rows(firms, "--as-of", "2023-05-03")
    assert "主要负责人最近培训日期 2022-05-01，再培训迟了 2 天" in row["short"]
    assert rows(firms, "--expired", "--as-of", "2022-06-30") == []
    assert [row["code"] for row in rows(firms, "--expired", "--missing")] == ["A001"]
    told = firms.ok("enterprise", "list")
    assert "名册上的企业、场所还有 2 个没有登记：大丘花炮厂、小超市。" in told


def test_the_hours_asked_are_the_offices(firms: Zizhao) -> None:
    firms.ok("enterprise", "update", "A003", "--manager-hours", "11", "--on", "2022-05-01")
    assert rows(firms)[0]["short"] == ["安全管理人员培训学时 11，应有 12"]
    data = firms.db.parent / "data"
    data.mkdir()
    text = (DATA / "policy.yaml").read_text(encoding="utf-8")
    changed = text.replace("training_hours:\n  value: 12", "training_hours:\n  value: 8")
    (data / "policy.yaml").write_text(changed, encoding="utf-8")
    assert rows(firms)[0]["short"] == []


def test_who_is_barred_and_heads_one_of_the_sector_again_is_pointed_out(firms: Zizhao) -> None:
    firms.ok("enterprise", "update", "A001", "--barred", "王五", "--on", "2022-05-01")
    run = firms("enterprise", "update", "A002", "--head", "王 五", "--on", "2022-06-01")
    assert (run.code, "A001" not in run.out) == (0, True)
    assert (
        "A002 疑似禁任的人再任：王五（实际负责人）：桂香花炮厂记着终身禁任烟花爆竹行业主要负责人"
        in run.err
    )
    other = firms("enterprise", "update", "A003", "--head", "王五", "--on", "2022-06-01")
    assert "王五" not in other.err
    assert [row["code"] for row in rows(firms, "--barred-again")] == ["A002"]
    firms.ok("enterprise", "update", "A001", "--barred-sector", "消防", "--on", "2022-07-01")
    assert [row["code"] for row in rows(firms, "--barred-again")] == ["A003"]
    assert [row["code"] for row in rows(firms, "--barred-again", "--as-of", "2022-06-30")] == [
        "A002"
    ]


def test_one_that_was_struck_out_may_be_registered_anew(firms: Zizhao) -> None:
    firms.ok("enterprise", "update", "A001", "--head", "李四", "--on", "2022-05-01")
    firms.ok("enterprise", "void", "A001", "--reason", "记错单位")
    assert rows(firms, "--as-of", "2022-05-02") == []
    firms.ok("enterprise", "update", "A001", "--head", "赵六", "--on", "2022-05-03")
    assert [row["head"] for row in rows(firms)] == ["赵六"]
    assert "实际负责人：赵六" in firms.ok("enterprise", "show", "A001")
    firms.ok("db", "verify")


def test_a_sheet_of_enterprises_is_imported_once_and_changes_none(
    firms: Zizhao, tmp_path: Path
) -> None:
    file = tmp_path / "企业.csv"
    file.write_text(SHEET, encoding="utf-8")
    asked = (
        "enterprise",
        "import",
        str(file),
        "--set",
        "entered_on=2022-05-01",
        "--format",
        "json",
    )
    receipt = firms(*asked).json
    batch = receipt["batch"]
    assert (receipt["rows"], receipt["new"], receipt["same"]) == (2, 2, 0)
    found = {row["code"]: row for row in rows(firms)}
    assert found["A001"]["qualification_until"] == "2022-06-30"
    assert (found["A001"]["dispatched"], found["A001"]["flexible"]) == (12, 0)
    assert found["A003"]["controller"] is None
    receipt = firms(*asked).json
    assert (receipt["new"], receipt["same"], receipt["batch"]) == (0, 2, None)
    file.write_text(SHEET.replace("12,0,", "15,0,"), encoding="utf-8")
    run = firms(*asked)
    assert run.code == 3
    assert "A001 已在账本，而内容不同：派遣工人数" in run.json["problems"][0]["message"]
    file.write_text(SHEET.replace("小超市", "桂香村"), encoding="utf-8")
    run = firms(*asked)
    assert (run.code, "在名册里是村" in run.json["problems"][0]["message"]) == (3, True)
    firms.ok("batch", "undo", batch, "--reason", "重来")
    assert rows(firms) == []
    file.write_text(SHEET, encoding="utf-8")
    assert firms(*asked).json["new"] == 2
    firms.ok("db", "verify")


def test_a_sheet_of_some_columns_is_held_to_those_alone(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok("unit", "add", "JXC", "机修厂", "--kind", "enterprise")
    zizhao.ok("enterprise", "update", "JXC", "--head", "周三", "--dispatched", "12")
    file = tmp_path / "企业.csv"
    file.write_text("企业名称,派遣工人数\nJXC,12\n", "utf-8")
    assert zizhao("enterprise", "import", str(file), "--format", "json").json["same"] == 1
    file.write_text("企业名称,派遣工人数\nJXC,13\n", "utf-8")
    run = zizhao("enterprise", "import", str(file), "--format", "json")
    assert "内容不同：派遣工人数；" in run.json["problems"][0]["message"]


def test_no_more_are_trained_than_there_are(zizhao: Zizhao) -> None:
    zizhao.ok("unit", "add", "JXC", "机修厂", "--kind", "enterprise")
    run = zizhao("enterprise", "update", "JXC", "--dispatched", "5", "--dispatched-trained", "9")
    assert (run.code, "9 多于" in run.err) == (3, True)
    run = zizhao("staffing", "update", "应急办", "--filled", "3", "--certified", "4")
    assert (run.code, "4 多于" in run.err) == (3, True)


def test_a_sector_that_is_not_written_may_be_any(firms: Zizhao) -> None:
    firms.ok("unit", "add", "A010", "零售店", "--kind", "enterprise", "--sector", "烟花爆竹零售")
    firms.ok("unit", "add", "A011", "无行业", "--kind", "enterprise")
    firms.ok("enterprise", "update", "A001", "--barred", "王五", "--on", "2022-05-01")
    for code in ("A010", "A011"):
        firms.ok("enterprise", "update", code, "--head", "王五", "--on", "2022-06-01")
    found = {row["code"]: row["barred_again"][0] for row in rows(firms, "--barred-again")}
    assert found.keys() == {"A010", "A011"}
    assert ["行业没有写全" in said for said in found.values()] == [False, True]
