"""What --output and --rejects never write over: ledgers, pictures, workbooks, and the file that is being read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import content, kept_name, picture
from tests.intake.books import table, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

ROWS = "单位,条款,检查日期\n桂香村,6,2022-05-01\n没有这家,6,2022-05-01\n"


OTHERS = {
    "停用.csv": "单位,停用原因\n桂香村,撤并\n",
    "请假.csv": "单位,姓名,原因\n桂香村,张静,病假\n",
    "没检查.csv": "单位,条款,检查日期,原因\n桂香村,6,2022-05-01,\n先进村,6,2022-05-01,停业\n",
    "断行.csv": "原\n因\n",
}
"""Lists that somebody wrote, in which reasons stand last."""


@pytest.fixture
def office(morning: Morning, tmp_path: Path) -> Morning:
    """A ledger with a backup and a picture, and files of other kinds beside it."""
    zizhao = morning.copy(tmp_path)
    zizhao.ok("hazard", "rectify", "YH-2022-0006", "--evidence", picture(tmp_path, "照片.jpg"))
    zizhao.ok("db", "backup", str(tmp_path / "备份"))
    (made,) = (tmp_path / "备份").glob("*.db")
    made.rename(tmp_path / "备份.db")
    (tmp_path / "台账.xls").write_bytes(xlsx(table(ROWS)))
    (tmp_path / "文件.pdf").write_bytes(content("pdf"))
    (tmp_path / "检查.csv").write_text(ROWS, "utf-8")
    (tmp_path / "六月.csv").write_text(ROWS, "gb18030")
    (tmp_path / "六月.xlsx").write_bytes(xlsx(table(ROWS)))
    for name, text in OTHERS.items():
        (tmp_path / name).write_text(text, "utf-8-sig")
    two = {"more": lambda book, _: book.add_worksheet("退回")}
    (tmp_path / "两张.xlsx").write_bytes(xlsx(table(ROWS), **two))
    (tmp_path / "policy.yaml").write_text("evidence_max_files: 3\n", "utf-8")
    (tmp_path / "加密.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "另一个名字.csv").symlink_to(tmp_path / "检查.csv")
    (tmp_path / "ledger.db-wal").touch()
    return zizhao


KEPT = {
    "ledger.db": "账本",
    "ledger.db-wal": "账本",
    "ledger.db-journal": "账本",
    "备份.db": "账本",
    "台账.xls": "工作簿",
    "六月.xlsx": "工作簿",
    "加密.xlsx": "工作簿",
    "文件.pdf": "照片或佐证",
    "policy.yaml": "本单位的设定",
    f"evidence/{kept_name('jpg')}": "照片或佐证",
}


@pytest.mark.parametrize("name", KEPT)
def test_no_report_is_written_over_it(office: Morning, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    before = target.read_bytes() if target.exists() else None
    run = office("hazard", "list", "--format", "csv", "--output", str(target))
    assert run.code == 3
    assert f"是{KEPT[name]}" in run.err
    assert (target.read_bytes() if target.exists() else None) == before
    office.ok("db", "verify")


@pytest.mark.parametrize("name", ["检查.csv", "另一个名字.csv"])
@pytest.mark.parametrize("option", ["--output", "--rejects"])
@pytest.mark.parametrize("how", [[], ["--dry-run"], ["--keep-good"]])
def test_no_import_is_written_over_its_file(
    office: Morning, tmp_path: Path, option: str, name: str, how: list[str]
) -> None:
    run = office("check", "import", str(tmp_path / "检查.csv"), *how, option, str(tmp_path / name))
    assert run.code == 2
    assert f"{option} 写的 " in run.err
    assert (tmp_path / "检查.csv").read_text("utf-8") == ROWS
    assert office("batch", "show", "PC-2022-0001").code == 3


def test_no_receipt_is_written_over_the_rejects(office: Morning, tmp_path: Path) -> None:
    both = str(tmp_path / "退回.csv")
    run = office("check", "import", str(tmp_path / "检查.csv"), "--rejects", both, "--output", both)
    assert run.code == 2


@pytest.mark.parametrize(
    "name", ["账本.csv", "六月.csv", "六月.xlsx", "加密.xlsx", "逾期.csv", "两张.xlsx", *OTHERS]
)
def test_rejects_are_written_over_rejects_alone(office: Morning, tmp_path: Path, name: str) -> None:
    (tmp_path / "备份.db").rename(tmp_path / "账本.csv")
    office.ok("report", "overdue", "--output", str(tmp_path / "逾期.csv"))
    before = (tmp_path / name).read_bytes()
    run = office("check", "import", str(tmp_path / "检查.csv"), "--rejects", str(tmp_path / name))
    assert (run.code, run.err.count("不是以前退回的行")) == (3, 1)
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_yesterdays_rejects_and_reports_are_written_anew(
    office: Morning, tmp_path: Path, ending: str
) -> None:
    rejects, report = tmp_path / f"退回.{ending}", tmp_path / "逾期.csv"
    rows = '单位,条款,检查日期,天气,,现场照片,第几次,备注\n错村,6,2022-05-01,晴,,,1,"甲\n乙"\n'
    (tmp_path / "检查.csv").write_text(rows + rows.split("\n", 1)[1] * 900, "utf-8")
    known = ("--ignore-column", "天气", "--map", "第几次=source_id")
    for _ in range(2):
        run = office(
            "check", "import", str(tmp_path / "检查.csv"), *known, "--rejects", str(rejects)
        )
        assert run.code == 3
        office.ok("report", "overdue", "--output", str(report))
    assert rejects.stat().st_size
    assert report.read_text("utf-8").startswith("no,")


@pytest.mark.parametrize(
    ("args", "why", "way_out"),
    [
        (("hazard", "list", "--output", "{folder}"), "这是文件夹，不是文件", "在后面写上文件名"),
        (("hazard", "list", "--output", "{folder}/无/表.csv"), "没有这个", "先建好文件夹"),
        (("hazard", "list", "--output", "{folder}/检查.csv/表.csv"), "有一段是文件", "换一个位置"),
        (("db", "backup", "{folder}/检查.csv"), "有一段是文件", "换一个位置"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_with_the_way_out(
    office: Morning, tmp_path: Path, args: tuple[str, ...], why: str, way_out: str
) -> None:
    run = office(*(arg.format(folder=tmp_path) for arg in args))
    first, second = run.err.splitlines()
    assert (run.code, why in first, second.startswith(f"  {way_out}")) == (1, True, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its permissions elsewhere")
@pytest.mark.parametrize(
    ("umask", "before", "after"),
    [
        (0o022, None, 0o644),
        (0o002, None, 0o664),
        (0o077, None, 0o600),
        (0o022, 0o600, 0o600),
        (0o022, 0o640, 0o640),
        (0o022, 0o666, 0o644),
    ],
)
def test_whom_a_file_keeps_out(
    office: Morning, tmp_path: Path, umask: int, before: int | None, after: int
) -> None:
    files = [tmp_path / "清单.csv", tmp_path / "退回的.csv", tmp_path / "样表.xlsx"]
    calls = [
        ("hazard", "list", "--format", "csv", "--output", str(files[0])),
        ("check", "import", str(tmp_path / "检查.csv"), "--rejects", str(files[1])),
        ("check", "template", str(files[2]), "--unit", "GXC"),
    ]
    for file in files[:2]:
        if before is not None:
            file.touch()
            file.chmod(before)
    own = os.umask(umask)
    try:
        codes = [office(*call).code for call in calls]
    finally:
        os.umask(own)
    assert codes == [0, 3, 0]
    assert [oct(file.stat().st_mode & 0o777) for file in files[:2]] == [oct(after)] * 2
    assert oct(files[2].stat().st_mode & 0o777) == oct(0o666 & ~umask)
    assert not list(tmp_path.glob(".*"))


OWN = {
    "csv": "编号,单位,隐患\n1,桂香村,堵塞\n",
    "tsv": "no\tunit\n1\t桂香村\n",
    "md": "# 会议记录\n",
    "json": '{"list": "offices", "rows": []}\n',
    "txt": "隐患台账\n编号  单位\n",
}


@pytest.mark.parametrize("ending", OWN)
def test_a_list_of_somebody_else_is_replaced_by_force_alone(
    office: Morning, tmp_path: Path, ending: str
) -> None:
    own = tmp_path / f"台账.{ending}"
    own.write_text(OWN[ending], "utf-8")
    called = ("hazard", "list", "--output", str(own))
    run = office(*called)
    assert (run.code, str(own) in run.err, "--force" in run.err) == (3, True, True)
    assert own.read_text("utf-8") == OWN[ending]
    office.ok(*called, "--force")
    assert "YH-2022-0001" in own.read_text("utf-8")


def test_no_force_replaces_a_treasure(office: Morning, tmp_path: Path) -> None:
    for name in ("ledger.db", "六月.xlsx", "policy.yaml", "文件.pdf"):
        before = (tmp_path / name).read_bytes()
        called = ("hazard", "list", "--force", "--format", "csv", "--output", str(tmp_path / name))
        assert office(*called).code == 3
        assert (tmp_path / name).read_bytes() == before


NIGHTLY = [
    ("report", "overdue"),
    ("report", "due"),
    ("report", "voided"),
    ("report", "open", "--group-by", "unit"),
    ("hazard", "list"),
    ("check", "list"),
    ("unit", "list"),
    ("batch", "list"),
    ("journal", "list"),
    ("measure", "list"),
    ("db", "verify"),
    ("config", "list"),
]


@pytest.mark.parametrize("ending", OWN)
@pytest.mark.parametrize("args", NIGHTLY, ids=" ".join)
def test_last_nights_answer_is_replaced_be_it_empty_or_not(
    fresh_ledger: Path, office: Morning, tmp_path: Path, args: tuple[str, ...], ending: str
) -> None:
    target = tmp_path / f"昨晚.{ending}"
    ledgers = ["--db", str(fresh_ledger)], [], [], ["--db", str(fresh_ledger)]
    for ledger in ledgers:
        for bom in ("--bom",) if ending in ("csv", "tsv") and not ledger else ():
            office.ok(*ledger, *args, bom, "--output", str(target))
        office.ok(*ledger, *args, "--output", str(target))


def test_records_and_receipts_too_and_another_answer_is_not(
    office: Morning, tmp_path: Path
) -> None:
    for ending in ("txt", "json"):
        one, receipt = str(tmp_path / f"一项.{ending}"), str(tmp_path / f"回执.{ending}")
        for no in ("YH-2022-0001", "YH-2022-0002"):
            office.ok("hazard", "show", no, "--output", one)
            office.ok("check", "import", "-", "--type", "csv", "--output", receipt, stdin=GOOD)
        for args in (("unit", "show", "GXC"), ("db", "info")):
            assert office(*args, "--output", one).code == 3
        assert office("hazard", "list", "--output", receipt).code == 3
        assert office("report", "open", "--output", receipt).code == 3


GOOD = "单位,条款,检查日期\n桂香村,6,2022-05-02\n".encode()
UNITS = "代码,名称,类型\nXC1,新村,村\n".encode()


def test_columns_that_came_since_are_no_other_form_and_a_column_of_notes_is(
    office: Morning, tmp_path: Path
) -> None:
    target = tmp_path / "隐患.csv"
    called = ("hazard", "list", "--output", str(target))
    office.ok(*called)
    heading, rows = target.read_text("utf-8").split("\n", 1)
    target.write_text(f"{heading.rpartition(',')[0]}\n{rows}", "utf-8")
    office.ok(*called)
    target.write_text(f"{heading},我的备注\n{rows}", "utf-8")
    assert office(*called).code == 3


def test_an_empty_file_is_taken_and_a_receipt_is_refused_before_anything_is_written(
    office: Morning, tmp_path: Path
) -> None:
    (tmp_path / "空.csv").touch()
    office.ok("hazard", "list", "--output", str(tmp_path / "空.csv"))
    own = tmp_path / "记事.txt"
    own.write_text("周一去桂香村\n", "utf-8")
    run = office("unit", "import", "-", "--type", "csv", "--output", str(own), stdin=UNITS)
    assert (run.code, "已经在" in run.err) == (3, True)
    assert office("unit", "show", "XC1").code == 3
    assert own.read_text("utf-8") == "周一去桂香村\n"
