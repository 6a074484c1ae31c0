"""Any other service: refused where the library is not installed; where it is, it is told the address and the text, and logs nothing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

TOKEN = "t0ken-of-another-service"  # noqa: S105 - of a service of the tests
LIBRARY = """
import logging, os
class NotifyFormat:
    TEXT = "text"
class Apprise:
    def add(self, url):
        self.url = url
        return not url.startswith("nosuch")
    def notify(self, body, body_format):
        logging.getLogger("apprise").warning("to %s", self.url)
        with open(os.environ["TOLD"], "a") as file:
            file.write(f"{self.url} {body_format} {body}")
        return "fails" not in self.url
"""
"""As much of the library as is called."""


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def call(zizhao: Morning, *args: str, stdin: bytes = b"") -> Run:
    """Run the program where the library is installed."""
    library = zizhao.db.with_name("library")
    library.mkdir(exist_ok=True)
    (library / "apprise.py").write_text(LIBRARY, "utf-8")
    folders = [str(library)]
    (library / "sitecustomize.py").write_text(f"import sys; sys.path[:0] = {folders}", "utf-8")
    env = {"PYTHONPATH": str(library), "TOLD": str(zizhao.db.with_name("told.txt"))}
    return zizhao(*args, env={**env, "ZIZHAO_DEBUG": "1"}, stdin=stdin)


def add(zizhao: Morning, service: str) -> Run:
    given = f"{service}://{TOKEN}/channel".encode()
    return call(zizhao, "group", "add", "别处", "--kind", "apprise", "--address", "-", stdin=given)


@pytest.mark.skipif(find_spec("apprise") is not None, reason="apprise is installed")
def test_where_it_is_not_installed_that_is_said(zizhao: Morning) -> None:
    args = ("group", "add", "别处", "--kind", "apprise", "--address", "-")
    run = zizhao(*args, stdin=f"slack://{TOKEN}".encode())
    assert (run.code, run.out) == (3, "")
    assert "pip install 'zizhao-cli[apprise]'" in run.err
    assert TOKEN not in run.err


@pytest.mark.skipif(find_spec("apprise") is not None, reason="apprise is installed")
def test_where_it_has_gone_since_that_is_said(zizhao: Morning) -> None:
    add(zizhao, "service")
    run = zizhao("group", "test", "别处")
    assert run.code == 1
    assert "没有发到：没有装 apprise" in run.err
    assert "pip install" in run.err


def test_it_is_told(zizhao: Morning) -> None:
    assert add(zizhao, "service").code == 0
    run = call(zizhao, "group", "test", "别处")
    assert (run.code, run.err) == (0, "zizhao: 群“别处”收下了\n")
    told = zizhao.db.with_name("told.txt").read_text("utf-8")
    assert told.startswith(f"service://{TOKEN}/channel text 安全生产台账：")


@pytest.mark.parametrize("service", ["nosuch", "fails"])
def test_what_it_does_not_send_is_a_failure(zizhao: Morning, service: str) -> None:
    add(zizhao, service)
    run = call(zizhao, "group", "test", "别处")
    assert run.code == 1
    assert "没有发到" in run.err
    assert TOKEN not in run.err
