"""What was handed upward is kept as it was sent, and stays comparable with what is known later."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.damage import tamper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Zizhao

SENT = ("--to", "区安委办", "--on", "2022-06-03")
NO = "BS-2022-0001"


@pytest.fixture
def sent(zizhao: Zizhao) -> Zizhao:
    """An office that sent its table of May: two hazards of gas."""
    for title in ("通道堵塞", "瓶压不足"):
        zizhao.ok(
            *("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", title),
            *("--found", "2022-05-05", "--due", "2022-05-25", "--sector", "燃气"),
            *("--responsible", "王强"),
        )
    file = str(zizhao.db.with_name("m.json"))
    zizhao.ok("submit", "make", "monthly", "--period", "2022-05", "--output", file)
    assert zizhao.ok("submit", "record", file, *SENT) == NO
    return zizhao


def test_a_correction_after_sending_shows_what_was_sent_what_is_now_and_the_entry(
    sent: Zizhao,
) -> None:
    assert json.loads(sent.ok("submit", "diff", NO, "--format", "json"))["rows"] == []
    reason = ("--reason", "重复", "--approved-by", "李明")
    sent.ok("hazard", "void", "YH-2022-0002", *reason)
    told = json.loads(sent.ok("submit", "diff", NO, "--format", "json"))
    cells = {(r["row"], r["column"]): (r["sent"], r["now"]) for r in told["rows"]}
    assert cells[("燃气", "general_found")] == cells[("合计", "general_found")] == (2, 1)
    assert [(e["action"], e["records"]) for e in told["entries"]] == [
        ("hazard.void", ["YH-2022-0002"])
    ]
    sent.ok("db", "verify")


def file_of(zizhao: Zizhao) -> Path:
    return zizhao.db.with_name("m.json")


def test_the_file_comes_back_byte_for_byte_and_no_other_is_replaced(
    sent: Zizhao, tmp_path: Path
) -> None:
    back = tmp_path / "back.json"
    sent.ok("submit", "show", NO, "--output", str(back))
    assert back.read_bytes() == file_of(sent).read_bytes()
    assert sent("submit", "show", NO, "--output", "-").raw == back.read_bytes()
    back.write_text("mine", encoding="utf-8")
    run = sent("submit", "show", NO, "--output", str(back))
    assert (run.code, back.read_text(encoding="utf-8")) == (3, "mine")


def test_a_number_mended_by_hand_is_what_was_sent_and_is_pointed_out(sent: Zizhao) -> None:
    text = file_of(sent).read_text(encoding="utf-8")
    mended = file_of(sent).with_name("mended.json")
    mended.write_text(text.replace('"general_found": 2', '"general_found": 7'), encoding="utf-8")
    run = sent("submit", "record", str(mended), "--to", "区应急局", "--on", "2022-06-03")
    assert (run.code, run.out) == (0, "BS-2022-0002\n")
    assert "BS-2022-0002 有 2 个数和账本现在算出的不同" in run.err
    rows = sent("submit", "diff", "BS-2022-0002", "--format", "json").json["rows"]
    assert {(row["sent"], row["now"], *row["entries"]) for row in rows} == {(7, 2)}
    assert "其中 2 个数没有哪条日志改动过" in sent.ok("submit", "diff", "BS-2022-0002")


def entries_of(zizhao: Zizhao, no: str) -> dict[tuple[str, str], list[str]]:
    """Return the actions that changed each number of the form."""
    told = zizhao("submit", "diff", no, "--format", "json").json
    action = {str(entry["seq"]): entry["action"] for entry in told["entries"]}
    return {
        (row["row"], row["column"]): [action[seq] for seq in row["entries"]] for row in told["rows"]
    }


def test_each_number_has_the_entries_that_changed_it_and_no_others(sent: Zizhao) -> None:
    first, second = "YH-2022-0001", "YH-2022-0002"
    sent.ok("hazard", "edit", first, "--title", "出口堵塞", "--reason", "错字")
    sent.ok("hazard", "edit", first, "--sector", "学校", "--reason", "看错")
    sent.ok("hazard", "note", second, "催办")
    sent.ok("unit", "edit", "GXC", "--phone", "023-40000000")
    found = entries_of(sent, NO)
    assert found["燃气", "general_found"] == found["学校", "general_found"] == ["hazard.edit"]
    assert ("合计", "general_found") not in found
    sent.ok("unit", "add", "YQ", "油气站", "--kind", "enterprise", "--parent", "桂香村", "--sector", "燃气", "--on", "2022-05-01")  # fmt: skip
    found = entries_of(sent, NO)
    assert (found["燃气", "units"], found["燃气", "general_found"]) == (["unit.add"], ["hazard.edit"])  # fmt: skip


def test_an_undone_batch_is_what_changed_the_numbers(zizhao: Zizhao, tmp_path: Path) -> None:
    rows = "单位,条款,检查日期,结果,隐患,责任人\n桂香村,6,2022-05-05,不符合,通道堵塞,王强\n大丘村,6,2022-05-06,符合,,\n"
    (tmp_path / "checks.csv").write_text(rows, encoding="utf-8")
    zizhao.ok("check", "import", str(tmp_path / "checks.csv"))
    file = str(tmp_path / "t.xlsx")
    zizhao.ok("submit", "make", "town", "--period", "2022-05", "--output", file)
    no = zizhao.ok("submit", "record", file, *SENT)
    (batch,) = zizhao("batch", "list", "--format", "json").json["rows"]
    zizhao.ok("batch", "undo", batch["batch"], "--reason", "拿错了")
    found = entries_of(zizhao, no)
    assert {cell[1] for cell in found} == {"units_checked", "checks", "found", "rate"}
    assert {(row, *found[row, key]) for row, key in found} == {
        (row, "batch.undo") for row in ("桂香村", "大丘村", "合计")
    }


def test_what_was_sent_back_is_made_anew(sent: Zizhao) -> None:
    again = sent("submit", "record", str(file_of(sent)), *SENT)
    assert (again.code, again.out) == (3, "")
    assert f"已报过（{NO}）" in again.err
    sent.ok("submit", "return", NO, "--reason", "列写错了", "--on", "2022-06-05")
    assert sent.ok("submit", "record", str(file_of(sent)), *SENT) == "BS-2022-0002"
    assert "退回后重报为：BS-2022-0002" in sent.ok("submit", "show", NO)
    assert f"重报的是：{NO}" in sent.ok("submit", "show", "BS-2022-0002")
    listed = sent("submit", "list", "--format", "json").json["rows"]
    links = [(row["submitted_again_as"], row["submitted_again_for"]) for row in listed]
    assert links == [("BS-2022-0002", None), (None, NO)]
    sent.ok("submit", "void", "BS-2022-0002", "--reason", "重复")
    sent.ok("submit", "retract", NO, "--reason", "没有退回")
    listed = sent("submit", "list", "--format", "json").json["rows"]
    assert [(r["no"], r["state"], r["submitted_again_as"]) for r in listed] == [
        (NO, "submitted", None)
    ]
    assert "核验通过" in sent.ok("db", "verify")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "里面没有 report: form"),
        ("{", "不是 JSON"),
        ('{"report": "form"}', "缺 form"),
        ('{"report": "overdue", "rows": []}', "里面没有 report: form"),
    ],
)
def test_what_is_no_filled_form(zizhao: Zizhao, tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    run = zizhao("submit", "record", str(file), "--to", "区安委办")
    assert (run.code, run.out) == (3, "")
    assert f"不是填好的报表：{says}" in run.err
    assert zizhao("submit", "list", "--format", "json").json["count"] == 0


def test_a_form_of_another_ledger_and_one_sent_before_its_day(sent: Zizhao) -> None:
    early = sent("submit", "record", str(file_of(sent)), "--to", "县", "--on", "2022-05-01")
    assert (early.code, "报送日期 2022-05-01 早于数到的日子 2022-05-31" in early.err) == (3, True)
    said = json.loads(file_of(sent).read_text(encoding="utf-8"))
    said["anchor"] = "2:" + "0" * 64
    other = file_of(sent).with_name("foreign.json")
    other.write_text(json.dumps(said), encoding="utf-8")
    run = sent("submit", "record", str(other), "--to", "县", "--on", "2022-06-03")
    assert (run.code, "不在这本账里" in run.err) == (3, True)


def test_a_file_that_is_gone_is_told(sent: Zizhao) -> None:
    (kept,) = (sent.db.parent / "evidence").rglob("*.json")
    kept.unlink()
    run = sent("submit", "show", NO, "--output", "-")
    assert run.code != 0
    assert run.raw == b""
    assert "文件" in run.err


def test_what_was_sent_cannot_be_changed_unnoticed(sent: Zizhao) -> None:
    before = "UPDATE submission_version SET sent = replace(sent, '2', '3')"
    tamper(sent.db, before)
    assert sent("db", "verify").code == 4


def test_what_is_due(sent: Zizhao) -> None:
    rows = sent("submit", "due", "--as-of", "2022-06-07", "--format", "json").json["rows"]
    told = {(row["form"], row["period"]) for row in rows}
    assert ("town", "2022-05") in told
    assert ("monthly", "2022-05") not in told
    assert ("monthly", "2022-04") in told


def test_two_do_not_stand_in_one_place(sent: Zizhao) -> None:
    """Sent back, sent again, and then the sending back is taken back."""
    sent.ok("submit", "return", NO, "--reason", "口径不对", "--on", "2022-06-04")
    again = sent.ok(
        "submit", "record", str(file_of(sent)), "--to", "区安委办", "--on", "2022-06-05"
    )
    run = sent("submit", "retract", NO, "--reason", "记错")
    assert run.code == 3
    assert f"已报过（{again}）" in run.err
    sent.ok("submit", "void", again, "--reason", "记错")
    sent.ok("submit", "retract", NO, "--reason", "记错")


def test_a_day_before_the_period_is_no_day_of_it(sent: Zizhao) -> None:
    made = ("submit", "make", "monthly", "--period", "2022-06", "--as-of", "2022-05-10")
    run = sent(*made)
    assert (run.code, run.out) == (3, "")
    assert "期间 2022-06 2022-06-01 才开始，数不到 2022-05-10" in run.err


def test_a_count_takes_no_words(sent: Zizhao) -> None:
    made = ("submit", "make", "monthly", "--period", "2022-05", "--set")
    run = sent(*made, "supervised_city@燃气=两项")
    assert run.code == 2
    assert "这一列是数" in run.err
    sent.ok(*made, "supervised_city@燃气=2")


def test_another_form_is_not_written_over(sent: Zizhao, tmp_path: Path) -> None:
    file = str(tmp_path / "town.xlsx")
    sent.ok("submit", "make", "town", "--period", "2022-05", "--output", file)
    monthly = ("submit", "make", "monthly", "--period", "2022-05", "--output", file)
    assert sent(*monthly).code == 3
    sent.ok("submit", "make", "town", "--period", "2022-05", "--output", file)


def _of_row(content: dict[str, Any], **cells: object) -> None:
    content["rows"][0].update(cells)


UNLIKE: dict[str, Callable[[dict[str, Any]], None]] = {
    "没有报表 “../../x”": lambda form: form.update(form="../../x"),
    "不认识期间 “朝代”": lambda form: form.update(period="朝代"),
    "期间 “2022-5” 应写作 2022-05": lambda form: form.update(period="2022-5"),
    "期间 2022-05 还没有开始": lambda form: form.update(as_of="1066-01-01"),
    "没有基数 “zzz”": lambda form: form.update(base="zzz"),
    "基数是 “as_of”，这种报表是 year": lambda form: form.update(base="as_of"),
    "不成样子": lambda form: form.update(anchor="99999999999999999999999:x"),
    "表不是 monthly 的表": lambda form: form.update(rows=form["rows"][:1]),
    "的列不是 monthly 的列": lambda form: _of_row(form, weight=1),
    "应是不小于 0 的数": lambda form: _of_row(form, general_found=-7),
    "“general_found” 是 “abc”": lambda form: _of_row(form, general_found="abc"),
    "“general_found” 是 “1000": lambda form: _of_row(form, general_found=10**400),
    "太长，或有看不见的字": lambda form: _of_row(form, supervised_city="\x1b[31m"),
}
"""What is said of a form that is like none, and what makes one so."""


@pytest.mark.parametrize("says", UNLIKE)
def test_what_is_no_form_of_the_office_is_not_kept(zizhao: Zizhao, says: str) -> None:
    file = file_of(zizhao)
    zizhao.ok("submit", "make", "monthly", "--period", "2022-05", "--output", str(file))
    content = json.loads(file.read_text("utf-8"))
    UNLIKE[says](content)
    file.write_text(json.dumps(content), "utf-8")
    run = zizhao("submit", "record", str(file), *SENT)
    assert (run.code, run.out) == (3, "")
    assert says in run.err
    assert zizhao("submit", "list", "--format", "json").json["rows"] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_what_is_no_file_is_not_read(zizhao: Zizhao, tmp_path: Path) -> None:
    pipe = tmp_path / "form.json"
    os.mkfifo(pipe)
    for place, says in ((pipe, "不是一个文件"), (tmp_path, "不是一个文件")):
        run = zizhao("submit", "record", str(place), *SENT)
        assert (run.code, says in run.err) == (3, True), run.err


def test_a_share_of_what_was_given_is_worked_out_of_the_totals(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "forms"
    own.mkdir(parents=True)
    (own / "own.yaml").write_text(
        """title: 现场检查
version: "1"
source: 自拟
base: as_of
due: {every: month, day: 3}
columns:
  - {key: checks, heading: 检查, unit: 次, figure: checks}
  - {key: records, heading: 记录, unit: 份}
  - {key: rate, heading: 记录率, share: [records, checks]}
sheets:
  - {name: 汇总, by: village}
""",
        "utf-8",
    )
    for unit in ("桂香村", "桂香村", "大丘村", "先进村"):
        check = ("check", "add", "--unit", unit, "--measure", "6", "--result", "pass")
        zizhao.ok(*check, "--on", "2022-05-01", "--note", str(len(unit)))
    made = ("submit", "make", "own", "--period", "2022-05")
    given = ("--set", "records@桂香村=1", "--set", "records@大丘村=1")
    rows = {row["row"]: row for row in zizhao(*made, *given, "--format", "json").json["rows"]}
    assert rows["合计"]["records"] == 2
    assert (rows["桂香村"]["rate"], rows["先进村"]["rate"], rows["合计"]["rate"]) == (
        0.5,
        None,
        0.5,
    )
