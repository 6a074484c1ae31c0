"""Every field that takes what users type, by the command that takes it, and a ledger on which each command works.

The calls are whole and right; a field is tried by writing it once more, with another text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.warm import Warm

RUNNING, REVIEWABLE = "YH-2022-0001", "YH-2022-0002"
ADD = "hazard add --unit GXC --measure 6 --title 甲 --found 2022-07-01"
CHECK = "check add --unit GXC --measure 6 --on 2022-07-01"
EXTEND = (
    f"hazard extend {RUNNING} --due 2022-08-20 --reason 等料 --safeguards 围挡"
    " --asked-by 甲 --approved-by 乙"
)
NEW_UNIT = "unit add X1 新店 --kind site"
REPORT = "--kind --level --state --from --to --phase --sort --limit --format"
KEPT = {
    ADD: "--title --location --sector --responsible --source",
    f"hazard edit {RUNNING} --title 乙": "--title --location --sector --responsible --source",
    f"hazard edit {RUNNING} --level major": "--reason",
    f"hazard plan {RUNNING} --funds 1": "--responsible --measures --funds --contingency",
    f"hazard rectify {RUNNING} --rectified-by 甲": "--rectified-by --note",
    f"hazard review {REVIEWABLE} --fail --reviewer 乙": "--reviewer --note",
    EXTEND: "--reason --safeguards --asked-by --approved-by",
    f"hazard transfer {RUNNING} --to 区 --reason 超权": "--to --reason",
    f"hazard void {RUNNING} --reason 重复": "--reason",
    f"{CHECK} --result pass": "--inspector --note --source-id",
    f"{CHECK} --hazard 乙": "--hazard --location --sector --responsible",
    "check void JC-2022-00001 --reason 重复": "--reason",
    "batch undo PC-2022-0001 --reason 重复": "--reason",
    NEW_UNIT: "--alias --sector --head --contact --phone --note",
    "unit edit DQC --sector 甲": "--name --alias --sector --head --contact --phone --note",
    "unit retire DQC --reason 撤并": "--reason",
}
"""What is stored as it was typed."""
READ = {
    ADD: "--unit --measure --level --handling --found --due --check --format",
    f"hazard edit {RUNNING} --title 乙 --reason 丙": "--measure --level --on",
    f"hazard plan {RUNNING} --funds 1": "--due --on",
    f"hazard review {REVIEWABLE} --fail --reviewer 乙": "--reviewer-unit --due --on",
    EXTEND: "--due --asked-on --approver-unit --on",
    f"{CHECK} --hazard 乙": "--unit --measure --on --kind --result --level --handling --due",
    NEW_UNIT: "--kind --parent --supervisor --on",
    "hazard list": f"{REPORT} --unit --measure --sector --responsible",
    "report due": f"{REPORT} --unit --measure --sector --responsible --as-of --known-at --group-by --within",
    "check list": "--unit --kind --measure --result --from --to --phase --sort --limit --format",
    "unit list": "--kind --sort --limit --format",
    "journal list": "--subject --from --to --sort --limit --format",
    "batch list": "--sort --limit --format",
    "check import good.csv --dry-run": "--type --encoding --sheet --map --set --ignore-column --new-units --format",
    "check import poor.csv --dry-run": " ".join(
        f"--set={key}"
        for key in ("unit", "measure", "checked_on", "note", "hazard", "due_on", "kind", "level")
    ),
    "check template new.xlsx": "--unit",
    f"hazard rectify {RUNNING} --rectified-by 甲": "--evidence",
    f"{CHECK} --result na": "--evidence",
    "db verify": "--anchor --format",
    "db backup": "--keep --format",
}
"""What is read: a name, a day, a word, a number."""
PLACED = (
    *("hazard show", "hazard why", "hazard recount", "hazard", "hazard list", "check show"),
    *("check void --reason 丙", "batch show", "batch undo --reason 丙", "journal show"),
    *("measure show", "unit show", "unit retire --reason 丙", "unit edit --note 丙"),
    *("hazard void --reason 丙", "hazard edit --title 丙", "hazard plan --funds 1"),
    *(
        "unit add --kind site X1",
        "schema",
        "db restore",
        "completion",
        "help",
        "open",
        "",
        "check import",
        "check template",
    ),
)
"""Calls that end with what is typed."""


@dataclass(frozen=True)
class Field:
    """A field, and whether it is stored as it was typed."""

    call: str
    option: str
    kept: bool

    def args(self, text: str) -> list[str]:
        """Return the arguments of a call with `text` in this field."""
        return [*self.call.split(), f"{self.option}={text}" if self.option else text]

    def __str__(self) -> str:
        """Name it as a failure does."""
        return f"{self.call} {self.option}".strip()


FIELDS = [
    Field(call, option, kept)
    for calls, kept in ((KEPT, True), (READ, False))
    for call, options in calls.items()
    for option in options.split()
] + [Field(call, "", kept=False) for call in PLACED]


def stage(zizhao: Warm) -> None:
    """Set up a ledger on which the calls work, and the files that they import."""
    folder = zizhao.db.parent
    rows = "单位,条款,检查日期,备注\n桂香村,6,2022-07-01,甲\n,,,乙\n"
    (folder / "poor.csv").write_text(rows, encoding="utf-8")
    (folder / "good.csv").write_text(rows.replace(",,,乙\n", ""), encoding="utf-8")
    zizhao.ok("init")
    for _ in (RUNNING, REVIEWABLE):
        zizhao.ok(*ADD.split(), "--responsible", "丁", "--due", "2022-07-30")
    zizhao.ok("hazard", "rectify", REVIEWABLE)
    zizhao.ok(*CHECK.split(), "--result", "pass")
    zizhao.ok("check", "import", "good.csv")
