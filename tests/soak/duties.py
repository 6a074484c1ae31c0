"""What an officer writes: each kind of write, on what he wrote before, with what it is to bring about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

DAY = "2022-04-20"
ALL_OFFICERS = 4
"""So many turns of all officers go to the same check and the same unit."""
SHARED_HAZARD = "YH-2022-0001"
"""Every officer corrects it. It must be there before they start."""
IMPORTED = 3
TOLD_HAZARD = re.compile(r"的隐患：(YH-2022-\d+)，")
OPEN = ("registered", "rectifying")
STATE_AFTER = {
    "plan": "rectifying",
    "rectify": "awaiting_review",
    "pass": "closed",
    "fail": "rectifying",
    "transfer": "transferred",
    "void": "voided",
}


@dataclass(frozen=True)
class Write:
    """A call that records: the journal's name for it, its arguments, and what it is to bring about.

    `means` is what the list of such records then says of it, `finds` what the list of hazards says of the hazard
    that a check finds. Without `codes` of its own it must be done; `shared` is one that all officers write.
    """

    action: str
    args: list[str]
    means: dict[str, Any]
    finds: dict[str, Any] | None = None
    codes: list[int] = field(default_factory=lambda: [0])
    shared: bool = False


class Duties:
    """What one officer has written so far, and what he may write next."""

    def __init__(self, number: int, folder: Path, chance: random.Random) -> None:
        self._number = number
        self._folder = folder
        self._chance = chance
        self._hazards: dict[str, str] = {}
        self._extensions: dict[str, int] = {}
        self._units: list[str] = []
        self._checks: list[str] = []
        self._batches: list[str] = []

    def next(self, turn: int) -> Write:
        """Return the next write; its `mark` is in no other one."""
        mark = f"{self._number}-{turn}"
        kinds: list[Callable[[str], Write]] = [
            self._hazard,
            self._check,
            self._failed_check,
            self._unit,
            self._import,
            self._refused,
            self._correct_shared_hazard,
        ]
        kinds += [self._step] * 4 if self._hazards else []
        kinds += [self._edit_unit] if self._units else []
        kinds += [self._void_check] if self._checks else []
        kinds += [self._undo] if self._batches else []
        if turn % ALL_OFFICERS == 2:
            kinds = [self._shared_check]
        elif turn % ALL_OFFICERS == 1:
            kinds.append(self._shared_unit)
        return self._chance.choice(kinds)(mark)

    def learn(self, write: Write, out: str, err: str) -> None:
        """Take note of a write that was done."""
        match write.action:
            case "hazard.add":
                self._hazards[out.strip()] = "registered"
            case "check.add" if write.finds:
                self._hazards[TOLD_HAZARD.findall(err)[0]] = "registered"
            case "check.add" if not write.shared:
                self._checks.append(out.strip())
            case "unit.add":
                self._units.append(out.strip())
            case "check.import":
                self._batches.append(json.loads(out)["batch"])
            case action if action.startswith("hazard.") and out.strip() in self._hazards:
                self._hazards[out.strip()] = write.means.get("state", self._hazards[out.strip()])

    def _hazard(self, mark: str) -> Write:
        args = ["hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", DAY]
        args += ["--title", mark, "--responsible", "谭二"]
        return Write("hazard.add", args, {"title": mark, "state": "registered"})

    def _check(self, mark: str) -> Write:
        args = ["check", "add", "--unit", "GXC", "--measure", "1", "--result", "pass", "--on", DAY]
        args += ["--note", mark, "--source-id", mark]
        return Write("check.add", args, {"note": mark, "source_id": mark, "voided": False})

    def _failed_check(self, mark: str) -> Write:
        args = ["check", "add", "--unit", "桂香村", "--measure", "6", "--on", DAY, "--note", mark]
        args += ["--hazard", mark, "--responsible", "谭二"]
        finds = {"title": mark, "state": "registered"}
        return Write("check.add", args, {"note": mark, "result": "fail"}, finds)

    def _unit(self, mark: str) -> Write:
        code = f"D{mark.replace('-', 'N')}"
        args = ["unit", "add", code, f"店{mark}", "--kind", "site", "--parent", "桂香村"]
        return Write("unit.add", args, {"name": f"店{mark}"})

    def _import(self, mark: str) -> Write:
        file = self._folder / f"{mark}.csv"
        rows = [f"{mark}-{row},桂香村,6,{DAY},\n" for row in range(1, IMPORTED)]
        head = "编号,单位,条款,检查日期,隐患\n"
        file.write_text("".join([head, *rows, f"{mark}-0,桂香村,6,{DAY},{mark}\n"]), "utf-8")
        args = ["check", "import", str(file), "--format", "json"]
        return Write("check.import", args, {"new": IMPORTED, "hazards": 1, "undone_on": None})

    def _refused(self, mark: str) -> Write:
        args = ["hazard", "add", "--unit", "没有这一家", "--measure", "6", "--title", mark]
        return Write("", args, {}, codes=[3])

    def _step(self, mark: str) -> Write:
        no, state = self._chance.choice(list(self._hazards.items()))
        steps = {"edit": ["--title", mark], "transfer": ["--to", "区", "--reason", mark]}
        if state in OPEN:
            due = f"+{16 + self._extensions.get(no, 0)}d"
            extend = ["--due", due, "--reason", mark, "--safeguards", "守", "--approved-by", "刘"]
            steps |= {"plan": ["--measures", mark], "rectify": ["--note", mark], "extend": extend}
            steps |= {"void": ["--reason", mark, "--approved-by", "石世文"]}
        elif state == "awaiting_review":
            steps |= {
                "pass": ["--pass", "--reviewer", "刘"],
                "fail": ["--fail", "--reviewer", "刘"],
            }
        else:
            return Write("", ["hazard", "rectify", no, "--note", mark, "--on", DAY], {}, codes=[3])
        step = self._chance.choice(list(steps))
        if step == "extend":
            self._extensions[no] = self._extensions.get(no, 0) + 1
        means = {"title": mark} if step == "edit" else {}
        means |= {"state": STATE_AFTER[step]} if step in STATE_AFTER else {}
        means |= {"extensions": self._extensions[no]} if step == "extend" else {}
        command = "review" if step in ("pass", "fail") else step
        args = ["hazard", command, no, *steps[step], "--on", DAY]
        return Write(f"hazard.{command}", args, means)

    def _correct_shared_hazard(self, mark: str) -> Write:
        args = ["hazard", "edit", SHARED_HAZARD, "--location", mark, "--on", DAY]
        return Write("hazard.edit", args, {"location": mark})

    def _edit_unit(self, mark: str) -> Write:
        code = self._chance.choice(self._units)
        return Write("unit.edit", ["unit", "edit", code, "--contact", mark], {"contact": mark})

    def _void_check(self, mark: str) -> Write:
        no = self._checks.pop(self._chance.randrange(len(self._checks)))
        args = ["check", "void", no, "--reason", mark]
        return Write("check.void", args, {"voided": True})

    def _undo(self, mark: str) -> Write:
        no = self._batches.pop(self._chance.randrange(len(self._batches)))
        return Write("batch.undo", ["batch", "undo", no, "--reason", mark], {"undo_reason": mark})

    def _shared_check(self, mark: str) -> Write:
        same = f"共{int(mark.split('-')[1]) // ALL_OFFICERS}"
        args = ["check", "add", "--unit", "桂香村", "--measure", "1", "--result", "pass"]
        args += ["--on", DAY, "--note", same, "--source-id", same]
        return Write("check.add", args, {"note": same, "source_id": same}, shared=True)

    def _shared_unit(self, mark: str) -> Write:
        code = f"G{int(mark.split('-')[1]) // ALL_OFFICERS}"
        args = ["unit", "add", code, f"共用{code}", "--kind", "site", "--phone", mark]
        return Write("unit.add", args, {"phone": mark}, codes=[0, 3])
