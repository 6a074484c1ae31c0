"""The ledger against what its officers were told: everything confirmed is there, nothing else is, in their order."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.soak.duties import IMPORTED, Write
from tests.soak.officer import Answer, Log, name_of

if TYPE_CHECKING:
    from tests.conftest import Zizhao

    Rows = dict[str, dict[str, Any]]

KEYS = {"hazard": "no", "check": "no", "unit": "code", "batch": "batch"}
ALL = {"check": ["--all"], "unit": ["--all"]}


@dataclass
class Account:
    """What officers noted by their numbers, settled with the ledger."""

    logs: dict[int, Log]
    lists: dict[str, Rows] = field(default_factory=dict)
    due: dict[str, Rows] = field(default_factory=dict)
    in_flight_written: int = 0

    def settle(self, zizhao: Zizhao) -> None:
        """Hold the ledger to the logs, entry by entry and record by record."""
        entries = rows(zizhao, "journal")
        self.lists = {
            noun: {row[key]: row for row in rows(zizhao, noun, *ALL.get(noun, []))}
            for noun, key in KEYS.items()
        }
        self.due = {noun: {} for noun in KEYS}
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        shared = self._shared(entries)
        left = {name_of(number): self._to_come(log) for number, log in self.logs.items()}
        flying = {name_of(number): log for number, log in self.logs.items()}
        for entry in entries:
            actor, action, subject = entry["actor"], entry["action"], entry["subject"]
            if actor not in left:
                continue
            if subject in shared:
                self._bring_about(shared[subject], subject)
            elif left[actor]:
                write, told = left[actor].pop(0)
                assert (write.action, told) == (action, subject), f"{entry} is not {write}"
                self._bring_about(write, subject)
            else:
                log = flying.pop(actor, Log())
                assert log.in_flight is not None, f"{entry} was never asked for"
                assert log.in_flight.action == action, f"{entry} is not {log.in_flight}"
                assert log.printed == "" or subject in log.printed
                self._bring_about(log.in_flight, subject)
                self.in_flight_written += 1
        assert not any(left.values()), f"lost: {left}"
        for log in flying.values():
            # A refused one prints nothing; a check that all officers write may be another's entry.
            assert log.in_flight is None or log.in_flight.shared or not log.printed, f"lost: {log}"
        self._compare()

    @staticmethod
    def _to_come(log: Log) -> list[tuple[Write, str]]:
        """Return what an officer alone was told to be written, with the number that he was told."""
        confirmed = [(write, answer) for write, answer in log.confirmed() if not write.shared]
        return [(write, number(write, answer)) for write, answer in confirmed]

    def _shared(self, entries: list[dict[str, Any]]) -> dict[str, Write]:
        """Return the checks that all officers wrote by their numbers: each is there once, whoever was told of it."""
        told: dict[str, tuple[str, Write]] = {}
        for log in self.logs.values():
            for write, answer in log.confirmed():
                if write.shared:
                    known, _ = told.setdefault(write.means["source_id"], (answer.out, write))
                    assert known == answer.out
            write = log.in_flight
            if write is not None and write.shared:
                source_id = write.means["source_id"]
                there = [
                    row["no"]
                    for row in self.lists["check"].values()
                    if row["source_id"] == source_id
                ]
                assert there or not log.printed, f"lost: {log}"
                if there:
                    told.setdefault(source_id, (f"{there[0]}\n", write))
        written = Counter(entry["subject"] for entry in entries if entry["action"] == "check.add")
        shared = {no.strip(): write for no, write in told.values()}
        assert {no: written[no] for no in shared} == dict.fromkeys(shared, 1)
        return shared

    def _bring_about(self, write: Write, subject: str) -> None:
        """Have the records say what `write` meant."""
        noun = write.action.split(".")[0]
        if write.action == "check.import":
            noun = "batch"
        self.due[noun].setdefault(subject, {}).update(write.means)
        if write.finds is not None:
            (no,) = self.lists["check"][subject]["hazards"]
            self.due["hazard"][no] = {**write.finds, "check_no": subject}

    def _compare(self) -> None:
        """Hold every record to what is due of it; what came by an import is due by its batch."""
        imported = {no: row for no, row in self.lists["check"].items() if row["batch"]}
        assert Counter(row["batch"] for row in imported.values()) == dict.fromkeys(
            self.due["batch"], IMPORTED
        )
        for row in imported.values():
            undone = "undo_reason" in self.due["batch"][row["batch"]]
            self.due["check"][row["no"]] = {"voided": undone}
            for no in row["hazards"]:
                self.due["hazard"][no] = {"state": "voided" if undone else "registered"}
        for noun, records in self.due.items():
            for no, means in records.items():
                row = self.lists[noun][no]
                if "undo_reason" in means:
                    means.pop("undone_on")
                assert {key: row[key] for key in means} == means, no
        for noun, prefix in (("hazard", "YH-2022-"), ("check", "JC-2022-")):
            serials = sorted(int(no.removeprefix(prefix)) for no in self.lists[noun])
            assert serials == list(range(1, len(serials) + 1))

    def strangers(self, noun: str) -> set[str]:
        """Return the records that no officer wrote."""
        return self.lists[noun].keys() - self.due[noun].keys()


def number(write: Write, answer: Answer) -> str:
    """Return the number that a write was told."""
    if write.action == "check.import":
        batch: str = json.loads(answer.out)["batch"]
        return batch
    return answer.out.removesuffix("\n")


def rows(zizhao: Zizhao, noun: str, *more: str) -> list[dict[str, Any]]:
    """Return what `list` says."""
    run = zizhao(noun, "list", "--format", "json", *more)
    assert (run.code, run.err) == (0, "")
    found: list[dict[str, Any]] = run.json["rows"]
    return found
