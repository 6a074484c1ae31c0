"""督办通知: which open hazards a unit is told to see to, and by when it reports back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.values import RUNNING, Paper, State
from zizhao_cli.report.papers.drawn import NotInState, in_words, level

if TYPE_CHECKING:
    from zizhao_cli.report.papers.drawn import Desk, Drawn


def supervise(desk: Desk) -> Drawn:
    """Draw up the paper for hazards of one unit whose clock runs. Raises NotInState, OfTwoUnits, IssuedBefore."""
    hazards = desk.hazards()
    over = {row["no"]: State(row["state"]).label for row in hazards if row["state"] not in RUNNING}
    if over:
        raise NotInState(Paper.SUPERVISE, over, "只督办已登记和整改中的；已整改的去复查")
    desk.refuse_again(hazards)
    said = [
        {
            "n": number,
            "no": row["no"],
            "text": row["title"],
            "unit": row["unit"],
            "level": level(row),
            "found_on": in_words(row["found_on"]),
            "due": in_words(row["due_on"]),
            "overdue": f"已逾期{days}天" if (days := row["days_overdue"]) else "",
        }
        for number, row in enumerate(hazards, 1)
    ]
    receiver = hazards[0]["unit"]
    values = {
        "to": desk.asked.receiver or receiver,
        "items": said,
        "report_by": in_words(desk.asked.report_by),
    }
    return desk.drawn(hazards, values, receiver=receiver)
