"""Campaigns of the ledger: taken in from the data file, typed, and asked by --phase before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Zizhao

ADD = ("campaign", "add", "2023", "百日行动", "--first", "2023-05-01", "--last", "2023-08-08")
PHASE = ("--phase", "1 动员 2023-05-01..2023-05-31 开会部署")


def found(zizhao: Zizhao, *asked: str) -> int:
    run = zizhao("report", "summary", *asked, "--format", "json")
    assert run.code == 0, run.err
    return int(run.json["totals"]["found"])


def hazard(zizhao: Zizhao, on: str) -> None:
    said = ("--measure", "6", "--title", f"堵塞 {on}", "--found", on, "--due", "+15d")
    zizhao.ok("hazard", "add", "--unit", "桂香村", *said)


def test_the_data_file_is_taken_in_once(zizhao: Zizhao) -> None:
    run = zizhao("campaign", "import")
    assert (run.code, run.out) == (0, "2022\n")
    assert "人员名册记入 13 人：石世文、" in run.err
    shown = zizhao("campaign", "show", "2022", "--format", "json").json
    assert (shown["head"], shown["liaison"], shown["unit_code"]) == ("刘和平", "陈科旭", "YJB")
    assert shown["basis"] == ["渝安委〔2022〕9号"]
    assert [text.split()[:3] for text in shown["phases"]] == [
        ["1", "自查建账", "2022-04-20..2022-06-30"],
        ["2", "整改销号", "2022-06-30..2022-12-31"],
    ]
    people = zizhao("person", "list", "--as-of", "2022-04-20", "--format", "json").json["rows"]
    assert (people[0]["name"], people[0]["role"]) == ("石世文", "组长")
    assert [one["code"] for one in people if one["role"] == "联络员"] == ["陈科旭"]
    before = zizhao.db.read_bytes()
    again = zizhao("campaign", "import")
    assert (again.out, "没有改" in again.err) == ("2022\n", True)
    assert zizhao.db.read_bytes() == before
    entries = zizhao("journal", "list", "--format", "json").json["rows"]
    assert [one["action"] for one in entries] == ["init", "campaign.import"]
    zizhao.ok("db", "verify")


def test_the_day_of_two_phases_counts_in_both_and_once_in_all(zizhao: Zizhao) -> None:
    zizhao.ok("campaign", "import")
    for day in ("2022-06-29", "2022-06-30", "2022-07-01"):
        hazard(zizhao, day)
    assert [found(zizhao, "--phase", phase) for phase in ("1", "2")] == [2, 2]
    assert found(zizhao, "--period", "2022") == 3
    assert found(zizhao, "--base", "campaign", "--as-of", "2022-12-31") == 3


def test_the_ledger_is_asked_first_and_then_the_file(zizhao: Zizhao) -> None:
    hazard(zizhao, "2022-06-30")
    hazard(zizhao, "2023-05-02")
    assert found(zizhao, "--phase", "1") == 1
    zizhao.ok(*ADD, *PHASE)
    assert found(zizhao, "--phase", "动员") == 1
    assert zizhao("report", "summary", "--phase", "2").code == 3
    zizhao.ok("campaign", "import")
    assert [found(zizhao, "--phase", one) for one in ("1", "2022/1", "2023/1")] == [1, 1, 1]
    page = zizhao("report", "phase", "--as-of", "2022-07-10", "--format", "json").json
    assert page["phase"]["name"] == "整改销号"
    assert page["totals"]["found"] == 1
    zizhao.ok("campaign", "void", "2023", "--reason", "没有这项", "--yes")
    assert found(zizhao, "--phase", "2") == 1
    zizhao.ok("db", "verify")


def test_one_without_phases_is_one_phase(zizhao: Zizhao) -> None:
    zizhao.ok(*ADD)
    hazard(zizhao, "2023-05-01")
    assert found(zizhao, "--phase", "1") == 1
    zizhao.ok("campaign", "edit", "2023", "--title", "夏季行动", "--last", "2023-07-31")
    assert found(zizhao, "--phase", "夏季行动") == 1


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        (["动员"], "读不懂"),
        (["1 动员 2023-05-31..2023-05-01"], "读不懂"),
        (["1 动员 2023-02-30..2023-05-01"], "读不懂"),
        (["1 动员 2023-05-01..2023-05-31", "1 排查 2023-06-01..2023-06-30"], "写了两次"),
    ],
)
def test_a_phase_that_cannot_be_read_is_refused(
    zizhao: Zizhao, phases: list[str], said: str
) -> None:
    words: list[Any] = [word for text in phases for word in ("--phase", text)]
    before = zizhao.db.read_bytes()
    run = zizhao(*ADD, *words)
    assert (run.code, said in run.err) == (3, True)
    assert zizhao.db.read_bytes() == before
    run = zizhao(*ADD[:-1], "2023-04-30")
    assert (run.code, "早于开始日期 2023-05-01" in run.err) == (3, True)
    zizhao.ok(*ADD)
    assert zizhao("campaign", "edit", "2023", *words).code == 3
