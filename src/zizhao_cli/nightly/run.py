"""The night from its first step to its last: what fails is kept account of, and stops nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.errors import ExitCode, ZizhaoError, visible
from zizhao_cli.groups.errors import NotSent
from zizhao_cli.groups.kept import groups
from zizhao_cli.groups.send import Sender
from zizhao_cli.nightly.digest import digest, of_damage
from zizhao_cli.nightly.errors import ClockBehindTonight
from zizhao_cli.nightly.nights import Record, Told, alone, fill, groups_told, missed, refuse_others
from zizhao_cli.nightly.watch import WATCHED
from zizhao_cli.render.output import Output
from zizhao_cli.render.plain import report_text
from zizhao_cli.render.target import write_file
from zizhao_cli.report.clock import clock_behind
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.frame import Asked
from zizhao_cli.store.backup.backup import back_up, default_folder
from zizhao_cli.store.errors import LedgerDamaged
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import refuse_damaged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from zizhao_cli.groups.kept import Group
    from zizhao_cli.report.model import Report

    Say = Callable[[str], None]


@dataclass
class Tonight:
    """What is known of a night: its reports and the messages of each group, or what is wrong with the ledger.

    `unasked` is why a group has no digest; `unheard` are groups of other ledgers, where this one has none.
    """

    night: date
    reports: list[Report] = field(default_factory=list)
    told: list[tuple[Group, list[str]]] = field(default_factory=list)
    unasked: dict[str, ZizhaoError] = field(default_factory=dict)
    damage: LedgerDamaged | None = None
    missed: list[date] = field(default_factory=list)
    unheard: int = 0

    @property
    def remarks(self) -> list[str]:
        """What is to be said of the nights before, and of nobody being told."""
        said = [missed_said(self.missed)] if self.missed else []
        if self.unheard:
            said.append(f"设了的 {self.unheard} 个群都不是这本账的，没有发给谁；用 group list 看")
        return said

    @property
    def text(self) -> str:
        """The reports as a text, or that there are none; then the nights that were missed."""
        named = zip(WATCHED, self.reports, strict=False)
        told = [report for watched, report in named if report.rows or watched.always]
        parts = [f"{report.title}\n{report_text(report)}" for report in told]
        if self.damage is not None:
            parts = [f"{self.night} {visible(self.damage.sentence)}\n"]
        if self.missed:
            parts.append(f"{missed_said(self.missed)}\n")
        return "\n".join(parts)


def missed_said(nights: list[date]) -> str:
    """Return in words which nights were missed: the first ones, and how many."""
    named = "、".join(str(night) for night in nights[:_NAMED])
    return f"上一晚以后有 {len(nights)} 晚没有办：{named}{'……' if len(nights) > _NAMED else ''}"


_NAMED = 10


def tonight(ledger: Path, into: Path) -> Tonight:
    """Verify the ledger and ask it what there is to tell, all of one moment; writes and sends nothing.

    Raises ClockBehindTonight, and the errors of store.errors but for damage.
    """
    known, unread = _known()
    here = [one for one in known if one.ledger == str(ledger.resolve())]
    found = Tonight(settings.today(), unheard=0 if here else len(known))
    found.unasked.update(unread)
    found.missed = missed(into, found.night)
    try:
        with reading(ledger) as connection:
            if (behind := clock_behind(connection, settings.now())) is not None:
                raise ClockBehindTonight(behind)
            refuse_damaged(ledger, connection)
            _ask(connection, ledger, here, found)
    except LedgerDamaged as damage:
        found.damage = damage
        found.told = [(group, of_damage(group, found.night)) for group in here]
    return found


def _known() -> tuple[list[Group], dict[str, ZizhaoError]]:
    """Return the groups, or why they cannot be told: the rest of the night goes on."""
    try:
        return [*groups()], {}
    except ZizhaoError as problem:
        return [], {"全部": problem}


def _ask(connection: sqlite3.Connection, ledger: Path, here: list[Group], found: Tonight) -> None:
    asked = Asked(found.night, verified=True)
    everybody = Filters(ledger, found.night)
    found.reports = [one.question(connection, everybody, asked) for one in WATCHED]
    for group in here:
        try:
            found.told.append((group, digest(connection, ledger, group, asked)))
        except LedgerDamaged:
            raise
        except ZizhaoError as problem:
            found.unasked[group.name] = problem


def run(ledger: Path, into: Path, keep: int, say: Say, *, again: bool) -> tuple[Tonight, ExitCode]:
    """Do all of tonight; `say` is told what is done and what fails. Return what was found, and how it ended.

    With `again`, groups that were told already are told again. Raises what tonight() and nights.alone() raise.
    """
    with alone(into):
        found = tonight(ledger, into)
        refuse_others(into / str(found.night), str(ledger.resolve()))
        night = _Night(ledger, into / str(found.night), found, say)
        night.back_up(keep)
        night.write()
        night.tell(again=again)
        return found, night.end()


class _Night:
    """A night at work."""

    def __init__(self, ledger: Path, folder: Path, found: Tonight, say: Say) -> None:
        self.ledger, self.folder, self.found, self.say = ledger, folder, found, say
        self.before = groups_told(folder)
        at = settings.now().isoformat()
        self.record = Record(str(found.night), at, str(ledger.resolve()))
        self.record.missed = [str(day) for day in found.missed]
        self.record.verified = found.damage is None
        self.record.groups = dict(self.before)
        if found.reports:
            self.record.anchor = found.reports[0].head["anchor"]
        for said in found.remarks:
            say(said)
        if found.damage is not None:
            self.record.damage = found.damage.sentence
            self._end_with(ExitCode.FOUND)
            say(found.damage.sentence)
            say(found.damage.way_out or "")

    def back_up(self, keep: int) -> None:
        """Back the ledger up; where it is damaged, or evidence is lacking, no older backup goes."""
        try:
            made = back_up(self.ledger, default_folder(self.ledger), settings.now(), keep)
        except ZizhaoError as problem:
            self._failed(f"备份不成：{problem.sentence}")
            return
        self.record.backup = str(made.path)
        self.say(f"备份 {made.path}" + ("（核验不通过，只供留存）" if made.damaged else ""))
        for old in made.removed:
            self.say(f"已删去旧备份 {old}")
        if made.lacking:
            lacks = f"佐证缺了或变了 {len(made.lacking)} 份，第一份 {made.lacking[0].record}；用 zizhao db verify 看全部"
            self._failed(lacks, ExitCode.FOUND)

    def write(self) -> None:
        """Write the folder of the night; what stands there and was changed by somebody stays."""
        try:
            fill(self.folder, self._write)
        except ZizhaoError as problem:
            self._failed(problem.sentence)
        else:
            self.say(f"报表在 {self.folder}")

    def _write(self, folder: Path) -> None:
        named = list(zip(WATCHED, self.found.reports, strict=False))
        wanted = {f"{one.name}.{end}": report for one, report in named for end in ("xlsx", "json")}
        for name, report in wanted.items():
            try:
                Output(file=str(folder / name)).report(report)
                self.record.files.append(name)
            except ZizhaoError as problem:
                self._failed(problem.sentence)
        write_file(folder / TEXT, self.found.text.encode())
        self.record.files.append(TEXT)
        self.record.write(folder)

    def tell(self, *, again: bool) -> None:
        """Send each group its digest, unless it has it; go on behind the messages that arrived before one failed."""
        sender = Sender()
        for name, problem in self.found.unasked.items():
            self._failed(f"群“{name}”没有发：{problem.sentence}")
            if problem.way_out:
                self.say(f"  {problem.way_out}")
        for group, messages in self.found.told:
            mark = hashlib.sha256("\n\n".join(messages).encode()).hexdigest()
            what = DAMAGE if self.found.damage is not None else DIGEST
            told, before = Told(what, mark, len(messages)), self.before.get(group.name)
            if before is not None and before.kind == what and not again:
                if before.sent == before.messages:
                    self.say(f"群“{group.name}”今晚已经发过")
                    continue
                told.sent = before.sent if before.mark == mark else 0
            self.record.groups[group.name] = told
            self._send(sender, group, messages, told)

    def _send(self, sender: Sender, group: Group, messages: list[str], told: Told) -> None:
        try:
            for message in messages[told.sent :]:
                sender.send(group, message)
                told.sent += 1
                self._keep()
        except NotSent as problem:
            told.why = problem.why
            self._failed(problem.sentence)
            self.say(f"  {problem.way_out}")
            self._keep()
        else:
            self.say(f"群“{group.name}”已发，{told.messages} 条")

    def end(self) -> ExitCode:
        """Keep the record as it is in the end, and return how the night ended."""
        self._keep()
        return ExitCode(self.record.code)

    def _keep(self) -> None:
        """Write the record where there is a folder for it."""
        try:
            if self.folder.is_dir():
                self.record.write(self.folder)
        except ZizhaoError as problem:
            self._failed(problem.sentence)

    def _failed(self, said: str, code: ExitCode = ExitCode.FAULT) -> None:
        self.record.faults.append(visible(said))
        self._end_with(code)
        self.say(said)

    def _end_with(self, code: ExitCode) -> None:
        self.record.code = max(self.record.code, code)


TEXT = "night.txt"
DIGEST, DAMAGE = "digest", "damage"
