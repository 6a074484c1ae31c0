"""Machines that speak something else: nothing crashes, and what programs read is UTF-8 all the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import once

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

TITLE = "𠮷野家🔥灶台"
PLACES = {
    "LANG=C": {"LANG": "C", "LC_ALL": "", "PYTHONUTF8": ""},
    "LC_ALL=C": {"LC_ALL": "C", "PYTHONUTF8": ""},
    "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "", "PYTHONCOERCECLOCALE": "0"},
    "ASCII streams": {"PYTHONIOENCODING": "ascii"},
    "GBK streams": {"PYTHONIOENCODING": "gbk"},
    "Latin streams": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.fixture(scope="module")
def wide(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The examples' ledger with YH-2022-0007, whose title no old encoding has."""
    args = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", TITLE)
    return once(tmp_path_factory, "wide", lambda zizhao: zizhao.ok(*args) and None, morning)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("format", ["json", "csv", "md"])
def test_data_is_utf_8_everywhere(wide: Morning, place: str, format: str) -> None:
    run = wide.cold("hazard", "list", "--format", format, env=PLACES[place])
    assert (run.code, run.err) == (0, "")
    assert run.raw == wide.cold("hazard", "list", "--format", format).raw


@pytest.mark.parametrize("place", PLACES)
def test_a_table_spells_out_what_the_terminal_lacks(wide: Morning, place: str) -> None:
    run = wide.cold("hazard", "show", "YH-2022-0007", env=PLACES[place])
    assert (run.code, run.err) == (0, "")
    encoding = PLACES[place].get("PYTHONIOENCODING", "utf-8")
    text = run.raw.decode(encoding)
    assert "YH-2022-0007" in text
    assert TITLE.encode(encoding, "backslashreplace").decode(encoding) in text


@pytest.mark.parametrize("place", PLACES)
def test_an_error_is_told_everywhere(wide: Morning, place: str) -> None:
    run = wide.cold("hazard", "list", "--unit", TITLE, env=PLACES[place])
    assert (run.code, run.out) == (3, "")
    assert "Traceback" not in run.err


def test_a_hazard_is_recorded_under_c_as_it_was_typed(
    wide: Morning, tmp_path_factory: pytest.TempPathFactory
) -> None:
    zizhao = wide.copy(tmp_path_factory.mktemp("c"))
    title = TITLE[::-1]
    args = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", title)
    added = zizhao.cold(*args, "--format", "json", env=PLACES["LC_ALL=C"])
    assert json.loads(added.raw.decode())["title"] == title


def test_bytes_that_are_no_text_are_refused(wide: Morning) -> None:
    run = wide.cold("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "坏\udcff字")
    assert (run.code, run.out) == (3, "")
    assert "不是本机编码的文字" in run.err
