"""A kind of record, as those who read and verify it know it: tables, numbers, and the Chinese names of all it says.

What a writer needs besides, its rules, stands in the room `domain/rules` under the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds.field import WORDED, Reads
from zizhao_cli.domain.numbering import Series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zizhao_cli.domain.errors.records import UnknownRecord
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.values import UnitKind, Word

ADD, IMPORT, NOTE = "add", "import", "note"
REGISTER = "register"
"""The first step of a record."""
REPLACE, REPLACES, REPLACED_BY = "replace", "replaces", "replaced_by"
"""The step that strikes a record out for another one, and how each of the two names the other."""
EDIT_NO = "edit_no"
"""The column that numbers the corrections of a record that is written once."""
REVEAL, REVEAL_REFUSED = "reveal", "reveal_refused"
"""What is recorded of who asked for what is sealed of a record, and was given it or not."""
_OF_ALL_KINDS = {
    ADD: "登记",
    IMPORT: "导入",
    NOTE: "备注",
    REVEAL: "开封",
    REVEAL_REFUSED: "拒绝开封",
}
"""What a command does to records of any kind, beside the steps of their lives."""


class StepName(NamedTuple):
    """What a step is called, what its details are called, and whether the journal names the kind beside it.

    `outcomes` says of details that are yes or no what either means. The rest is told of kinds that are `declared`: the states that the
    step may start from and the one that it leads to, the details that it must say, the column that its day goes to (beside those of before, where it is one of several; taken again, a step that counts `once` leaves the first day), and what its command says that it does.
    Details that are `found` are options of no command: the kind's module of the room ledger tells what they are (ledger.declared.take).
    A detail that is called as a column of the record goes there. `terms` name the terms of the policy that details have which nobody says. Where a detail decides to which state it leads, `leads_by` has the key of that detail,
    and the state for each of its words. The detail `at` has the moment at which it was taken, whose day is that of the step. Of one that is `approved`
    somebody else than who takes it may have to approve it (its rules say when); `grave` says why one person alone may not take it back.
    """

    label: str
    details: Sequence[Field] = ()
    with_kind: bool = False
    outcomes: Mapping[str, tuple[str, str]] = {}
    allowed: Sequence[Word] = ()
    leads_to: Word | None = None
    leads_by: tuple[str, Mapping[str, Word]] | None = None
    needed: Sequence[str] = ()
    dated: str | None = None
    once: bool = False
    does: str = ""
    terms: Mapping[str, str] = {}
    found: Sequence[str] = ()
    at: str = ""
    approved: bool = False
    grave: str = ""

    @property
    def options(self) -> list[Field]:
        """The details that somebody says."""
        return [field for field in self.details if field.key not in self.found]


class Only(NamedTuple):
    """What a list may leave alone: what the help says of it, and the SQL condition, which may name the day as :as_of."""

    described: str
    where: str


class Reference(NamedTuple):
    """A column that holds the id of another record: of which kind, and the key under which people see it."""

    kind: str
    shown_as: str


class Clock(NamedTuple):
    """The columns of a deadline, of the arithmetic that led to it, and those that a record has from the one it replaces."""

    due: str
    basis: str
    carried: tuple[str, ...]


class Term(NamedTuple):
    """By when something is to be done: the column of the day, and the one worked out of it with the calendar days that it is past, None where nothing waits."""

    due: str = "due_on"
    over: str = "days_overdue"


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """A kind of record.

    `table` has one row for each record, with its id: what is so now. `history` has a row for each step, whose columns
    `key` and `number` say of which record it is, and which of its steps; `begins` is the column of `table` with the day from which a
    record counts, `dated` that of records that are written once. Where they have no `number`, records are written once: `table` holds them as
    they were registered, for good, and a row of `history` strikes one out; a row of `mended` holds one whole after each correction. `references` are the columns that hold ids of other
    records, `mentions` those with a JSON list of numbers of another kind, or of any (""); `naming` is the SQL condition on `table` of a record that names the unit :name without a reference to it. `clock` is what runs against the unit. `named_by` tells people which record it is, and completion offers those that are `offered`,
    both SQL over `table`. `voided` is the SQL condition on `table` of a record that is struck out.
    `form` are the columns of a row from which one is imported, `required` those that must be there; `in_blocks` where plain rows are
    read column by column. `package` is where its files stand, one in each room. `summary` says what its commands are for, `one` what one record is called.
    `given` are the keys of what is said when one is registered, where the kind is declared whole (domain.rules.declared); `found_by` is the kind whose code it has for its own, and units `of_units` are those that one record each is kept of.
    `term` is by when each is to be done; the night, the board and the calendar tell of it.
    `asks` are the keys that a dialogue asks for beside what must be said. `grave` says why one person alone may not strike a record out, where that is so.
    `worked_out` are columns that lists show beside those that are stored, and `weighed` says that what is recorded is held against other records first.
    `only` are further options of its list, each a flag, where it is declared whole.
    Of one that is `filled`, what nobody says follows from policy, or from what is referred to (`filled` in its module of the room ledger).
    `expected_of` are the kinds of units each of which should have one; a list says which have none.
    `struck_by` is the command that strikes a record out.
    `counts_since` is the field with the first day of what a record tells of, from which it counts where no day of registration is said.
    Of those that are `many` a ledger has thousands; a district keeps them in a partition for each town.
    `sealed` are the fields that only a custodian may read (domain.kinds.sealed): they stand in no column.
    `official` are the columns of the ledger that is handed upward. A correction that changes a `weighty` column is asked for once more. `told_as` has the columns that the journal tells of under another key of the contract.
    """

    name: str
    label: str
    prefix: str | None = None
    digits: int = 4
    table: str = ""
    history: str = ""
    mended: str = ""
    key: str = "id"
    number: str | None = "step_no"
    begins: str = ""
    dated: str = ""
    counted: str = ""
    columns: Sequence[Field] = ()
    official: Sequence[Field] = ()
    steps: Mapping[str, StepName] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    mentions: Mapping[str, str] = field(default_factory=dict)
    naming: str = ""
    row: Sequence[Field] = ()
    required: tuple[str, ...] = ()
    in_blocks: bool = False
    many: bool = False
    one: str = ""
    summary: str = ""
    named_by: str = "title"
    offered: str = "true"
    clock: Clock | None = None
    states: type[Word]
    voided: str = "state = 'voided'"
    weighty: tuple[str, ...] = ()
    told_as: Mapping[str, str] = field(default_factory=dict)
    package: str = "zizhao_cli"
    given: tuple[str, ...] = ()
    found_by: str | None = None
    grave: str = ""
    asks: tuple[str, ...] = ()
    of_units: Sequence[UnitKind] = ()
    term: Term | None = None
    worked_out: Sequence[Field] = ()
    weighed: bool = False
    only: Mapping[str, Only] = field(default_factory=dict)
    filled: bool = False
    counts_since: str = ""
    sealed: Sequence[Field] = ()
    expected_of: Sequence[UnitKind] = ()
    struck_by: str = "void"

    def __post_init__(self) -> None:
        """Name its tables and its list after it, where nothing else is said."""
        for attribute, name in {
            "table": self.name,
            "history": f"{self.name}_version",
            "counted": f"{self.name}s",
            "one": f"一份{self.label}",
        }.items():
            object.__setattr__(self, attribute, getattr(self, attribute) or name)

    @property
    def apart(self) -> bool:
        """Whether only its own commands tell of its records: no page, list, calendar or message of others does; and their texts hold no number that reaches a person."""
        return bool(self.sealed)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Its fields by their keys, in the contract's order."""
        return {field.key: field for field in self.columns}

    @property
    def worded(self) -> list[str]:
        """The keys of its fields that are written in words."""
        return [field.key for field in self.columns if field.reads in WORDED]

    @cached_property
    def form(self) -> dict[str, Field]:
        """The columns of a row from which one is imported."""
        return {field.key: field for field in self.row}

    @cached_property
    def recorded_as(self) -> dict[str, str]:
        """The keys of its fields that say what a column of its form does, by the keys of the form."""
        keys = {name: key for key, field in self.form.items() for name in (key, *field.headings)}
        return {keys[field.key]: field.key for field in self.columns if field.key in keys}

    @cached_property
    def series(self) -> Series | None:
        """The series of its numbers; None where its records have codes."""
        if self.prefix is None:
            return None
        return Series(self.prefix, self.digits, self.label, f"{self.name} list")

    def module(self, room: str) -> str:
        """Return the name of its module in a room, such as `domain.rules`."""
        return f"{self.package}.{room}.{self.name}"

    def heading(self, key: str) -> str:
        """Return the Chinese heading that messages about an import use for the column `key` of its form."""
        field = self.form[key]
        return field.headings[0] if field.headings else field.heading

    @property
    def written_once(self) -> bool:
        """Say whether its records take no steps but the one that strikes them out."""
        return self.number is None

    @property
    def registered(self) -> tuple[str, str]:
        """The table in which a registration stands for good, and its column with the id of the record."""
        return (self.table, "id") if self.written_once else (self.history, self.key)

    def column(self, field: Field) -> str:
        """Return the column that holds `field`: of a reference the id of the other record."""
        named = f"{field.key}_id"
        return named if named in self.references else field.key

    @property
    def called(self) -> str:
        """The column of its table that holds what people call a record: its number, or its code."""
        return "no" if self.series else "code"

    @property
    def recorded(self) -> dict[str, tuple[str, ...]]:
        """The tables whose rows are never changed, each with the columns that say in which order they are digested."""
        steps = (self.key,) if self.number is None else (self.key, self.number)
        registered = {self.table: ("id",)} if self.written_once else {}
        mended = {self.mended: (self.key, EDIT_NO)} if self.mended else {}
        return {**registered, self.history: steps, **mended}

    @property
    def numbers(self) -> Series:
        """The series of its numbers; only for kinds that have one."""
        assert self.series is not None  # noqa: S101 - units have codes, and nobody asks for their numbers
        return self.series

    def named(self, value: object) -> str | None:
        """Return what `named_by` found of a record as people read it: a word in Chinese."""
        field = self.fields.get(self.named_by)
        if value is None or field is None or field.words is None:
            return None if value is None else str(value)
        return field.shown(str(value))

    def no(self, record_id: int) -> str:
        """Return the number that people see for `record_id`."""
        return self.numbers.no(record_id)

    def parse(self, text: str) -> int:
        """Return the id of the number `text`. Raises UnknownRecord where it is no number of this kind."""
        return self.numbers.parse(text)

    def unknown(self, text: str) -> UnknownRecord:
        """Return the error for a number, or a code, that the ledger does not hold."""
        if self.series is None:
            from zizhao_cli.domain.errors.records import UnknownRecord

            return UnknownRecord(self.label, text, f"{self.name} list")
        return self.series.unknown(text)

    @property
    def in_hours(self) -> bool:
        """Whether its clocks run in hours: it has moments."""
        return any(field.reads is Reads.MOMENT for field in self.columns)

    @property
    def struck(self) -> str:
        """What striking one of its records out is called."""
        return self.steps["void"].label if "void" in self.steps else "作废"

    def label_of(self, step: str) -> str:
        """Return what a step, or what any kind has beside them, is called. Raises KeyError."""
        return self.steps[step].label if step in self.steps else _OF_ALL_KINDS[step]

    def action(self, step: str) -> str:
        """Return what the journal says of `step` (a step, `add` or `import`) of this kind, in Chinese."""
        if step == NOTE:
            return _OF_ALL_KINDS[NOTE]
        if step in _OF_ALL_KINDS:
            return f"{_OF_ALL_KINDS[step]}{self.label}"
        name = self.steps[step]
        return f"{name.label}{self.label}" if name.with_kind else name.label
