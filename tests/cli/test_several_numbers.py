"""Several numbers at once: all or none and every refusal told, the serial alone for this year, `-` for those on stdin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

ASKED = ("--asked-by", "李四", "--approved-by", "石世文")
ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", "2022-07-01")


@pytest.fixture
def desk(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def three(desk: Morning) -> list[str]:
    """Register three hazards, and return their numbers."""
    return [desk.ok(*ADD, "--title", f"灭火器过期，第 {one} 层").strip() for one in "一二三"]


def entries(desk: Morning) -> int:
    return int(desk("journal", "list", "--format", "json").json["count"])


def states(desk: Morning, numbers: list[str]) -> list[str]:
    return [desk("hazard", "show", no, "--format", "json").json["state"] for no in numbers]


def test_each_step_takes_several_and_prints_each_number(desk: Morning) -> None:
    numbers = three(desk)
    given = numbers[::-1]
    steps: list[tuple[str, ...]] = [
        ("plan", "--measures", "更换"),
        ("extend", "--due", "2022-08-01", "--reason", "缺料", "--safeguards", "围挡", *ASKED),
        ("edit", "--responsible", "张静"),
        ("rectify",),
        ("review", "--reviewer", "刘和平", "--fail"),
        ("retract", "--reason", "记错"),
        ("review", "--reviewer", "刘和平", "--fail"),
        ("transfer", "--to", "区应急局", "--reason", "超出职权"),
        ("reopen", "--from", "区应急局", "--reason", "退回"),
        ("void", "--reason", "重复", "--approved-by", "石世文"),
    ]
    for step, *how in steps:
        before = entries(desk)
        assert desk.ok("hazard", step, *given, *how) == "\n".join(given), step
        assert entries(desk) == before + 1, "one call is one entry"
    assert desk.ok("hazard", "note", *given, "催办").split() == given
    assert set(states(desk, numbers)) == {"voided"}
    assert desk("db", "verify").code == 0


def test_one_refused_is_all_refused_and_all_are_told(desk: Morning) -> None:
    first, second, third = three(desk)
    desk.ok("hazard", "rectify", second, "--rectified-by", "张静")
    before = desk.db.read_bytes()
    run = desk("hazard", "rectify", first, second, third, "YH-2022-999", "--rectified-by", "张静")
    assert (run.code, run.out) == (ExitCode.REFUSED, "")
    line = run.err.splitlines()[0]
    assert "2 项不能办，一项也没有办" in line
    assert second in line
    assert "YH-2022-999" in line
    assert first not in line
    assert desk.db.read_bytes() == before


def test_what_is_wrong_with_none_of_them_is_told_once(desk: Morning) -> None:
    run = desk("hazard", "rectify", *three(desk), "--rectified-by", "张静", "--on", "2022-13-01")
    assert run.code == ExitCode.REFUSED
    assert run.err.count("2022-13-01") == 1


def test_a_number_given_twice_is_one(desk: Morning) -> None:
    first = three(desk)[0]
    serial = str(int(first[-4:]))
    assert desk.ok("hazard", "note", first, serial, "０" + serial, "催办").split() == [first]


def test_the_serial_alone_is_of_this_year(desk: Morning) -> None:
    first = three(desk)[0]
    assert desk("hazard", "show", str(int(first[-4:])), "--format", "json").json["no"] == first
    check = desk("check", "list", "--format", "json").json["rows"][0]["no"]
    assert desk("check", "show", str(int(check[-5:])), "--format", "json").json["no"] == check
    run = desk("hazard", "show", "1", now="2023-01-01T00:30:00+08:00")
    assert (run.code, "YH-2023-0001" in run.err) == (ExitCode.REFUSED, True)


def test_numbers_on_stdin(desk: Morning) -> None:
    numbers = three(desk)

    def shown(text: str) -> list[str]:
        run = desk("hazard", "show", "-", "--format", "json", stdin=text.encode())
        return [row["no"] for row in run.json["rows"]]

    for text in (
        " ".join(numbers),
        "\r\n".join(["no", *numbers, ""]),
        "\ufeff编号\n\n" + "\t".join(numbers),
    ):
        assert shown(text) == numbers
    run = desk("hazard", "note", "-", numbers[2], "催办", stdin="\n".join(numbers[:2]).encode())
    assert run.out.split() == numbers
    units = desk("unit", "show", "-", "--format", "json", stdin="桂香 村\n先进村\n".encode())
    assert [row["code"] for row in units.json["rows"]] == ["GXC", "XJC"]


def test_stdin_is_read_only_where_it_is_asked_for(desk: Morning) -> None:
    first, second, _ = three(desk)
    assert desk("hazard", "note", first, "催办", stdin=second.encode()).out.split() == [first]


def test_a_new_hazard_takes_the_place_of_one(desk: Morning) -> None:
    numbers = three(desk)
    args = ("hazard", "replace", "-", "--unit", "先进村", "--reason", "记错")
    run = desk(*args, "--approved-by", "石世文", stdin="\n".join(numbers).encode())
    assert (run.code, run.out) == (ExitCode.USAGE, "")
    assert "3 个编号" in run.err
    assert desk(*args, "--approved-by", "石世文", stdin=numbers[0].encode()).code == 0


def records(run: Run) -> list[Any]:
    return [run.json["list"], run.json["count"], len(run.json["rows"])]


def test_several_are_shown_one_after_the_other(desk: Morning) -> None:
    numbers = three(desk)
    for command in ("show", "why"):
        whole = desk.ok("hazard", command, *numbers)
        assert whole == "\n\n".join(desk.ok("hazard", command, no) for no in numbers)
        run = desk("hazard", command, *numbers, "--format", "json")
        assert records(run) == ["hazards", 3, 3]
        alone = [desk("hazard", command, no, "--format", "json").json for no in numbers]
        assert run.json["rows"] == alone
    checks = [row["no"] for row in desk("check", "list", "--format", "json").json["rows"][:2]]
    assert records(desk("check", "show", *checks, "--format", "json")) == ["checks", 2, 2]
    run = desk("hazard", "show", numbers[0], "YH-2022-998", "YH-2022-999")
    assert (run.code, run.out) == (ExitCode.REFUSED, "")
    assert "YH-2022-998" in run.err
    assert "YH-2022-999" in run.err


def test_checks_units_and_batches_alike(desk: Morning, tmp_path: Path) -> None:
    rows = "检查日期,单位,条款,结果,备注\n2022-07-0{0},桂香村,6,符合,第{0}回\n"
    for one in "12":
        file = tmp_path / f"{one}.csv"
        file.write_text(rows.format(one), encoding="utf-8")
        desk.ok("check", "import", str(file))
    listed = [row["batch"] for row in desk("batch", "list", "--format", "json").json["rows"]][-2:]
    assert records(desk("batch", "show", *listed, "--format", "json")) == ["batches", 2, 2]
    assert desk.ok("batch", "undo", *listed, "--reason", "拿错了").split() == listed
    assert desk("batch", "undo", *listed, "--reason", "拿错了").err.count("已经撤销") == 2
    add = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass", "--note")
    made = [desk.ok(*add, note).strip() for note in "甲乙"]
    assert desk.ok("check", "edit", *made, "--note", "丙").split() == made
    assert desk.ok("check", "void", *made, "--reason", "重复").split() == made
    for code in ("E1", "E2"):
        desk.ok("unit", "add", code, f"{code}厂", "--kind", "enterprise")
    assert desk.ok("unit", "edit", "E1", "E2", "--sector", "燃气").split() == ["E1", "E2"]
    assert desk("unit", "retire", "E1", "E3", "--reason", "关停").code == ExitCode.REFUSED
    assert desk.ok("unit", "retire", "E1", "E2", "--reason", "关停").split() == ["E1", "E2"]
    assert desk("db", "verify").code == 0
