"""抄告单: hazards that were handed to another authority, which answers by the day that the transfer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import Paper, State
from zizhao_cli.report.papers.drawn import NotInState, OfTwoUnits, in_words, level
from zizhao_cli.report.timeline import told_now

if TYPE_CHECKING:
    from zizhao_cli.report.model import Row
    from zizhao_cli.report.papers.drawn import Desk, Drawn


def transfer(desk: Desk) -> Drawn:
    """Draw up the paper for hazards of one unit that were handed to one authority. Raises NotInState, OfTwoUnits, IssuedBefore."""
    hazards = desk.hazards()
    elsewhere = {
        row["no"]: State(row["state"]).label for row in hazards if row["state"] != State.TRANSFERRED
    }
    if elsewhere:
        way = "先用 hazard transfer 编号 --to 机关 --reason 理由 记移送"
        raise NotInState(Paper.TRANSFER, elsewhere, way)
    desk.refuse_again(hazards, since="transferred_on")
    sent = {row["no"]: _sent(desk, row["no"]) for row in hazards}
    if len({matching_key(step["detail"]["to"]) for step in sent.values()}) > 1:
        raise OfTwoUnits(
            "移送一个机关的隐患", {no: step["detail"]["to"] for no, step in sent.items()}
        )
    unit, asked = desk.unit(hazards[0]["unit_id"]), desk.asked
    receiver = next(iter(sent.values()))["detail"]["to"]
    said = [
        {
            "n": number,
            "no": row["no"],
            "text": row["title"],
            "location": row["location"] or "",
            "unit": row["unit"],
            "address": "",
            "head": asked.head or unit["head"] or unit["contact"] or "",
            "phone": unit["phone"] or "",
            "level": level(row),
            "found_on": in_words(row["found_on"]),
        }
        for number, row in enumerate(hazards, 1)
    ]
    reasons = dict.fromkeys(step["detail"]["reason"] for step in sent.values())
    values = {
        "to": asked.receiver or receiver,
        "items": said,
        "reason": "；".join(reasons),
        "sent_on": in_words(asked.issued_on),
        "reply_due": in_words(max(row["reply_due_on"] or "" for row in hazards) or None),
        "handler": "、".join(asked.inspectors),
        "approver": asked.approver or "",
    }
    drawn = desk.drawn(hazards, values, receiver=receiver)
    settled = [row["no"] for row in hazards if row["result_on"]]
    late = f"处理结果已经反馈回来了：{few(settled)}"
    return drawn._replace(remarks=[*drawn.remarks, *([late] if settled else [])])


def _sent(desk: Desk, no: str) -> Row:
    """Return the step by which a hazard was handed on."""
    issued_on = str(desk.asked.issued_on)
    steps = [
        step
        for step in told_now(desk.connection, HAZARD, no)
        if step["step"] == "transfer" and step["effective_on"] <= issued_on
    ]
    return steps[-1]
