"""What is said of a record of each kind that is declared whole, so that tests may loop over them: values, and the words of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.kinds.declared import BESIDE
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.numbering import SERIALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind

DECLARED = [kind for kind in KINDS if kind.given]
NAMES = [kind.name for kind in DECLARED]
DAY = "2022-05-01"
"""When records of these tests begin; their steps are taken some days later."""
_VALUES: dict[Reads | None, str] = {
    Reads.SHORT: "甲乙丙",
    Reads.LONG: "甲乙丙丁",
    Reads.REMARK: "备忘",
    Reads.PERSON: "石世文",
    Reads.DAY: DAY,
    Reads.ANY_DAY: DAY,
    Reads.MOMENT: f"{DAY} 08:00",
    Reads.DUE: "+30d",
    Reads.UNIT: "桂香村",
    Reads.MEASURE: "6",
    Reads.NUMBER: "3",
    Reads.AMOUNT: "2万元",
    Reads.RECORD: "YH-2022-0001",
    Reads.TITLE: "疏散通道堆放杂物",
}
FIRM = ("QY1", "桂香花炮厂")
"""A unit that the roll of a new ledger has not: its code and its name."""
_PUBLIC = {"public_until": "2022-12-31"}
SAID: dict[str, dict[str, Any]] = {
    # Who approves in these tests is in office.
    "person": {"until_on": "2022-12-31"},
    "duty": {
        "often": "每月1次",
        "until_on": "2022-12-31",
        "revise": {"often": "每季度2次"},
        "publish": _PUBLIC,
    },
    "power": {"until_on": "2022-12-31", "publish": _PUBLIC},
    "violation": {"unit": None, "name": "甲乙丙", "parties": ["持证方=甲公司"]},
    "enforcement": {"unit": None, "name": "甲乙丙", "publish": _PUBLIC},
    "project": {"remove_by": None},
    "campaign": {"phases": ["1 自查 2022-05-01..2022-05-01 逐条对照检查"]},
    "area": {"campaign": None},
    "enterprise": {"unit": FIRM[0]},
    "staffing": {"unit": "YJB"},
    "supervision": {
        # One hazard is listed once at a time.
        "of": "accident",
        "hazard": None,
        "besides": ("of", "title"),
        "extend": {"asked_by": "谭二"},
        "accept": {"due_on": None},
    },
    "action": {
        "kind": "pursue",
        "publish": {"public_until": "2022-12-31"},
        "besides": ("unit", "layer", "subject", "person", "post"),
    },
    "tip": {
        "deaths": None,
        "same_as": None,
        "besides": ("about",),
        "assign": {"assigned_to": "应急办", "handler": "陶三"},
        "extend": {"due_on": "2022-07-20", "asked_by": "谭二", "not_notified": None},
        "reward": {"fine": "20万元", "amount": None, "decided_by": "黄麒麟", "body": None},
        "pay": {"paid_by": "胡显胜"},
        "close": {"no_reward": None},
    },
    "accident": {
        "besides": ("happened_at",),
        "report": {"reported_at": "2022-05-02 08:00"},
        "followup": {"followed_up_at": "2022-05-03 08:00"},
        "redetermine": {"grade": "larger"},
        "investigate": {"raised": "no"},
        "supervised": {"supervision": "GP-2022-0001"},
    },
}
"""What a kind needs said otherwise, by the keys of its fields, None where it may not be said; of a step under its name."""
ELSEWHERE = {
    ("tip", "pay"),
    ("enforcement", "close"),
    ("enforcement", "decide"),
    ("accident", "supervised"),
}
"""Steps that ask for more than one record, which the tests of their kind take."""


def value(kind: Kind, field: Field, of: str = "add") -> Any:
    """Return what somebody says for a field at registration, or at the step `of`."""
    own = SAID.get(kind.name, {})
    own = own.get(of, {}) if of != "add" else own
    if field.key in own:
        return own[field.key]
    if field.flag:
        return True
    reference = kind.references.get(kind.column(field))
    if reference is not None and kind_named(reference.kind).series is not None:
        return kind_named(reference.kind).no(2022 * SERIALS + 1)
    said = next(iter(field.words)).value if field.words else _VALUES.get(field.reads, "甲乙丙")
    if reference is not None:
        said = "桂香村"
    return [said] if field.several else said


def given(kind: Kind) -> dict[str, Any]:
    """Return what is said of a new record, all of it."""
    said = {key: value(kind, kind.fields[key]) for key in kind.given}
    return {key: one for key, one in said.items() if one is not None}


def asked_of(kind: Kind) -> set[str]:
    """Return the keys of what a new record must say."""
    own = SAID.get(kind.name, {})
    return {*kind.required, *own.get("besides", ()), *(key for key in own if key in kind.fields)}


def said_of(kind: Kind, step: str) -> dict[str, Any]:
    """Return what is said of a step, all of it."""
    said = {field.key: value(kind, field, step) for field in kind.steps[step].options}
    return {key: one for key, one in said.items() if one is not None}


def steps_of(kind: Kind) -> list[str]:
    """Return the steps of a kind's own."""
    return [name for name in kind.steps if name not in BESIDE]


def written(fields: Sequence[Field], said: dict[str, Any]) -> tuple[str, ...]:
    """Return options of the command line that say it."""
    words: list[str] = []
    for field in fields:
        if (one := said.get(field.key)) is None:
            continue
        for text in one if isinstance(one, list) else [one]:
            words += [field.option.split("/")[0]] if text is True else [field.option, str(text)]
    return tuple(words)


def called(kind: Kind) -> str:
    """Return what the first record of a kind is called."""
    if kind.of_units:
        return str(given(kind)["unit"])
    return kind.no(2022 * SERIALS + 1) if kind.series else str(given(kind)["code"])


def calls() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for each command of these kinds that comes from the declaration a call with all that it must be told."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind in DECLARED:
        no, reason = called(kind), ("--reason", "有误")
        fields = [kind.fields[key] for key in kind.given if key != "code"]
        said = {key: text for key, text in given(kind).items() if key in asked_of(kind)}
        code = () if kind.series or kind.of_units else (no,)
        of = {"add": (*code, *written(fields, said)), "list": (), "show": (no,)}
        of |= {"update": (no, *_mended(kind))} if kind.of_units else {}
        of |= {step: (no, *_needed(kind, step)) for step in steps_of(kind)}
        of |= {
            "edit": (no, *_mended(kind)),
            "note": (no, "记一句"),
            kind.struck_by: (no, *reason, "--approved-by", "石世文"),
        }
        of |= {"retract": (no, *reason), "import": (f"{kind.name}.csv",)}
        found |= {(kind.name, name.replace("_", "-")): args for name, args in of.items()}
    return found


def _needed(kind: Kind, step: str) -> tuple[str, ...]:
    needed = kind.steps[step].needed
    said = {key: text for key, text in said_of(kind, step).items() if key in needed}
    return written(kind.steps[step].details, said)


def _mended(kind: Kind) -> tuple[str, ...]:
    """Return an option that mends a text of a record."""
    field = next(
        kind.fields[key]
        for key in kind.given
        if kind.fields[key].reads in (Reads.LONG, Reads.SHORT, Reads.REMARK)
        and not kind.fields[key].several
        and kind.column(kind.fields[key]) == key
    )
    return (field.option, "改过的话")


def sheet(kind: Kind) -> str:
    """Return a csv from which one record is imported."""
    told = given(kind)
    asked = {*asked_of(kind), kind.begins} & told.keys()
    fields = [field for field in kind.row if field.key in asked]
    said = {field.key: told[field.key] for field in fields}
    texts = [one[0] if isinstance(one, list) else one for one in said.values()]
    heads = [field.headings[0] for field in fields]
    return f"{','.join(heads)}\n{','.join(map(str, texts))}\n"
