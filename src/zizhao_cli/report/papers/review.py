"""复查意见书: what a re-inspection found of the problems of a first paper, under the number of that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.values import NoticeState, Paper
from zizhao_cli.report.papers.drawn import in_words, items
from zizhao_cli.report.timeline import told_now

if TYPE_CHECKING:
    from zizhao_cli.report.model import Row
    from zizhao_cli.report.papers.drawn import Desk, Drawn

_REVIEWS = ("review", "past_review")


class NotAFirstPaper(Refused):
    def __init__(self, no: str, why: str) -> None:
        super().__init__(
            f"{no} {why}，不能据它开复查意见书",
            "写限期整改意见书的编号；用 notice list --paper rectify 查看",
        )


class NothingReviewed(Refused):
    def __init__(self, no: str, paper_no: str) -> None:
        super().__init__(
            f"{no}（{paper_no}）的隐患没有新的复查结果", "先用 hazard review 记复查结果"
        )


def review(desk: Desk) -> Drawn:
    """Draw up the paper for the problems of the first one that were re-inspected since, and since the last such paper.

    Raises UnknownRecord, NotAFirstPaper, NothingReviewed, OfTwoUnits.
    """
    first = _first(desk)
    numbers: list[str] = json.loads(first["hazards"])
    before = [
        notice
        for notice in desk.live(Paper.REVIEW, first["unit_id"])
        if notice["first_id"] == first["id"]
    ]
    told = _told_until(desk, before[-1] if before else first)
    hazards = desk.hazards_of(numbers)
    found = [
        (number, row, step)
        for number, row in enumerate(hazards, 1)
        if (step := _reviewed(desk, row["no"], told)) is not None
    ]
    if not found:
        raise NothingReviewed(first["no"], first["paper_no"])
    said = [_item(*one) for one in found]
    reviewers = [*dict.fromkeys(step["detail"]["reviewer"] for _, _, step in found)]
    unit = desk.unit(first["unit_id"])
    values = {
        "first_number": first["paper_no"],
        "first_issued_on": in_words(first["issued_on"]),
        "reviewed_on": "、".join(
            map(in_words, sorted({step["effective_on"] for _, _, step in found}))
        ),
        "reviewers": [*(desk.asked.inspectors or reviewers)],
        "items": said,
        "passed": items([one["n"] for one in said if one["passed"]]),
        "failed": items([one["n"] for one in said if not one["passed"]]),
        "unit_head": desk.asked.head or unit["head"] or "",
    }
    return desk.drawn(
        [row for _, row, _ in found],
        values,
        receiver=unit["name"],
        inspectors=reviewers,
        first=first,
        again=len(before),
    )


def _first(desk: Desk) -> Row:
    (number,) = desk.asked.numbers
    found = desk.connection.execute(
        f"SELECT * FROM {NOTICE.table} WHERE id = ?", (NOTICE.parse(number),)
    ).fetchone()
    if found is None:
        raise NOTICE.unknown(number)
    if found["paper"] != Paper.RECTIFY:
        raise NotAFirstPaper(found["no"], f"是{Paper(found['paper']).label}")
    if found["state"] == NoticeState.VOIDED:
        raise NotAFirstPaper(found["no"], "已经作废")
    return dict(found)


def _told_until(desk: Desk, notice: Row) -> int:
    """Return the entry in which a paper was issued: re-inspections recorded later are not told by it."""
    query = f"SELECT seq FROM {NOTICE.history} WHERE id = ? AND {NOTICE.number} = 1"
    (seq,) = desk.connection.execute(query, (notice["id"],)).fetchone()
    return int(seq)


def _reviewed(desk: Desk, no: str, told: int) -> Row | None:
    """Return the last re-inspection of a hazard that was recorded after the entry `told`, by the day of the paper."""
    steps = [
        step
        for step in told_now(desk.connection, HAZARD, no)
        if step["step"] in _REVIEWS
        and step["journal_seq"] > told
        and step["effective_on"] <= str(desk.asked.issued_on)
    ]
    return steps[-1] if steps else None


def _item(number: int, row: Row, step: Row) -> dict[str, Any]:
    detail = step["detail"]
    due = (detail.get("due") or {}).get("on")
    return {
        "n": number,
        "text": row["title"],
        "passed": detail["passed"],
        "result": "予以销号" if detail["passed"] else "继续整改",
        "reviewed_on": in_words(step["effective_on"]),
        "due": in_words(due),
        "remark": detail.get("note") or "",
    }
