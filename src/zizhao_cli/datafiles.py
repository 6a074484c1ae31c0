"""The files that an office may edit (data/*.yaml), read strictly: a mistake is named by file, line and key."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.campaign import Campaign, Member, Phase
from zizhao_cli.domain.deadlines import is_relative
from zizhao_cli.domain.evidence import KINDS
from zizhao_cli.domain.measures import AS_DELIVERED, MEASURES, Measure
from zizhao_cli.domain.papers import NUMBERED, PaperTerms
from zizhao_cli.domain.policy import Policy
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.errors import MachineFault, ZizhaoError, quoted, system_reason, visible
from zizhao_cli.settings import data_folders, own_data_folder, program_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import yaml

    from zizhao_cli.district_address import Books


class BrokenDataFile(ZizhaoError):
    def __init__(self, file: Path, line: int, key: str, why: str) -> None:
        super().__init__(
            f"{visible(str(file))} 第 {line} 行的 {visible(key) or '内容'}：{visible(why)}",
            "改正后重试；也可删去这个文件，改用程序自带的",
        )


class NoDataFolder(ZizhaoError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"ZIZHAO_DATA 指的文件夹不在：{visible(str(folder))}", "改正或去掉环境变量 ZIZHAO_DATA"
        )


class Entry(NamedTuple):
    """One value in a data file, with its place."""

    file: Path
    line: int
    key: str
    value: Any

    def broken(self, why: str) -> BrokenDataFile:
        """Return the error that names this place."""
        return BrokenDataFile(self.file, self.line, self.key, why)

    def mapping(
        self, required: set[str], optional: frozenset[str] | set[str] = frozenset()
    ) -> dict[str, Entry]:
        """Return its entries by key; refuse missing and unknown keys."""
        if not isinstance(self.value, dict):
            raise self.broken("应是若干“键: 值”")
        for key, entry in self.value.items():
            if key not in required | optional:
                raise entry.broken("不认识的键")
        for key in sorted(required - self.value.keys()):
            raise self.broken(f"缺少 {key}")
        return self.value

    def items(self) -> list[Entry]:
        """Return its entries in their order."""
        if not isinstance(self.value, list):
            raise self.broken("应是一个列表（每项以 - 开头）")
        return self.value

    def is_a(self, kind: type, what: str) -> Any:  # noqa: ANN401 - the kind asked for
        """Return its value if it is of `kind`; `what` is the kind's name in messages."""
        # Exactly the kind: a truth value is no number, and a moment is no day.
        if type(self.value) is not kind:
            raise self.broken(f"应是{what}，现在是 {quoted(self.value)}")
        return self.value

    def text(self) -> str:
        """Return its value as a text that is not blank."""
        value: str = self.is_a(str, "文字")
        if not value.strip():
            raise self.broken("不能为空")
        return value

    def texts(self) -> list[str]:
        """Return its entries as texts."""
        return [entry.text() for entry in self.items()]


def read(name: str, ledger: Books) -> Entry:
    """Return the content of the data file `name` for the office that keeps `ledger`.

    Raises BrokenDataFile where it is no YAML, or MachineFault where it cannot be read.
    """
    return _read(name, _folders(ledger))


def _folders(ledger: Books) -> list[Path]:
    """Return where the data files of an office are looked for. Raises NoDataFolder."""
    folders = data_folders(ledger)
    if own_data_folder() and not folders[0].is_dir():
        raise NoDataFolder(folders[0])
    return folders


def file_of(name: str, ledger: Books) -> Path:
    """Return the data file `name` that holds for the office that keeps `ledger`: its own, else the program's.

    Raises NoDataFolder, and MachineFault where there is none.
    """
    return _found(_folders(ledger), name)


def delivered(name: str) -> Path:
    """Return the program's own data file `name`. Raises MachineFault where there is none."""
    return _found(program_folders("data"), name)


def _found(folders: list[Path], name: str) -> Path:
    file = _in_first(folders, name)
    if file is None:
        raise MachineFault(f"读取 {name} ", "程序的数据文件不见了，请重新安装")
    return file


def _in_first(folders: list[Path], name: str) -> Path | None:
    return next((f / name for f in folders if (f / name).is_file()), None)


def _read(name: str, folders: list[Path]) -> Entry:
    """Return the content of the data file `name` in the first of `folders` that has it."""
    import yaml

    file = _found(folders, name)
    try:
        text = file.read_text(encoding="utf-8-sig")
        # The parser in C, where it was built, is several times as fast.
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as problem:
        raise MachineFault(f"读取 {file} ", system_reason(problem)) from problem
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise BrokenDataFile(file, line, "", "不是 UTF-8 文字；请另存为 UTF-8") from problem
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        raise BrokenDataFile(
            file, mark.line + 1 if mark else 1, "", f"不合 YAML 格式（{problem.problem}）"
        ) from problem
    except yaml.reader.ReaderError as problem:
        unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, unprintable.start() if unprintable else 0) + 1
        raise BrokenDataFile(file, line, "", "有控制字符，不合 YAML 格式") from problem
    if node is None:
        raise BrokenDataFile(file, 1, "", "文件是空的")
    # A text has no more entries than characters, unless its aliases stand for more than it could say itself.
    try:
        return _entry(file, name, node, (), iter(range(len(text) + 1)))
    except RecursionError as problem:
        raise BrokenDataFile(file, 1, "", "套得太多层") from problem


@cache
def _constructor() -> yaml.SafeLoader:
    """Return what makes values of the texts of scalars."""
    import yaml

    return yaml.SafeLoader("")


def _entry(
    file: Path, key: str, node: yaml.Node, above: tuple[yaml.Node, ...], left: Iterator[int]
) -> Entry:
    import yaml

    line = node.start_mark.line + 1
    if any(node is outer for outer in above):
        raise BrokenDataFile(file, line, key, "引用（&、*）指向了自己")
    above = (*above, node)
    if next(left, None) is None:
        raise BrokenDataFile(file, line, key, "引用（&、*）展开得没有尽头")
    value: Any
    if isinstance(node, yaml.MappingNode):
        value = {}
        for key_node, value_node in node.value:
            name = str(key_node.value)
            if name in value:
                raise BrokenDataFile(file, key_node.start_mark.line + 1, name, "写了两次")
            value[name] = _entry(file, name, value_node, above, left)._replace(
                line=key_node.start_mark.line + 1
            )
    elif isinstance(node, yaml.SequenceNode):
        value = [_entry(file, key, item, above, left) for item in node.value]
    else:
        try:
            value = _constructor().construct_object(node)
            # It would remember all that it ever made; a board reads these files for days.
            _constructor().constructed_objects.clear()
            str(value)  # a number of thousands of digits cannot even be said
        except Exception as problem:
            # What does not fit its tag may raise any error there is.
            raise BrokenDataFile(file, line, key, f"读不懂 {quoted(node.value)}") from problem
    return Entry(file, line, key, value)


FILES = (
    *("seed_units.yaml", "measures.yaml", "campaign.yaml", "policy.yaml", "days_off.yaml"),
    *("papers.yaml", "major_criteria.yaml", "escalation.yaml", "appraisal.yaml"),
)


def copy_beside(ledger: Path) -> list[Path]:
    """Copy the data files into the folder `data` beside `ledger`, for the office to edit; return the new ones.

    What is there already stays. Raises MachineFault.
    """
    target = ledger.parent / "data"
    source = next(folder for folder in program_folders("data") if folder.is_dir())
    copied = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if not (target / name).exists():
                (target / name).write_bytes((source / name).read_bytes())
                copied.append(target / name)
    except OSError as problem:
        raise MachineFault(f"写入 {target} ", system_reason(problem)) from problem
    return copied


def measures(ledger: Books) -> list[Measure]:
    """Return the fifteen measures in their order. Raises BrokenDataFile."""
    root = read("measures.yaml", ledger)
    found = [_measure(entry) for entry in root.mapping({"measures"})["measures"].items()]
    if [measure.number for measure in found] != list(range(1, MEASURES + 1)):
        raise root.broken(f"应依次有第 1 至第 {MEASURES} 条")
    return found


def surely_meant_for(ledger: Books, number: int, kind: str) -> bool:
    """Say whether the program's own measures are in use, and mean units of `kind`; to say so no YAML is read.

    Raises NoDataFolder.
    """
    delivered = _in_first(program_folders("data"), "measures.yaml")
    return (
        kind in AS_DELIVERED[number] and _in_first(_folders(ledger), "measures.yaml") == delivered
    )


def _measure(entry: Entry) -> Measure:
    keys = entry.mapping(
        {"number", "title", "national_title", "binds", "look_for"}, {"binds_note", "also_at"}
    )
    return Measure(
        keys["number"].is_a(int, "数字"),
        keys["title"].text(),
        keys["national_title"].text(),
        [_unit_kind(kind) for kind in keys["binds"].items()],
        keys["binds_note"].text() if "binds_note" in keys else None,
        keys["look_for"].texts(),
        [_unit_kind(kind) for kind in keys["also_at"].items()] if "also_at" in keys else [],
    )


def _unit_kind(entry: Entry) -> str:
    if entry.value not in list(UnitKind):
        raise entry.broken(f"没有单位类别 {quoted(entry.value)}")
    return str(entry.value)


def policy(ledger: Books) -> Policy:
    """Return the office's terms. Raises BrokenDataFile."""
    terms = {
        name: term.mapping({"value", "source"}, {"note"})
        for name, term in _policy_terms(ledger).items()
    }
    times = terms["extension_max_times"]["value"]
    local = terms["tip_reward_local_ceiling"]["value"]
    return Policy(
        general_deadline=_count_of_days(terms["general_deadline"]["value"]),
        extension_asked_before_deadline=terms["extension_asked_before_deadline"]["value"].is_a(
            bool, "true 或 false"
        ),
        extension_max_times=None if times.value is None else _count(times),
        review_within_days=_count(terms["review_within_days"]["value"]),
        due_soon_days=_count(terms["due_soon_days"]["value"]),
        evidence_kinds=_evidence_kinds(terms["evidence_kinds"]["value"]),
        evidence_max_megabytes=_count(terms["evidence_max_megabytes"]["value"]),
        evidence_max_files=_count(terms["evidence_max_files"]["value"]),
        stale_after_days=_count(terms["stale_after_days"]["value"]),
        transfer_reply_within=_count_of_days(terms["transfer_reply_within"]["value"]),
        rebound_within_days=_count(terms["rebound_within_days"]["value"]),
        supervision_extension_ahead=_count_of_days(terms["supervision_extension_ahead"]["value"]),
        supervision_progress_days=_count(terms["supervision_progress_days"]["value"]),
        interview_answer_within=_count_of_days(terms["interview_answer_within"]["value"]),
        tip_within=_count_of_days(terms["tip_within"]["value"]),
        tip_reply_within=_count_of_days(terms["tip_reply_within"]["value"]),
        tip_reward_local_ceiling=None if local.value is None else _sum(local),
        **{name: _count(terms[name]["value"]) for name in _COUNTS},
        **{name: _sum(terms[name]["value"]) for name in _SUMS},
        sources={name: term["source"].text() for name, term in terms.items()},
    )


def _policy_terms(ledger: Books) -> dict[str, Entry]:
    """Return the terms of the office; one that its file is too old to know is the program's own."""
    known = {key for key in Policy.__annotations__ if key != "sources"}
    given = read("policy.yaml", ledger).mapping(EARLIEST_TERMS, known)
    if len(given) == len(known):
        return given
    return _read("policy.yaml", program_folders("data")).mapping(known) | given


_COUNTS = (
    "training_hours",
    "training_hours_dangerous",
    "training_hours_new",
    "training_hours_new_dangerous",
    "training_again_within_days",
    "dispatched_many",
    "tip_extension_days",
    "tip_reward_share",
    "accident_unit_report_hours",
    "accident_pass_on_hours",
    "accident_statistics_hours",
    "accident_followup_hours",
    "accident_followup_hours_grave",
    "accident_supplement_days",
    "accident_supplement_days_fast",
    "accident_missing_days",
    "accident_missing_days_fast",
)
_SUMS = (
    "tip_reward_floor",
    "tip_reward_ceiling",
    "tip_reward_death_general",
    "tip_reward_death_larger",
    "tip_reward_death_major",
    "tip_reward_death_gravest",
)
EARLIEST_TERMS = {
    "general_deadline",
    "extension_asked_before_deadline",
    "extension_max_times",
    "review_within_days",
    "due_soon_days",
}
"""Terms that every policy.yaml has had; later ones may be missing from an office's copy."""


def _evidence_kinds(entry: Entry) -> tuple[str, ...]:
    for kind in entry.items():
        if kind.value not in KINDS:
            raise kind.broken(f"没有佐证种类 {quoted(kind.value)}；可写：{'、'.join(KINDS)}")
    return tuple(entry.texts())


MOST = 3660
LARGEST_SUM = 10_000_000


def _count_of_days(entry: Entry) -> str:
    text = entry.text()
    if not is_relative(text):
        raise entry.broken("应像 +15d 或 +10wd")
    return text


def _count(entry: Entry) -> int:
    number: int = entry.is_a(int, "数字")
    if not 0 <= number <= MOST:
        raise entry.broken(f"应在 0 到 {MOST} 之间")
    return number


def _sum(entry: Entry) -> int:
    """Return a sum of money in yuan."""
    number: int = entry.is_a(int, "数字，单位是元")
    if not 0 <= number <= LARGEST_SUM:
        raise entry.broken(f"应在 0 到 {LARGEST_SUM} 之间")
    return number


def papers(ledger: Books) -> PaperTerms:
    """Return what the office settles for its papers. Raises BrokenDataFile."""
    texts, may_lack = {"organ", "office", *NUMBERED}, {"phone", "copies", "report_to"}
    terms = {
        name: term.mapping({"value", "source"}, {"note"})
        for name, term in read("papers.yaml", ledger).mapping(texts | may_lack).items()
    }
    said = {
        name: None if name in may_lack and term["value"].value is None else _line(term["value"])
        for name, term in terms.items()
    }
    return PaperTerms(
        organ=said["organ"] or "",
        office=said["office"] or "",
        phone=said["phone"],
        copies=said["copies"],
        report_to=said["report_to"],
        numbers={name: said[name] or "" for name in NUMBERED},
        sources={name: term["source"].text() for name, term in terms.items()},
    )


def _line(entry: Entry) -> str:
    text = entry.text()
    if not text.isprintable():
        raise entry.broken("应是一行文字，没有换行和控制字符")
    return text


def days_off(ledger: Books) -> dict[date, str]:
    """Return the days on which the office is closed beside the public holidays, each with its name and source.

    Raises BrokenDataFile.
    """
    found: dict[date, str] = {}
    for entry in read("days_off.yaml", ledger).mapping({"days_off"})["days_off"].items():
        keys = entry.mapping({"day", "name", "source"})
        day: date = keys["day"].is_a(date, "日期（如 2022-04-20）")
        if day in found:
            raise keys["day"].broken(f"{day} 写了两次")
        found[day] = f"{keys['name'].text()}（days_off.yaml，出处：{keys['source'].text()}）"
    return found


def campaign(ledger: Books) -> Campaign:
    """Return the campaign with its phases. Raises BrokenDataFile."""
    keys = read("campaign.yaml", ledger).mapping(
        {"title", "basis", "phases"}, {"office", "leading_group"}
    )
    office = keys["office"].mapping({"unit", "head", "liaison"}) if "office" in keys else {}
    group = keys["leading_group"].items() if "leading_group" in keys else []
    return Campaign(
        keys["title"].text(),
        keys["basis"].texts(),
        [_phase(entry) for entry in keys["phases"].items()],
        **{key: entry.text() for key, entry in office.items()},
        group=[_member(entry) for entry in group],
    )


def _member(entry: Entry) -> Member:
    keys = entry.mapping({"role", "name"}, {"post"})
    post = keys["post"].text() if "post" in keys else None
    return Member(keys["name"].text(), keys["role"].text(), post)


def _phase(entry: Entry) -> Phase:
    keys = entry.mapping({"number", "name", "from", "to"}, {"task"})
    first, last = (keys[key].is_a(date, "日期（如 2022-04-20）") for key in ("from", "to"))
    if last < first:
        raise keys["to"].broken(f"早于开始的日子 {first}")
    task = keys["task"].text() if "task" in keys else ""
    return Phase(keys["number"].is_a(int, "数字"), keys["name"].text(), first, last, task)


def seed_units(ledger: Path) -> Iterator[tuple[dict[str, Any], Callable[[str], BrokenDataFile]]]:
    """Yield the units of the seed, each with a function that builds the error naming its place."""
    optional = {"aliases", "parent", "supervisor", "sector", "head", "contact", "phone", "note"}
    for entry in read("seed_units.yaml", ledger).mapping({"units"})["units"].items():
        keys = entry.mapping({"code", "name", "kind"}, optional)
        _unit_kind(keys["kind"])
        values = {
            key: value.texts() if key == "aliases" else value.text() for key, value in keys.items()
        }
        yield values, partial(_broken_unit, keys)


def _broken_unit(keys: dict[str, Entry], why: str) -> BrokenDataFile:
    """Return the error at the entry whose text the sentence `why` quotes, else at the code."""
    quoting = (
        entry
        for entry in keys.values()
        if isinstance(entry.value, str) and quoted(entry.value) in why
    )
    return next(quoting, keys["code"]).broken(why)
