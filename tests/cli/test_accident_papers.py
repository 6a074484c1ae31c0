"""快报 and 续报 of accidents: what they say, that what is unknown is no 0, and that a report recorded says again what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.accidents import ADD, BY_TWO, FIGURES, HAPPENED, NO, PARTS, TOLD, set_up
from tests.render.paged import pages_of, text_of
from tests.viewers import needs_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.accidents import Desk
    from tests.conftest import Zizhao

NIGHT = "2022-05-03 19:00"


@pytest.fixture
def desk(zizhao: Zizhao) -> Desk:
    """The program on a ledger with an accident of which little is known."""
    desk = set_up(zizhao)
    desk.ok("2022-05-03 15:20", *ADD, *HAPPENED, *TOLD, "--dead", "1", "--injured", "不明")
    return desk


def reported(desk: Desk, at: str = "2022-05-03 17:30") -> None:
    """Record the town's report, twenty minutes late, and the unit's in time."""
    early = "2022-05-03 15:25"
    assert desk.report(early, "单位", early, to="镇应急办").code == 0
    assert desk.report(at, "镇", at, *BY_TWO).code == 0


def made(desk: Desk, folder: Path, *asked: str, moment: str = NIGHT) -> bytes:
    file = folder / "made.docx"
    desk.ok(moment, "accident", "paper", NO, *asked, "--output", str(file), "--force")
    return file.read_bytes()


def test_what_is_unknown_is_no_zero(desk: Desk, tmp_path: Path) -> None:
    text = text_of(made(desk, tmp_path))
    assert "死亡：1人重伤：不明轻伤：不明失踪：不明直接经济损失：不明" in text
    assert "生产安全事故：不明" in text
    assert "至少一般（暂定）" in text
    assert "0人" not in text
    assert "0元" not in text


def test_a_zero_that_was_told_is_one(desk: Desk, tmp_path: Path) -> None:
    desk.ok(NIGHT, "accident", "followup", NO, "--at", "2022-05-03 18:45", "--missing", "0")
    assert "失踪：0人" in text_of(made(desk, tmp_path))


def test_parts_that_are_missing_are_to_come(desk: Desk, tmp_path: Path) -> None:
    text = text_of(made(desk, tmp_path))
    for part in ("概况：", "地点：", "现场：", "3．简要经过", "5．已采取的措施", "6．其他情况"):
        assert f"{part}（待报）" in text
    desk.ok(NIGHT, "accident", "edit", NO, *PARTS, *FIGURES[2:], *BY_TWO)
    text = text_of(made(desk, tmp_path))
    assert text.count("（待报）") == 1  # the foot says what it means
    assert "3．简要经过装卸时爆炸" in text


def test_a_draft_says_by_how_much_the_town_is_late_by_now(desk: Desk, tmp_path: Path) -> None:
    run = desk.at(NIGHT, "accident", "paper", NO, "--output", str(tmp_path / "d.docx"))
    assert (run.code, run.out) == (0, "")
    assert "还没有记过报告" in run.err
    text = text_of((tmp_path / "d.docx").read_bytes())
    assert "镇接报：2022年5月3日15时10分" in text
    assert "镇上报：没有记（还没有报，已超1小时50分钟）" in text
    assert "事故单位上报：没有记（还没有报，已超3小时30分钟）" in text
    assert "填报人陈科旭" in text
    assert "报告时间____" in text


def test_a_flash_is_the_towns_report_and_how_late_it_was(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    text = text_of(made(desk, tmp_path))
    assert "报给区应急局（电话）报告时间2022年5月3日17时30分" in text
    assert "镇上报：2022年5月3日17时30分（迟报20分钟）" in text
    assert "事故单位上报：2022年5月3日15时25分" in text
    assert text.count("迟报") == 1
    assert "2022年5月3日" in text.partition("（印章）")[2]


def test_a_report_that_was_recorded_says_again_what_it_said(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    first = made(desk, tmp_path, "--step", "3")
    desk.ok(NIGHT, "accident", "edit", NO, "--place", "二号库", *BY_TWO)
    desk.ok(NIGHT, "accident", "followup", NO, "--at", "2022-05-03 18:45", "--dead", "3")
    assert made(desk, tmp_path, "--step", "3", moment="2022-12-01 09:00") == first
    assert made(desk, tmp_path) == first


def test_a_followup_says_what_changed_and_which_one_it_is(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    told = ("--dead", "3", "--scene", "已封锁", "--text", "一人抢救无效")
    desk.ok(NIGHT, "accident", "followup", NO, "--at", "2022-05-03 18:45", *told)
    first = made(desk, tmp_path, "--kind", "followup")
    text = text_of(first)
    assert "事故续报（第1次）" in text
    assert "和2022年5月3日17时30分的报告比，变了的如下。" in text
    assert "SG-2022-0001一人抢救无效" in text
    assert "死亡1人3人" in text
    assert "现场情况（待报）已封锁" in text
    assert "事故等级至少一般（暂定）至少较大（暂定）" in text
    assert "重伤不明轻伤" not in text.partition("现在的全部情况")[0]
    later = ("--at", "2022-05-04 09:00", "--missing", "不明", "--injured", "2")
    desk.ok("2022-05-04 10:00", "accident", "followup", NO, *later)
    second = text_of(made(desk, tmp_path, "--kind", "续报", moment="2022-05-04 10:00"))
    assert "事故续报（第2次）" in second
    assert "和2022年5月3日18时45分的报告比" in second
    assert "重伤不明2人" in second
    # The one before it is what it was.
    step = ("--kind", "followup", "--step", "4")
    assert made(desk, tmp_path, *step, moment="2022-05-05 09:00") == first


def test_of_a_followup_without_a_report_before_it(desk: Desk, tmp_path: Path) -> None:
    desk.ok(NIGHT, "accident", "followup", NO, "--at", "2022-05-03 18:45", "--dead", "1")
    text = text_of(made(desk, tmp_path, "--kind", "followup"))
    assert "和登记时的情况比，没有变" in text


def test_once_confirmed_the_grade_is_no_longer_provisional(desk: Desk, tmp_path: Path) -> None:
    confirm = ("--confirmed-by", "区应急局", "--paper-no", "梁应急〔2022〕9号")
    desk.ok(NIGHT, "accident", "confirm", NO, *confirm)
    desk.ok(NIGHT, "accident", "followup", NO, "--at", "2022-05-03 18:45", *FIGURES[2:])
    text = text_of(made(desk, tmp_path, "--kind", "followup"))
    assert "事故等级一般1．单位概况" in text


def test_what_is_no_report_is_refused(desk: Desk) -> None:
    reported(desk)
    paper = ("accident", "paper", NO, "--output", "-")
    assert "第 1 步不能出" in desk.refused(NIGHT, *paper, "--step", "1")
    assert "第 3 步不能出事故续报" in desk.refused(NIGHT, *paper, "--step", "3", "--kind", "续报")
    assert "还没有记过续报" in desk.refused(NIGHT, *paper, "--kind", "followup")
    assert "--kind" in desk.refused(NIGHT, *paper, "--kind", "月报", code=2)
    assert ".docx" in desk.refused(NIGHT, *paper[:3], "--output", "a.pdf", code=2)
    desk.ok(NIGHT, "accident", "retract", NO, "--reason", "记错", *BY_TWO)
    assert "已由第 4 步撤回" in desk.refused(NIGHT, *paper, "--step", "3")


def test_what_was_struck_makes_no_new_flash(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    before = made(desk, tmp_path)
    desk.ok(NIGHT, "accident", "strike", NO, "--reason", "重复", *BY_TWO)
    assert made(desk, tmp_path, "--step", "3") == before
    struck = set_up(desk.zizhao)
    struck.ok("2022-05-03 15:20", *ADD, *HAPPENED)
    struck.ok(NIGHT, "accident", "strike", NO, "--reason", "重复", *BY_TWO)
    assert "已核销" in struck.refused(NIGHT, "accident", "paper", NO, "--output", "-")


def test_nothing_is_recorded_and_no_file_of_somebody_else_is_lost(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.zizhao.db.read_bytes()
    made(desk, tmp_path)
    assert desk.zizhao.db.read_bytes() == before
    mine = tmp_path / "mine.docx"
    mine.write_bytes(b"mine")
    desk.refused(NIGHT, "accident", "paper", NO, "--output", str(mine))
    assert mine.read_bytes() == b"mine"


@needs_libreoffice
def test_a_flash_of_which_little_is_known_fits_one_page(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    assert len(pages_of(made(desk, tmp_path), tmp_path)) == 1


@needs_libreoffice
def test_long_texts_go_on_over_pages(desk: Desk, tmp_path: Path) -> None:
    name, course = "长" * 80, "装卸时爆炸，" * 300
    desk.ok(NIGHT, "accident", "edit", NO, "--title", name, "--course", course, *BY_TWO)
    pages = pages_of(made(desk, tmp_path), tmp_path)
    assert len(pages) > 2
    whole = "".join(pages)
    assert whole.count("爆炸") >= 299  # a number of a page may stand in one
    assert name in whole
    assert "印章" in pages[-1]
