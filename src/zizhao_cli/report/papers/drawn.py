"""What is asked of a paper, the hazards it is about, and the paper as it is drawn up: its record and what its template says."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.dates import as_papers_have_it
from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.private import holds_numbers, was_told
from zizhao_cli.domain.values import Level, NoticeState, Paper
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.hazards import hazard_record, hazard_row
from zizhao_cli.report.question import Where, ask, ask_one

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from zizhao_cli.domain.papers import PaperTerms
    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.model import Row


class OfTwoUnits(Refused):
    def __init__(self, what: str, found: Mapping[str, str]) -> None:
        named = "；".join(f"{no} 是{unit}" for no, unit in found.items())
        super().__init__(f"一份文书只管{what}：{named}", "分开签发")


class IssuedBefore(Refused):
    def __init__(self, paper: Paper, found: Mapping[str, str]) -> None:
        named = "、".join(f"{hazard}（{notice}）" for hazard, notice in found.items())
        super().__init__(
            f"已经开过{paper.label}：{named}",
            "从编号里去掉；原来那份已经回复的，先用 notice answer 记下，开错了的用 notice void 作废",
        )


class IssuedBeforeFound(Refused):
    def __init__(self, no: str, issued_on: date, found_on: str) -> None:
        super().__init__(f"签发日期 {issued_on} 早于 {no} 的发现日期 {found_on}", "核对 --on")


class NotInState(Refused):
    """Hazards in states that a paper is not about."""

    def __init__(self, paper: Paper, found: Mapping[str, str], way_out: str) -> None:
        named = few([f"{no} 是“{state}”" for no, state in found.items()])
        super().__init__(f"{paper.label}不能写：{named}", way_out)


class TellsWhoTold(Refused):
    """A hazard that somebody reported, whose words hold a telephone: the paper goes to whom it is about (measure 13)."""

    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 来自举报，文字里有像电话、证件的号码，不能印在文书上",
            f"先用 hazard edit {no} --title 改成认不出举报人的文字",
        )


class Asked(NamedTuple):
    """What is asked of a paper: the `numbers` it is about, of hazards, or of the paper that a re-inspection follows; or all of a `unit`.

    `head` is the head of the unit as the paper names him, `pictures` whether evidence is shown on it.
    """

    paper: Paper
    numbers: Sequence[str]
    issued_on: date
    unit: str | None = None
    receiver: str | None = None
    inspectors: Sequence[str] = ()
    report_by: date | None = None
    head: str | None = None
    approver: str | None = None
    remark: str | None = None
    pictures: bool = True


class Drawn(NamedTuple):
    """A paper as it is drawn up: the `record` but for its number in the ledger, the `values` for its template, and which entry issuing it will be."""

    record: dict[str, Any]
    values: dict[str, Any]
    entry: int
    remarks: Sequence[str] = ()
    """What is to be seen to before it is signed."""

    @property
    def items(self) -> list[str]:
        """What it is about, a line for each hazard."""
        numbers = json.loads(self.record["hazards"])
        said = self.values.get("problems") or self.values["items"]
        return [f"  {one['n']}. {no} {one['text']}" for no, one in zip(numbers, said, strict=True)]

    @property
    def name(self) -> str:
        """What its file is called."""
        paper = Paper(self.record["paper"])
        return f"{self.record['paper_no']}{paper.label}（{self.values['unit']}）.docx"


class Desk(NamedTuple):
    """What a paper is drawn up with: the ledger, its open connection, the office's terms, and what is asked."""

    ledger: Path
    connection: sqlite3.Connection
    terms: PaperTerms
    asked: Asked

    def hazards(self) -> list[Row]:
        """Return the hazards asked for by their numbers, as they were on the day of the paper, each once. Raises UnknownRecord, OfTwoUnits, IssuedBeforeFound."""
        return self.hazards_of(self.asked.numbers)

    def hazards_of(self, numbers: Iterable[str]) -> list[Row]:
        """Return the hazards of these numbers; see hazards."""
        found: dict[str, Row] = {}
        at, day = self.at(), self.asked.issued_on
        for text in numbers:
            now, _ = hazard_record(self.connection, text, day)
            if now["found_on"] > str(day):
                raise IssuedBeforeFound(now["no"], day, now["found_on"])
            then = ask_one(self.connection, "hazards", HAZARD, text, at)
            whole, row = dict(then), hazard_row(then, day)
            printed = f"{row['title']} {row['location'] or ''} {whole['plan_measures'] or ''}"
            if was_told(row["source"]) and holds_numbers(printed):
                raise TellsWhoTold(row["no"])
            found[row["no"]] = {**whole, **row}
        units = {row["unit_code"]: f"{row['unit']}的" for row in found.values()}
        if len(units) > 1:
            raise OfTwoUnits("一个单位的隐患", {no: row["unit"] for no, row in found.items()})
        return [*found.values()]

    def at(self) -> AsOf:
        """Return how hazards are come by as they were on the day of the paper."""
        return as_of_at(self.connection, HAZARD, self.asked.issued_on, None)

    def in_states(self, unit_id: int, states: Sequence[str]) -> list[str]:
        """Return the numbers of the hazards of a unit that were in one of `states` then."""
        at = self.at()
        where = Where({**at.values, "unit_id": unit_id}, ["unit_id = :unit_id"])
        where.among("state", [*states])
        found = ask(self.connection, "hazards", where, order="id", at=at)
        return [row["no"] for row in found]

    def live(self, paper: Paper, unit_id: int) -> list[Row]:
        """Return the papers of a kind that the unit was issued, and that stand."""
        asked = (unit_id, paper.value, NoticeState.VOIDED.value)
        query = f"SELECT * FROM {NOTICE.table} WHERE unit_id = ? AND paper = ? AND state <> ? ORDER BY id"
        return [dict(row) for row in self.connection.execute(query, asked)]

    def refuse_again(self, hazards: Sequence[Row], *, since: str | None = None) -> None:
        """Refuse hazards that a paper of this kind names already, which nobody has answered; or one issued `since` (the key of a day of theirs). Raises IssuedBefore."""
        before = {
            no: notice
            for notice in self.live(self.asked.paper, hazards[0]["unit_id"])
            if notice["state"] != NoticeState.ANSWERED
            or notice["answered_on"] > str(self.asked.issued_on)
            for no in json.loads(notice["hazards"])
        }
        found = {
            row["no"]: before[row["no"]]["no"]
            for row in hazards
            if row["no"] in before
            and (since is None or before[row["no"]]["issued_on"] >= (row[since] or ""))
        }
        if found:
            raise IssuedBefore(self.asked.paper, found)

    def drawn(
        self,
        hazards: Sequence[Row],
        values: dict[str, Any],
        *,
        receiver: str,
        inspectors: Sequence[str] = (),
        first: Row | None = None,
        again: int = 0,
    ) -> Drawn:
        """Return the paper with its number: the next of its kind and year, or that of the `first` paper, as the re-inspection number `again` after others."""
        asked = self.asked
        year, serial = self._number() if first is None else (first["year"], first["serial"])
        paper_no = self.terms.number(asked.paper, year, serial)
        if again:
            paper_no = paper_no.replace(f"〕{serial}号", f"〕{serial}-{again + 1}号")
        signers = [*(asked.inspectors or inspectors)]
        record = {
            "paper": asked.paper.value,
            "unit_id": hazards[0]["unit_id"],
            "first_id": None if first is None else first["id"],
            "year": year,
            "serial": serial,
            "paper_no": paper_no,
            "receiver": asked.receiver or receiver,
            "hazards": json.dumps([row["no"] for row in hazards]),
            "inspectors": json.dumps(signers, ensure_ascii=False) if signers else None,
            "issued_on": asked.issued_on,
            "report_by": asked.report_by,
            "last_step_on": asked.issued_on,
        }
        said = {
            "organ": self.terms.organ,
            "office": self.terms.office,
            "phone": self.terms.phone or "",
            "copies": self.terms.copies or "",
            "number": paper_no,
            "unit": hazards[0]["unit"],
            "issued_on": in_words(asked.issued_on),
            "inspectors": signers,
            "remark": asked.remark or "",
        }
        told = [row["no"] for row in hazards if was_told(row["source"])]
        about = f"来自举报：{few(told)}；核对文书里没有能认出举报人的话"
        (last,) = self.connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
        return Drawn(record, {**said, **values}, last + 1, [about] if told else [])

    def unit(self, unit_id: int) -> Row:
        """Return the row of a unit."""
        return dict(
            self.connection.execute("SELECT * FROM unit WHERE id = ?", (unit_id,)).fetchone()
        )

    def _number(self) -> tuple[int, int]:
        year = self.asked.issued_on.year
        query = (
            f"SELECT coalesce(max(serial), 0) + 1 FROM {NOTICE.table} WHERE paper = ? AND year = ?"
        )
        (serial,) = self.connection.execute(query, (self.asked.paper.value, year)).fetchone()
        return year, serial


def in_words(day: date | str | None) -> str:
    """Return a day as papers have it; nothing for none."""
    if day is None:
        return ""
    said = date.fromisoformat(day) if isinstance(day, str) else day
    return as_papers_have_it(said)


def items(numbers: Sequence[int]) -> str:
    """Return which items of a paper are meant, or nothing where none is."""
    return f"第{'、'.join(map(str, numbers))}项" if numbers else ""


def level(row: Row) -> str:
    """Return the level of a hazard as papers call it."""
    return f"{Level(row['level']).label}隐患"
