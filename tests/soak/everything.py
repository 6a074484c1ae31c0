"""A ledger with a row of everything: units with versions, checks and batches with what became of them, hazards in all states, evidence."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.cli.pictures import content
from tests.intake.office import Office
from tests.kinds.declared import DECLARED
from tests.kinds.lives import live
from tests.ledger.officer import set_up
from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.values import Paper
from zizhao_cli.ledger import checks, corrections, hazard_steps, hazards, notices, submits
from zizhao_cli.ledger.batches import undo_batch
from zizhao_cli.ledger.check_replacement import replace_check
from zizhao_cli.ledger.units import edit_unit, retire_unit
from zizhao_cli.report.papers.drawn import Asked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.officer import Officer

ROWS = "编号,单位,条款,检查日期,隐患,责任人\n"


def make(folder: Path) -> Path:
    """Make the ledger in `folder`, and return its path."""
    office = Office(set_up(folder / "ledger.db"))
    office.unit("E1", "甲厂", parent="桂香村", phone="13800000000", aliases=["甲"])
    office.unit("E2", "乙店")
    edit_unit(office.session, "E1", {"contact": "李四", "note": "夜班"}, date(2022, 6, 1))
    retire_unit(office.session, "E2", "关停", date(2022, 6, 1))
    _hazards(office)
    _checks(office)
    _submissions(office)
    _notices(office)
    for kind in DECLARED:
        live(office, kind)
    return office.path


def _hazards(officer: Officer) -> None:
    pictures = _pictures(officer.path.parent)
    major = officer.hazard(level="major", sector="消防", location="二层", source="举报")
    officer.whole_plan(major, "2022-04-22", "2022-05-05")
    officer.extend(major, "2022-05-20", "2022-05-04")
    given = {"rectified_by": None, "note": "已清理"}
    hazard_steps.rectify(officer.session, major, on="2022-05-25", **given, evidence=[pictures[0]])
    officer.review(major, "2022-05-27", passed=False)
    officer.rectify(major, "2022-06-01")
    officer.review(major, "2022-06-02", evidence=pictures[1:3])
    officer.plan(officer.hazard(), "2022-04-21", measures="清理")
    officer.rectify(officer.hazard(), "2022-04-22")
    officer.transfer(officer.hazard(), "2022-04-22")
    officer.void(officer.hazard(), "2022-04-22")
    officer.edit(officer.hazard(), "2022-05-01", title="改正", level="major", reason="复核")
    _corrected(officer)
    found = {"unit": "E1", "measure": "6", "title": "气瓶混放", "found_on": "2022-06-02"}
    hazards.add_hazard(officer.session, {**found, "due": "+10wd"}, [pictures[3]])


def _corrected(officer: Officer) -> None:
    """Lives that were told anew: steps taken back, words mended for good, hazards replaced; and what was noted."""
    no = officer.hazard(title="消防栓无水")
    officer.rectify(no, "2022-05-06")
    officer.review(no, "2022-05-08")
    officer.edit(no, title="消火栓无水", sector="消防")
    officer.retract(no, approved_by="石世文")
    officer.retract(no)
    officer.rectify(no, "2022-05-04")
    officer.edit(no, "2022-04-25", responsible="李四")
    officer.replace(officer.hazard(title="单位记错"), unit="大丘村", due="2022-05-10")
    officer.note(no)
    transferred = officer.hazard(title="超出职权")
    officer.transfer(transferred, "2022-04-22")
    officer.reopen(transferred, "2022-04-25")
    officer.note(transferred, "已电话催办")


def _checks(office: Office) -> None:
    picture = _pictures(office.path.parent)[4]
    given = {"unit": "桂香村", "measure": "6", "checked_on": "2022-04-20", "result": "pass"}
    more = {"inspectors": ["甲", "乙"], "note": "良好", "source_id": "自查-1"}
    checks.add_check(office.session, {**given, **more}, [picture])
    office.check(hazard={"title": "出口堵塞", "due": "+15d", "responsible": "张静"})
    for source_id in ("A-1", "A-2"):
        office.void_check(office.check(source_id=source_id))
    replaced = checks.add_check(office.session, {**given, "note": "条款记错"})[0]
    by = {"reason": "记错", "approved_by": None, "approver_unit": None}
    replace_check(office.session, replaced, {"measure": "7"}, {}, **by)
    for note in ("已补签字", "签字齐全"):
        edited = {"note": note, "kind": "town", "inspectors": ["甲"]}
        checks.edit_check(office.session, "JC-2022-00001", edited, "补记")
    office.takes(f"{ROWS}甲-1,桂香村,6,2022-05-01,堵塞,张静\n甲-2,桂香村,7,2022-05-01,,\n")
    for number in (1, 2):
        undone = office.takes(f"{ROWS}乙-{number},桂香村,8,2022-05-02,堵塞{number},张静\n")
        undo_batch(office.session, str(undone.receipt.batch), "拿错了")


def _submissions(officer: Officer) -> None:
    """Tables of three months: one stands and was noted upon, one came back and was struck out, one only seemed to come back."""
    [(seq, digest)] = officer.known("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    numbers = []
    for month, anchor in (("2022-04", None), ("2022-05", f"{seq}:{digest}"), ("2022-06", None)):
        file = officer.path.with_name(f"{month}.json")
        of = {"form": "monthly", "form_version": "1", "form_digest": "0" * 64, "base": "year"}
        rows = [{"sheet": "工矿企业", "row": "合计", "found": 3}]
        said = {"report": "form", **of, "title": "月报表", "anchor": anchor, "rows": rows}
        file.write_text(json.dumps({**said, "period": month, "as_of": f"{month}-28"}), "utf-8")
        given = {"receiver": "区安委办", "submitted_on": "2022-07-01"}
        numbers.append(submits.record_submission(officer.session, str(file), given).number())
    stands, seemed, struck = numbers
    corrections.note(officer.session, SUBMIT, [stands], "电话确认收到", on=None)
    submits.return_submissions(officer.session, [seemed, struck], "口径不对", "2022-07-02")
    how = {"approved_by": None, "approver_unit": None}
    corrections.retract(officer.session, SUBMIT, seemed, number=None, reason="记错", **how)
    submits.void_submissions(officer.session, [struck], "记错")


def _notices(officer: Officer) -> None:
    """Papers about four hazards: delivered and re-inspected, refused and answered, struck out; and one of a transfer that was answered."""

    def issue(paper: Paper, *numbers: str, on: str, **besides: Any) -> str:
        asked = Asked(paper, numbers, date.fromisoformat(on), **besides)
        # What stands in the file is of no matter here.
        return notices.issue(officer.session, asked, lambda drawn: repr(drawn).encode())[0].number()

    first, second, sent = (officer.hazard(title=f"第{n}处") for n in (1, 2, 3))
    of_two = issue(Paper.RECTIFY, first, second, on="2022-04-21", inspectors=["甲", "乙"])
    notices.deliver(officer.session, of_two, on="2022-04-21", received_by="张静", delivered_by="甲")
    officer.rectify(first, "2022-04-25")
    officer.review(first, "2022-04-26")
    issue(Paper.REVIEW, of_two, on="2022-04-26")
    day = date(2022, 5, 30)
    told = issue(Paper.SUPERVISE, second, on="2022-05-20", report_by=day)
    refusal = {"reason": "不在家", "witness": "乙", "delivered_by": None}
    notices.refuse(officer.session, told, on="2022-05-21", **refusal)
    notices.answer(officer.session, told, on="2022-05-25", note="已安排")
    notices.retract(officer.session, told, "记错")
    officer.transfer(sent, "2022-05-01")
    notices.void(officer.session, issue(Paper.TRANSFER, sent, on="2022-05-02"), "写错")
    said = {"on": "2022-05-10", "answered_by": "执法支队"}
    hazard_steps.answered(officer.session, sent, note="月底前拆除", **said)
    hazard_steps.result(officer.session, sent, on="2022-05-20", note="已拆除")


def _pictures(folder: Path) -> list[str]:
    pictures = [folder / f"照片{number}.jpg" for number in range(5)]
    for number, picture in enumerate(pictures):
        picture.write_bytes(content("jpg", str(number)))
    return [str(picture) for picture in pictures]


def tables(path: Path) -> dict[str, list[str]]:
    """Return the tables of a ledger with the columns that it stores, but for the mark of a copy without sealed parts."""
    with closing(sqlite3.connect(path)) as raw:
        names = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'withheld'"
        ).fetchall()
        return {
            name: [column[1] for column in raw.execute(f"PRAGMA table_info({name})")]
            for (name,) in names
        }
