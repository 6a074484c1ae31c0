"""An option of one value that is typed twice is refused, with both values; flags and options of several values may be repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import COMMANDS, COMPARE, OF_UNIT
from zizhao_cli.cli.help import GivenTwice, YesAndNo
from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

OPTIONS = [
    (path, param)
    for path, command in COMMANDS.items()
    for param in command.params
    if param.param_type_name == "option"
]
"""Every option of every command, the program's own included."""


def parsed(path: tuple[str, ...], *args: str) -> dict[str, Any]:
    """Return what a command takes from `args`; it does nothing with it yet."""
    params: dict[str, Any] = (
        COMMANDS[path].make_context(path[-1] if path else "zizhao", [*args]).params
    )
    return params


@pytest.mark.parametrize(
    ("path", "param"),
    [one for one in OPTIONS if not (one[1].multiple or one[1].is_flag)],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one.name,
)
def test_one_value_is_taken_once(path: tuple[str, ...], param: Any) -> None:
    for name in param.opts:
        with pytest.raises(GivenTwice) as refused:
            parsed(path, param.opts[0], "甲", f"{name}=乙")
        assert refused.value.code == ExitCode.USAGE
        for said in (param.opts[0], "“甲”", "“乙”"):
            assert said in refused.value.sentence


@pytest.mark.parametrize(
    ("path", "param"),
    [one for one in OPTIONS if one[1].secondary_opts],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one.name,
)
def test_a_flag_and_its_contrary_are_not_both_taken(path: tuple[str, ...], param: Any) -> None:
    (yes,), (no,) = param.opts, param.secondary_opts
    number = [] if "list" in path or "report" in path else ["1"]
    number = {COMPARE: ["2022-05-01", "2022-06-01"], OF_UNIT: ["GXC"]}.get(path, number)
    for both in ((yes, no), (no, yes)):
        with pytest.raises(YesAndNo) as refused:
            parsed(path, *number, *both)
        assert refused.value.sentence == f"选项 {both[0]} 和 {both[1]} 不能同时写"
    assert parsed(path, *number, yes, yes)[param.name] is True


def test_what_was_lost_is_told(morning: Morning) -> None:
    asked = ("check", "add", "--unit", "桂香村", "--measure", "6", "--hazard", "堵塞", "--hazard")
    run = morning(*asked, "漏电")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("zizhao: 错误: 选项 --hazard 只能写一次，这里写了 “堵塞”和“漏电”\n")


def test_what_may_be_repeated_still_may() -> None:
    several = {(*path, param.opts[0]) for path, param in OPTIONS if param.multiple}
    assert several >= {
        ("check", "add", "--inspector"),
        ("check", "add", "--evidence"),
        ("check", "import", "--map"),
        ("check", "import", "--set"),
        ("unit", "add", "--alias"),
        ("db", "verify", "--anchor"),
    }
    assert parsed(("check", "add"), "--inspector", "甲", "--inspector", "乙")["inspector"] == (
        "甲",
        "乙",
    )
    assert parsed(("check", "list"), "--all", "--all", "--bom", "--bom")["with_voided"] is True


def test_what_the_environment_says_counts_as_nothing_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHAO_DB", "a.db")
    assert parsed((), "init")["db"] == "a.db"
    assert parsed((), "--db", "b.db", "init")["db"] == "b.db"


def test_an_option_before_the_command_is_another_than_that_behind_it() -> None:
    assert parsed((), "--by", "甲", "hazard", "list", "--by", "乙")["by"] == "甲"


@pytest.mark.parametrize("path", [("hazard", "list"), ("check", "list"), ("report", "open")])
def test_filters_take_several_values(morning: Morning, path: tuple[str, ...]) -> None:
    def count(*narrowed: str) -> int:
        return int(morning(*path, "--format", "json", *narrowed).json["count"])

    counts = [count("--unit", unit) for unit in ("桂香村", "锦绣餐馆")]
    assert count("--unit", "桂香村", "--unit", "锦绣餐馆") == sum(counts) > max(counts)
