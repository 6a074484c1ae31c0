"""Lists of a past day, and by what was known on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cli.diary import CHECK, NO, WHY, Diary, diary

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["diary"]


def listed(diary: Diary, noun: str, *args: str) -> list[Any]:
    return diary.on("2022-12-31", noun, "list", *args, "--format", "json").json["rows"]  # type: ignore[no-any-return]


def test_a_list_says_of_which_day_it_is_only_where_that_is_asked(diary: Diary) -> None:
    diary.ok("2022-04-21", *CHECK, "--result", "pass")
    then = ("--as-of", "2022-05-01", "--known-at", "2022-04-25")
    nouns = {"hazard": "1 项隐患", "check": "1 次检查", "unit": "11 个单位"}
    for noun, count in nouns.items():
        plain = diary.on("2022-12-31", noun, "list", "--format", "json").json
        assert [*plain] == ["list", "count", "rows"]
        head = diary.on("2022-12-31", noun, "list", *then, "--format", "json").json
        assert [*head] == ["list", "as_of", "known_at", "count", "rows"]
        assert (head["as_of"], head["known_at"]) == ("2022-05-01", "2022-04-25")
        assert diary.ok("2022-12-31", noun, "list").splitlines()[-1] == f"共 {count}。"
        told = diary.ok("2022-12-31", noun, "list", *then).splitlines()[-1]
        assert told == f"截至 2022-05-01（只算到 2022-04-25 为止记入的），共 {count}。"
        known = diary.on("2022-12-31", noun, "list", *then[2:], "--format", "json").json
        assert (known["as_of"], known["known_at"]) == ("2022-12-31", "2022-04-25")
        none = diary.ok("2022-12-31", noun, "list", "--as-of", "2022-04-01").splitlines()[-1]
        assert none.startswith("截至 2022-04-01，没有符合条件的")


def test_a_day_to_come_is_remarked_upon_as_in_reports(diary: Diary) -> None:
    report = diary.on("2022-05-01", "report", "open", "--as-of", "2022-06-01")
    for noun in ("hazard", "check", "unit"):
        assert diary.on("2022-05-01", noun, "list", "--as-of", "2022-06-01").err == report.err
        assert diary.on("2022-05-01", noun, "list", "--as-of", "2022-05-01").err == ""
    assert "2022-06-01 还没有到" in report.err
    (row,) = diary.on(
        "2022-05-01", "hazard", "list", "--as-of", "2022-06-01", "--format", "json"
    ).json["rows"]
    assert row["days_overdue"] == 27


def test_hazards_are_narrowed_by_what_they_were_on_the_day(diary: Diary) -> None:
    diary.ok("2022-06-01", "hazard", "rectify", NO, "--on", "2022-05-10")
    diary.ok("2022-06-02", "unit", "edit", "GXC", "--name", "新桂香村", "--on", "2022-05-20")

    def told(*args: str) -> list[tuple[str, str, Any]]:
        rows = listed(diary, "hazard", *args)
        return [(row["unit"], row["state"], row["days_overdue"]) for row in rows]

    assert told() == [("新桂香村", "awaiting_review", None)]
    assert told("--as-of", "2022-05-09", "--overdue") == [("桂香村", "registered", 4)]
    assert told("--as-of", "2022-05-10", "--overdue") == []
    assert told("--as-of", "2022-05-10", "--state", "awaiting_review") == [
        ("桂香村", "awaiting_review", None)
    ]
    assert told("--as-of", "2022-05-20", "--known-at", "2022-05-31", "--overdue") == [
        ("桂香村", "registered", 15)
    ]
    assert told("--as-of", "2022-05-20", "--known-at", "2022-06-01") == [
        ("桂香村", "awaiting_review", None)
    ]
    assert told("--known-at", "2022-04-19") == told("--as-of", "2022-04-19") == []


def test_a_unit_that_moved_is_found_where_it_lay(diary: Diary) -> None:
    shop = ("--kind", "enterprise", "--parent", "桂香村", "--supervisor", "YJB")
    diary.ok("2022-04-20", "unit", "add", "CS1", "幸福超市", *shop)
    add = ("--unit", "CS1", "--measure", "6", "--on", "2022-04-20")
    diary.ok("2022-04-21", "check", "add", *add, "--result", "pass")
    diary.ok("2022-04-21", "hazard", "add", *add, "--title", "堵塞")
    moved = ("--parent", "先进村", "--supervisor", "")
    diary.ok("2022-06-02", "unit", "edit", "CS1", *moved, "--on", "2022-05-20")
    for noun, one in (("check", "JC-2022-00001"), ("hazard", "YH-2022-0002")):
        for place, day, there in (
            (("--inside", "桂香村"), "2022-05-19", True),
            (("--inside", "桂香村"), "2022-05-20", False),
            (("--inside", "先进村"), "2022-05-20", True),
            (("--supervisor", "YJB"), "2022-05-19", True),
            (("--supervisor", "YJB"), "2022-05-20", False),
        ):
            rows = listed(diary, noun, *place, "--as-of", day)
            assert (one in [row["no"] for row in rows]) == there, (noun, place, day)
        known = ("--as-of", "2022-05-20", "--known-at", "2022-06-01", "--inside", "桂香村")
        assert one in [row["no"] for row in listed(diary, noun, *known)]


def test_checks_as_they_were_known(diary: Diary) -> None:
    first = diary.ok("2022-04-21", *CHECK, "--hazard", "线路老化", "--inspector", "甲")
    second = diary.ok("2022-04-25", *CHECK, "--result", "pass", "--inspector", "甲")
    diary.ok("2022-05-01", "check", "edit", first, "--inspector", "乙")
    diary.ok("2022-05-02", "check", "void", second, *WHY)
    diary.ok("2022-05-03", "hazard", "add", "--check", first, *CHECK[2:6], "--title", "堵塞")
    third = diary.ok("2022-05-04", "check", "replace", first, "--on", "2022-04-19", *WHY)

    def told(*args: str) -> list[tuple[Any, ...]]:
        return [
            (row["no"], row["inspectors"], row["hazards"], row["voided"])
            for row in listed(diary, "check", *args)
        ]

    found = ["YH-2022-0002"]
    assert told("--known-at", "2022-04-20") == []
    assert told("--known-at", "2022-04-24") == [(first, ["甲"], found, False)]
    assert told("--known-at", "2022-05-01") == [
        (first, ["乙"], found, False),
        (second, ["甲"], [], False),
    ]
    assert told("--known-at", "2022-05-02") == [(first, ["乙"], found, False)]
    assert told("--known-at", "2022-05-02", "--all") == [
        (first, ["乙"], found, False),
        (second, ["甲"], [], True),
    ]
    # A correction holds for all days, and so does what was struck out; what is there instead is of its own day.
    assert [no for no, *_ in told("--as-of", "2022-04-19")] == [third]
    assert [no for no, *_ in told("--as-of", "2022-04-20")] == [third]
    assert told("--as-of", "2022-04-18", "--all") == []
    early = ("--as-of", "2022-04-20", "--known-at", "2022-05-03")
    assert told(*early) == [(first, ["乙"], found, False)]
    last = ("--as-of", "2022-05-03", "--known-at", "2022-05-03")
    assert told(*last) == [(first, ["乙"], [*found, "YH-2022-0003"], False)]
    assert told("--inspector", "甲", "--known-at", "2022-04-24") == told("--known-at", "2022-04-24")
    assert told("--inspector", "甲", "--known-at", "2022-05-02") == []
    assert told("--from", "2022-04-20", "--as-of", "2022-05-03") == []


def test_who_inspected_is_told_as_it_was_known(diary: Diary) -> None:
    """In whatever asks for inspectors and notes of hazards."""
    check = diary.ok("2022-04-21", *CHECK, "--hazard", "线路老化", "--inspector", "甲")
    diary.ok("2022-05-01", "check", "edit", check, "--inspector", "乙", "--note", "已核对")
    now, then = ("--as-of", "2022-04-30"), ("--as-of", "2022-04-30", "--known-at", "2022-04-30")
    for name, asked, count in (("甲", now, 0), ("乙", now, 1), ("甲", then, 1), ("乙", then, 0)):
        assert len(listed(diary, "hazard", "--inspector", name, *asked)) == count
        args = ("report", "open", "--inspector", name, *asked, "--format", "json")
        assert diary.on("2022-12-31", *args).json["count"] == count
    for asked, name, note in ((now, "乙", "已核对"), (then, "甲", None)):
        by = ("report", "summary", "--group-by", "inspector", *asked, "--format", "json")
        groups = [row["inspector"] for row in diary.on("2022-12-31", *by).json["rows"]]
        assert name in groups
        assert len(groups) == 2
        rows = diary.on("2022-12-31", "report", "ledger", *asked, "--format", "json").json["rows"]
        (row,) = [row for row in rows if row["title"] == "线路老化"]
        assert (row["inspectors"], row["note"]) == (name, note)


def test_a_batch_that_was_undone_brought_no_check_and_no_unit(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("单位,条款,检查日期,结果\n幸福超市,7,2022-04-20,符合\n", encoding="utf-8")
    taken = ("check", "import", str(file), "--new-units", "enterprise", "--format", "json")
    batch = diary.on("2022-04-22", *taken).json["batch"]
    diary.ok("2022-05-02", "batch", "undo", batch, *WHY)
    day = ("--as-of", "2022-04-25")
    before = (*day, "--known-at", "2022-05-01")

    def shops(*args: str) -> list[bool]:
        rows = listed(diary, "unit", "--kind", "enterprise", *args)
        return [row["active"] for row in rows]

    assert listed(diary, "check", *day) == []
    assert [row["voided"] for row in listed(diary, "check", *day, "--all")] == [True]
    assert [row["batch"] for row in listed(diary, "check", *before, "--batch", batch)] == [batch]
    assert shops(*day) == []
    assert shops(*day, "--all") == [False]
    assert shops(*before) == [True]
    coverage = ("report", "coverage", *day, "--kind", "enterprise", "--format", "json")
    assert diary.on("2022-12-31", *coverage).json["totals"]["expected"] == 0
    known = (*coverage, "--known-at", "2022-05-01")
    assert diary.on("2022-12-31", *known).json["totals"]["expected"] == 1
    diary.sound()


def test_the_roll_as_it_was(diary: Diary) -> None:
    shop = ("CS1", "幸福超市", "--kind", "enterprise", "--parent", "桂香村")
    diary.ok("2022-04-25", "unit", "add", *shop, "--on", "2022-04-22")
    moved = ("--name", "新超市", "--alias", "老店", "--head", "王五", "--note", "换了人")
    diary.ok("2022-05-01", "unit", "edit", "CS1", *moved)
    diary.ok("2022-05-03", "unit", "edit", "GXC", "--name", "新桂香村", "--on", "2022-05-02")
    diary.ok("2022-06-01", "unit", "retire", "CS1", "--reason", "关闭", "--on", "2022-05-10")

    def told(*args: str) -> list[tuple[Any, ...]]:
        keys = ("name", "aliases", "parent", "head", "note", "active")
        rows = listed(diary, "unit", "--kind", "enterprise", *args)
        return [tuple(row[key] for key in keys) for row in rows]

    old = ("幸福超市", [], "桂香村", None, None, True)
    new = ("新超市", ["老店"], "桂香村", "王五", "换了人", True)
    last = ("新超市", ["老店"], "新桂香村", "王五", "换了人", True)
    assert told("--as-of", "2022-04-21") == []
    assert told("--as-of", "2022-04-22") == [old]
    assert told("--as-of", "2022-04-22", "--known-at", "2022-04-24") == []
    assert told("--as-of", "2022-05-01") == [new]
    assert told("--as-of", "2022-05-09") == [last]
    assert told("--as-of", "2022-05-10") == told() == []
    assert told("--as-of", "2022-05-10", "--all") == [(*last[:-1], False)]
    assert told("--as-of", "2022-05-10", "--known-at", "2022-05-31") == [last]
    assert told("--known-at", "2022-05-02") == [new]
    assert told("--as-of", "2022-04-25", "--text", "新超市") == []
    assert told("--as-of", "2022-05-01", "--text", "换了人") == [new]
