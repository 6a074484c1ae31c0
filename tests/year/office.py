"""An office through the year: it does one thing after another with the program, and remembers its hazards plainly."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.cli.pictures import picture
from tests.year.memory import Remembered, after

if TYPE_CHECKING:
    from tests.conftest import Run, Zizhao


@dataclass
class Office:
    """The office on its ledger. Lines are as an officer types them; `{名}` is the number of what was given that name."""

    zizhao: Zizhao
    day: str = "2022-04-19"
    hour: int = 9
    done: int = 0
    """How many things were done since `hour` of this day: the clock of each stands a minute later."""
    numbers: dict[str, str] = field(default_factory=dict)
    hazards: dict[str, Remembered] = field(default_factory=dict)

    def on(self, day: str, hour: int = 9) -> None:
        """Go on to an hour of a day, if it is not there yet."""
        assert day >= self.day
        if day > self.day:
            self.day, self.hour, self.done = day, hour, 0

    def run(self, *args: str, **how: Any) -> Run:
        """Run the program on this day."""
        self.done += 1
        hour, minute = divmod(self.done, 60)
        return self.zizhao(
            *args, now=f"{self.day}T{self.hour + hour:02}:{minute:02}:00+08:00", **how
        )

    def __call__(self, line: str, **how: Any) -> str:
        """Do what the line says, and return the last line that was printed."""
        run = self.run(*self.words(line), **how)
        assert run.code == 0, (self.day, line, run.err)
        return run.out.rstrip("\n").rpartition("\n")[2]

    def words(self, line: str) -> list[str]:
        return [word.format_map(self.numbers) for word in shlex.split(line)]

    def named(self, name: str, line: str, **how: Any) -> None:
        """Do what the line says, and give what it made a name."""
        self.numbers[name] = self(line, **how)

    def refused(self, line: str, says: str) -> None:
        """Try what the rules do not allow."""
        run = self.run(*self.words(line))
        assert run.code == 3, (self.day, line, run)
        assert says in run.out + run.err, (self.day, line, run)

    def file(self, name: str, text: str, encoding: str = "utf-8") -> str:
        """Write a file that somebody handed in, and return its path."""
        path = self.zizhao.db.with_name(name)
        path.write_bytes(text.encode(encoding))
        return str(path)

    def picture(self, of: str) -> str:
        """Return the words that add a picture of something."""
        return f"--evidence '{picture(self.zizhao.db.parent, f'{of}.jpg', of)}'"

    # What is done with hazards, and remembered of them.

    def finds(self, name: str, unit: str, line: str, due: str, level: str = "general") -> None:
        """Register a hazard, by a check where `line` says what was found in words of `check add`; `due` is a day or `+15d`."""
        words = f"--unit {unit} --due {due} --level {level} {line}"
        if "--hazard" in line:
            made = self.run("check", "add", *self.words(words), "--format", "json")
            assert made.code == 0, (self.day, line, made.err)
            (self.numbers[name],) = made.json["hazards"]
            self.numbers[f"{name}的检查"] = made.json["no"]
        else:
            self.named(name, f"hazard add {words}")
        self.remember(name, due, level)

    def remember(self, name: str, due: str, level: str = "general", found: str = "") -> None:
        """Remember a hazard that was found, by default today."""
        found = found or self.day
        self.hazards[name] = Remembered(level, found, [(found, after(found, due))])

    def rectified(self, name: str, line: str = "") -> None:
        self(f"hazard rectify {{{name}}} {line}")
        self.hazards[name].steps.append((self.day, "awaiting_review"))

    def passed(self, name: str, reviewer: str = "陈科旭") -> None:
        self(f"hazard review {{{name}}} --reviewer {reviewer} --pass")
        self.hazards[name].steps.append((self.day, "closed"))

    def failed(self, name: str, due: str | None = None, reviewer: str = "陈科旭") -> None:
        """Review a hazard that is not put right; its clock goes on, with another deadline where one is given."""
        given = "" if due is None else f"--due {due}"
        self(f"hazard review {{{name}}} --reviewer {reviewer} --fail --note 没有改好 {given}")
        self.hazards[name].steps.append((self.day, "rectifying"))
        if due is not None:
            self.hazards[name].dues.append((self.day, due))

    def extended(self, name: str, due: str, line: str) -> None:
        self(f"hazard extend {{{name}}} --due {due} --approved-by 刘和平 {line}")
        self.hazards[name].dues.append((self.day, due))

    def transferred(self, name: str, to: str, reason: str = "超出镇级权限") -> None:
        self(f"hazard transfer {{{name}}} --to {to} --reason {reason}")
        self.hazards[name].steps.append((self.day, "transferred"))

    def reopened(self, name: str, of: str) -> None:
        self(f"hazard reopen {{{name}}} --from {of} --reason 属镇级权限")
        self.hazards[name].steps.append((self.day, "rectifying"))

    def struck(self, name: str, line: str) -> None:
        """Void a hazard; it is on no day from now on."""
        self(f"hazard void {{{name}}} {line}")
        self.hazards[name].voided = True

    def taken_back(self, name: str, line: str) -> None:
        """Retract the last step of a hazard, which is one of its state."""
        self(f"hazard retract {{{name}}} {line}")
        self.hazards[name].steps.pop()

    def replaced(self, name: str, line: str, due: str) -> None:
        """Replace a hazard by another with another deadline, which it had from the day on which the first was found."""
        old = self.hazards[name]
        self.numbers[name] = self(f"hazard replace {{{name}}} --due {due} {line}")
        self.hazards[name] = Remembered(old.level, old.found, [(old.found, due)])
