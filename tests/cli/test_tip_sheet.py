"""The sheet of a tip-off that goes out: what it says, that nothing sealed and nothing of the informant is in any part of its file, what is pointed out."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.cli.custody import NAMED, SEALED, WHO
from tests.render.paged import pages_of, text_of
from tests.viewers import needs_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary

NO = "JB-2022-0001"
SUMMARY = "夜间违规生产烟花，库房没有消防设施"
ADD = ("tip", "add", "--summary", SUMMARY, "--unit", "桂香村", "--received-by", "石世文")
ALSO = (
    *("--channel", "吹哨人", "--place", "二号库", "--sector", "烟花爆竹", "--risk", "违法行为"),
    *("--joint", "--note", "原件在柜子里", "--original-no", "YJ7", "--custodian", "谭波"),
)
ASSIGN = ("tip", "assign", NO, "--to", "应急办", "--handler", "李文")
HIDDEN = ("石世文", "谭波", "李文", "吹哨", "联名", "实名", "匿名", "YJ7", "柜子", "陈科旭", "口令")
"""What is clear in the ledger, and tells of the informant or of who holds what is sealed."""


@pytest.fixture
def told(custodial: Diary) -> Diary:
    custodial.ok("2022-05-01", *ADD, *ALSO, *SEALED, stdin=NAMED)
    return custodial


def sheet(diary: Diary, folder: Path, day: str = "2022-05-03", no: str = NO) -> tuple[bytes, str]:
    """Return the sheet, and what was pointed out beside it."""
    file = folder / "sheet.docx"
    run = diary.on(day, "tip", "sheet", no, "--output", str(file), "--force")
    assert (run.code, run.out) == (0, ""), run.err
    said = [line for line in run.err.splitlines() if "字体" not in line]
    return file.read_bytes(), "\n".join(said)


def whole(content: bytes) -> str:
    """Return all that a Word file is packed from, its names and dates too."""
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode() for name in package.namelist()]
        return "\n".join([*package.namelist(), *parts, package.comment.decode()])


def leaks(content: bytes) -> list[str]:
    """Return what of the sealed part, or of who told, stands in some part of a file."""
    text, plain = whole(content), text_of(content)
    account = WHO["account"]
    fragments = [account[at : at + 6] for at in range(len(account) - 5)]
    hidden = [*WHO.values(), *fragments, *HIDDEN]
    return [one for one in hidden if one in text or one in plain]


def test_it_says_the_matter_and_what_is_demanded(told: Diary, tmp_path: Path) -> None:
    told.ok("2022-05-02", *ASSIGN)
    content, said = sheet(told, tmp_path)
    text = text_of(content)
    assert "举报事项交办单" in text
    assert f"{NO}应急办：" in text
    assert "来源群众举报受理日期2022年5月1日" in text
    assert "被举报的桂香村地点二号库" in text
    assert "行业领域烟花爆竹事项类别违法行为" in text
    assert SUMMARY in text
    assert "告知结果期限2022年6月30日" in text
    assert "不得透露给被举报的单位和个人；不得打听、查找举报人" in text
    assert "涉及人员死亡" not in text
    assert "2022年5月2日" in text
    assert said == ""


def test_nothing_of_who_told_is_in_any_part_of_the_file(told: Diary, tmp_path: Path) -> None:
    told.ok("2022-05-02", *ASSIGN)
    content, said = sheet(told, tmp_path)
    assert leaks(content) == []
    assert not any(one in said for one in WHO.values())


def test_the_guard_finds_what_leaks(told: Diary, tmp_path: Path) -> None:
    told.ok("2022-05-01", "tip", "edit", NO, "--summary", "石世文说门从外面反锁")
    told.ok("2022-05-02", *ASSIGN)
    assert {"石世文", "门从外面反锁"} <= {*leaks(sheet(told, tmp_path)[0])}


def test_a_named_one_and_one_without_a_name_look_alike(told: Diary, tmp_path: Path) -> None:
    alone = (*ADD, *ALSO[2:8], "--channel", "电话")
    assert told.ok("2022-05-01", *alone) == "JB-2022-0002"
    told.ok("2022-05-02", *ASSIGN[:2], NO, "JB-2022-0002", *ASSIGN[3:])
    named = text_of(sheet(told, tmp_path)[0])
    unnamed = text_of(sheet(told, tmp_path, no="JB-2022-0002")[0])
    assert unnamed.replace("JB-2022-0002", NO) == named


def test_what_involves_deaths_goes_to_the_county(custodial: Diary, tmp_path: Path) -> None:
    about = ("--about", "后山洞口", "--risk", "瞒报", "--deaths", "--channel", "转办")
    custodial.ok("2022-05-01", "tip", "add", "--summary", "塌方死了人没有报", *about)
    transfer = ("--to", "区应急局", "--reason", "涉及人员死亡，原件另送")
    custodial.ok("2022-05-02", "tip", "transfer", NO, *transfer)
    text = text_of(sheet(custodial, tmp_path)[0])
    assert "举报事项移送单" in text
    assert "区应急局：来源上级转办" in text
    assert "被举报的后山洞口" in text
    assert "本件涉及人员死亡，依法由区（县）级人民政府组织核查" in text
    assert "原件另送" not in text


def test_an_extended_term_is_the_one_on_the_sheet(told: Diary, tmp_path: Path) -> None:
    told.ok("2022-05-02", *ASSIGN)
    why = ("--reason", "等检测", "--asked-by", "李文", "--approved-by", "黄麒麟")
    extend = ("--due", "2022-07-20", *why, "--notified-on", "2022-06-01")
    told.ok("2022-06-01", "tip", "extend", NO, *extend)
    text = text_of(sheet(told, tmp_path, "2022-06-02")[0])
    assert text.count("2022年7月20日") == 2
    assert "黄麒麟" not in text


def test_words_that_may_tell_are_quoted_and_the_sheet_is_written(
    told: Diary, tmp_path: Path
) -> None:
    told.ok("2022-05-01", "person", "add", "ZB1", "周觅", "--alias", "周小觅")
    told.ok("2022-05-01", "unit", "edit", "桂香村", "--contact", "张静")
    head = ("--legal-representative", "秦远山", "--on", "2022-05-01")
    told.ok("2022-05-01", "unit", "add", "QY9", "远山厂", "--kind", "enterprise")
    told.ok("2022-05-01", "enterprise", "update", "QY9", *head)
    summary = "周小觅、张静、秦远山都知道，老王的妻子在里面做工，我家也听得见"
    told.ok("2022-05-01", "tip", "edit", NO, "--summary", summary)
    told.ok("2022-05-02", *ASSIGN)
    content, said = sheet(told, tmp_path)
    assert summary in text_of(content)
    (known,) = [line for line in said.splitlines() if "名册上有这个人" in line]
    assert all(f"“{name}”" in known for name in ("周小觅", "张静", "秦远山"))
    for word in ("老王", "妻子", "我家"):
        assert f"“{word}”" in said
    assert "tip edit" in said


def test_what_was_handed_to_nobody_has_no_sheet(told: Diary) -> None:
    err = told.refused("2022-05-03", "tip", "sheet", NO, "--output", "-")
    assert "没有要交出去的单" in err
    told.ok("2022-05-03", *ASSIGN)
    told.ok("2022-05-03", "tip", "void", NO, "--reason", "重复", "--approved-by", "石世文")
    assert "已作废" in told.refused("2022-05-03", "tip", "sheet", NO, "--output", "-")


def test_it_is_made_anew_and_nothing_is_recorded(told: Diary, tmp_path: Path) -> None:
    told.ok("2022-05-02", *ASSIGN)
    before = told.zizhao.db.read_bytes()
    first = sheet(told, tmp_path)[0]
    assert told.zizhao.db.read_bytes() == before
    assert sheet(told, tmp_path, "2022-12-01")[0] == first
    assert not list(told.zizhao.db.parent.rglob("*.docx"))


@needs_libreoffice
def test_a_long_summary_goes_on_over_pages(told: Diary, tmp_path: Path) -> None:
    summary = "夜间违规生产烟花，" * 150
    told.ok("2022-05-01", "tip", "edit", NO, "--summary", summary)
    told.ok("2022-05-02", *ASSIGN)
    pages = pages_of(sheet(told, tmp_path)[0], tmp_path)
    assert len(pages) > 1
    assert "".join(pages).count("烟花") >= 149  # a number of a page may stand in one
    assert "被举报的" in pages[0]
    assert "接收回执" in pages[-1]
