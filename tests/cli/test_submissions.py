"""What was handed upward is kept as it was sent, and stays comparable with what is known later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Zizhao

SENT = ("--to", "区安委办", "--on", "2022-06-03")
NO = "BS-2022-0001"


@pytest.fixture
def sent(zizhao: Zizhao) -> Zizhao:
    """An office that sent its table of May: two hazards of gas."""
    for title in ("通道堵塞", "瓶压不足"):
        zizhao.ok(
            *("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", title),
            *("--found", "2022-05-05", "--due", "2022-05-25", "--sector", "燃气"),
            *("--responsible", "王强"),
        )
    file = str(zizhao.db.with_name("m.json"))
    zizhao.ok("submit", "make", "monthly", "--period", "2022-05", "--output", file)
    assert zizhao.ok("submit", "record", file, *SENT) == NO
    return zizhao


def test_a_correction_after_sending_shows_what_was_sent_what_is_now_and_the_entry(
    sent: Zizhao,
) -> None:
    assert json.loads(sent.ok("submit", "diff", NO, "--format", "json"))["rows"] == []
    reason = ("--reason", "重复", "--approved-by", "李明")
    sent.ok("hazard", "void", "YH-2022-0002", *reason)
    told = json.loads(sent.ok("submit", "diff", NO, "--format", "json"))
    cells = {(r["row"], r["column"]): (r["sent"], r["now"]) for r in told["rows"]}
    assert cells[("燃气", "general_found")] == cells[("合计", "general_found")] == (2, 1)
    assert [(e["action"], e["records"]) for e in told["entries"]] == [
        ("hazard.void", ["YH-2022-0002"])
    ]
    sent.ok("db", "verify")
