"""Every command has Chinese help, and says in Chinese what was wrong with a call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from tests.cli.commands import COMMANDS, LEAVES
from tests.cli.golden import sections

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from tests.cli.ledgers import Morning

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this message|and exit|Install|Show completion|"
    r"\[required\]|\[default|default:|Error|Try |Missing|Invalid|No such|unexpected|TEXT|INTEGER|\(s\)"
)
CHINESE = re.compile(r"[一-鿿]")
SPOKEN_CODE = re.compile(r"(?:zizhao )?\b([a-z]+) ([a-z]+(?:-[a-z]+)*)\b")
SPOKEN_NOUN = re.compile(r"zizhao ([a-z]+)")
NOUNS = {path[0] for path in COMMANDS if path}


def english(page: str) -> list[str]:
    """Return the English phrases of Typer's in `page`."""
    return ENGLISH.findall(page)


def with_bugs(names: Iterable[Any], reason: str, bugs: Container[Any]) -> list[Any]:
    """Return `names` as parameters, those in `bugs` marked as known to fail."""
    marks = [pytest.mark.xfail(strict=True, reason=reason)]
    return [
        pytest.param(
            name,
            marks=marks if name in bugs else [],
            id=name if isinstance(name, str) else " ".join(name),
        )
        for name in names
    ]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_chinese(morning: Morning, path: tuple[str, ...]) -> None:
    run = morning(*path, "--help", env={"COLUMNS": "80"})
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"用法：{' '.join(('zizhao', *path))} ")
    assert english(run.out) == []
    assert max(cell_len(line) for line in run.out.splitlines()) <= 80


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_option_and_argument_is_explained(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert CHINESE.search(command.help or ""), path
    for param in command.params:
        if not param.name.endswith("_completion"):
            assert CHINESE.search(f"{param.help} {param.metavar}"), (path, param.name)


def test_a_noun_is_told_of_in_the_same_words_everywhere(morning: Morning) -> None:
    told = dict(
        re.findall(
            r"^  ([a-z]+) +(\S.*)$", morning("--help").out.partition("命令：")[2], re.MULTILINE
        )
    )
    assert told.keys() == NOUNS
    for noun in {noun for noun, *verbs in LEAVES if verbs}:
        assert morning(noun, "--help").out.splitlines()[2] == told[noun]
    assert all(does in told["db"] for does in ("情况", "核验", "备份", "恢复", "升级"))
    assert len([verb for noun, *verb in LEAVES if noun == "db"]) == told["db"].count("、") + 1


def test_the_guard_notices_english() -> None:
    assert english("Usage: zizhao [OPTIONS]\n  --help  Show this message and exit.")


WRONG = {
    "no command": (),
    "no command of a noun": ("hazard",),
    "unknown command": ("nosuch",),
    "unknown command of a noun": ("hazard", "nosuch"),
    "command with a dot": ("no.such thing",),
    "unknown option": ("hazard", "list", "--nosuch"),
    "unknown short option": ("hazard", "list", "-x"),
    "option without a value": ("hazard", "list", "--unit"),
    "flag with a value": ("hazard", "list", "--bom=yes"),
    "no number": ("hazard", "list", "--limit", "many"),
    "a number too small": ("hazard", "list", "--limit", "-1"),
    "a number too large": ("report", "due", "--within", "99999"),
    "missing argument": ("hazard", "show"),
    "one argument too many": ("journal", "show", "1", "YH-2022-0002"),
    "unknown format": ("hazard", "list", "--format", "pdf"),
    "unknown sort key": ("unit", "list", "--sort", "height"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_told_in_chinese(morning: Morning, name: str) -> None:
    run = morning(*WRONG[name])
    assert (run.code, run.out) == (2, "")
    assert CHINESE.search(run.err)
    if WRONG[name][1:]:
        assert run.err.startswith("zizhao: 错误: ")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_told_without_english(morning: Morning, name: str) -> None:
    assert english(morning(*WRONG[name]).err) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("no number", "many"), ("a number too small", "-1"), ("a number too large", "99999")],
)
def test_a_wrong_number_is_named(morning: Morning, name: str, value: str) -> None:
    assert value in morning(*WRONG[name]).err


def test_a_number_out_of_range_is_told_its_bounds(morning: Morning) -> None:
    assert "从 0 起" in morning(*WRONG["a number too small"]).err


@pytest.mark.parametrize(
    "value",
    ["nosuch", "no.such", "no such thing", "it's"],
)
def test_an_unknown_command_is_named_whole(morning: Morning, value: str) -> None:
    assert value in morning(value).err


@pytest.mark.parametrize(
    ("args", "option", "way_out"),
    [
        (("hazard", "list", "--db", "x"), "--db", "--db 文件 hazard list …"),
        (("init", "--db=x"), "--db", "--db 文件 init …"),
        (("check", "--by", "甲", "list"), "--by", "--by 姓名 check …"),
        (("unit", "show", "GXC", "--version"), "--version", "--version"),
    ],
)
def test_an_option_of_the_program_stands_before_the_command(
    morning: Morning, args: tuple[str, ...], option: str, way_out: str
) -> None:
    run = morning(*args)
    told = f"zizhao: 错误: 选项 {option} 要写在命令的前面\n  写成 zizhao {way_out}\n"
    assert (run.code, run.out, run.err) == (2, "", told)


MESSAGES = {**sections("errors.txt"), **sections("import-errors.txt")}


@pytest.mark.parametrize("title", MESSAGES)
def test_the_way_out_names_commands_that_exist(title: str) -> None:
    assert all(noun in NOUNS for noun in SPOKEN_NOUN.findall(MESSAGES[title]))
    for noun, verb in SPOKEN_CODE.findall(MESSAGES[title]):
        if noun in NOUNS:
            assert (noun, verb) in LEAVES
