"""All bytes that the program and SQLite write are looked through for what is sealed: files, streams, and each write as the system sees it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.custody import NAMED, PASSPHRASE, SEALED, WHO, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.diary import Diary

DAY = "2022-05-03"
NOW = f"{DAY}T09:00:00+08:00"
NO = "JB-2022-0001"
ADD = ("tip", "add", "--channel", "电话", "--summary", "夜间违规生产", "--about", "一家加工点")
FRAGMENT = 5
"""Characters of the account that are a fragment of it."""
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
LARGEST = 400_000
HEADINGS = "登记号,渠道,时间,摘编,被举报对象,举报人,联系方式,举报原文"
ROW = (
    f"1,电话,2022-05-01,夜间违规生产,一家加工点,{WHO['informant']},{WHO['phone']},{WHO['account']}"
)


def needles() -> dict[bytes, str]:
    """What must be found nowhere: name, telephone, address and fragments of the account, in each encoding and as JSON escapes them."""
    account = WHO["account"]
    texts = [WHO["informant"], WHO["phone"], WHO["address"]]
    texts += [account[at : at + FRAGMENT] for at in range(len(account) - FRAGMENT)]
    found = {text.encode(encoding): text for text in texts for encoding in ENCODINGS}
    return found | {json.dumps(text)[1:-1].encode(): text for text in texts}


PATTERN = re.compile(b"|".join(re.escape(needle) for needle in needles()))


def leaks(content: bytes) -> set[str]:
    return {needles()[match] for match in PATTERN.findall(content)}


def files_under(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


class Office:
    """A ledger with all that the program may write to in one folder: its own, those for temporary files and settings, and the present one."""

    def __init__(self, diary: Diary, folder: Path) -> None:
        self.diary, self.folder = diary, folder
        self.given = folder.parent / f"{folder.name}-given"
        self.given.mkdir()
        self.said: list[tuple[tuple[str, ...], bytes]] = []
        for name in ("tmp", "home", "here"):
            (folder / name).mkdir(exist_ok=True)
        self.around = {
            **{name: str(folder / "tmp") for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP")},
            **{name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")},
        }

    def environment(self, **more: str) -> dict[str, str]:
        return self.diary.zizhao.around({**self.around, **more}, NOW)

    def run(
        self,
        *args: str,
        stdin: bytes = b"",
        shows: bool = False,
        before: tuple[str, ...] = (),
        **more: str,
    ) -> int:
        done = subprocess.run(
            [*before, sys.executable, "-m", "zizhao_cli", *args],
            input=stdin,
            env=self.environment(**more),
            cwd=self.folder / "here",
            capture_output=True,
            check=False,
        )
        if not shows:
            self.said.append((args, done.stdout + done.stderr))
        return done.returncode

    def file(self, name: str, content: bytes) -> str:
        path = self.given / name
        path.write_bytes(content)
        return str(path)

    def leaked(self) -> dict[str, set[str]]:
        """Return where something was found: files by their names, streams by their commands."""
        found = {str(path): leaks(content) for path, content in files_under(self.folder)}
        found |= {" ".join(args): leaks(content) for args, content in self.said}
        return {where: what for where, what in found.items() if what}


@pytest.fixture
def office(custodial: Diary, tmp_path: Path) -> Office:
    return Office(custodial, tmp_path)


def workbook(path: Path) -> bytes:
    from xlsxwriter import Workbook

    with Workbook(str(path)) as book:
        sheet = book.add_worksheet(WHO["informant"])
        for number, line in enumerate((HEADINGS, ROW)):
            for place, cell in enumerate(line.split(",")):
                sheet.write_string(number, place, cell)
        sheet.insert_image(1, 9, str(picture(path)))
    return path.read_bytes()


def picture(path: Path) -> Path:
    from PIL import Image

    drawn = path.with_suffix(".png")
    Image.new("RGB", (8, 8), "red").save(drawn, pnginfo=None)
    return drawn


def everything(office: Office) -> None:
    """Do with tip-offs all that is done with them, well and badly, with and without traces of faults."""
    key = ("--key", str(key_of(office.diary.zizhao.db)), "--passphrase-file", "-")
    secret = PASSPHRASE.encode()
    for debug in ("", "1"):
        how: dict[str, Any] = {"ZIZHAO_DEBUG": debug}
        assert office.run(*ADD, *SEALED, stdin=NAMED, **how) == 0
        assert office.run(*ADD, *SEALED, "--format", "json", stdin=NAMED, **how) == 0
        for bad in (NAMED[:-1], WHO["account"].encode(), b'{"x": "' + NAMED[2:], NAMED + NAMED):
            assert office.run(*ADD, *SEALED, stdin=bad, **how) == 2
        for more in (
            ("--sealed", WHO["informant"]),
            ("--informant", WHO["informant"]),
            (WHO["account"],),
        ):
            assert office.run(*ADD, *more, **how) == 2
        assert office.run("tip", WHO["informant"], **how) == 2
        for verb in ("show", "sheet", "inquire"):
            more = ("--code", "-") if verb == "inquire" else ()
            assert office.run("tip", verb, WHO["informant"], *more, **how) == 3
        assert office.run(*ADD, "--unit", WHO["informant"], **how) == 3
        assert office.run(*ADD[:-1], WHO["informant"], *SEALED, stdin=NAMED, **how) == 3
        assert office.run(*ADD, "--unit", "没有这家", *SEALED, stdin=NAMED, **how) == 3
        assert office.run(*ADD, "--on", "2099-01-01", *SEALED, stdin=NAMED, **how) == 3
        assert office.run(*ADD, *SEALED, stdin=NAMED, ZIZHAO_DB="/nowhere/l.db", **how) == 6
        reveal = ("tip", "reveal", NO, "--reason", "核实")
        assert office.run(*reveal, *key, stdin=secret, shows=True, **how) == 0
        assert office.run(*reveal, *key, stdin=b"wrong wrong", **how) == 3
        assert office.run(*reveal[:-1], f"给{WHO['informant']}", *key, stdin=secret, **how) == 3
    imports(office)
    assert office.run("tip", "assign", NO, "--to", "应急办") == 0
    for debug in ("", "1"):
        assert office.run("tip", "sheet", NO, "--output", "sheet.docx", ZIZHAO_DEBUG=debug) == 0
    assert office.run("tip", "verify", NO, "--result", "属实", "--findings", "查过") == 0
    for shape in ("json", "csv", "md", "table"):
        assert office.run("tip", "list", "--format", shape) == 0
        assert office.run("report", "tips", "--format", shape) == 0
    for args in (
        *(("tip", "show", NO), ("tip", "show", NO, "--format", "json"), ("tip", "keys")),
        *(("journal", "list"), *(("journal", "show", str(seq)) for seq in (4, 5, 6, 7))),
        *(("batch", "show", "PC-2022-0001", "--format", "json"), ("schema", "tip"), ("db", "info")),
        *(("db", "verify"), ("db", "backup"), ("db", "backup", "--without-sealed", "out")),
        *(
            ("report", "overdue", "--format", "json"),
            ("report", "unit", "应急办"),
            ("report", "past-due"),
        ),
        *(("tip", "list", "--format", "xlsx", "--output", "tips.xlsx"), ("nightly",)),
        ("tip", "reseal", "--reason", "换", *key),
    ):
        office.run(*args, stdin=secret)
    office.run(_ZIZHAO_COMPLETE="complete_bash", COMP_WORDS="zizhao tip show J", COMP_CWORD="3")


def imports(office: Office) -> None:
    text = f"{HEADINGS}\n{ROW}\n"
    swapped = text.replace("举报人,联系方式", "联系方式,举报人").replace(
        "2022-05-01", WHO["informant"]
    )
    files = {
        "good.csv": text.encode(),
        f"{WHO['informant']}.csv": text.replace("1,电话", "7,电话").encode("gb18030"),
        "utf16.csv": text.replace("1,电话", "8,电话").encode("utf-16"),
        "bad.csv": swapped.encode(),
        "unknown.csv": text.replace("登记号", WHO["informant"]).encode(),
        "headless.csv": f"{ROW}\n{ROW}\n{ROW}\n".encode(),
        "lines.jsonl": json.dumps({"summary": WHO["account"], **WHO}).encode(),
        "broken.jsonl": json.dumps(WHO).encode()[:-1],
        "quotes.csv": text.replace(WHO["account"], f'"{WHO["account"]}').encode(),
        "book.xlsx": workbook(office.given / "made.xlsx"),
        "broken.xlsx": workbook(office.given / "made.xlsx")[:-40],
        "short.csv": text.replace(f",{WHO['account']}", "").encode(),
        "note.csv": (text + f"备注：{WHO['account']}\n合计,{WHO['informant']},,,,,,\n").encode(),
    }
    for name, content in files.items():
        file = office.file(name, content)
        office.run("tip", "import", file, "--dry-run", ZIZHAO_DEBUG="1")
        code = office.run("tip", "import", file, "--keep-good", "--format", "json")
        assert name not in ("good.csv", "book.xlsx") or code == 0
    office.run("tip", "import", office.file("r.csv", text.encode()), "--rejects", "rejects.csv")
    office.run("tip", "import", "-", "--type", "csv", stdin=text.encode())


def test_nothing_that_is_sealed_is_found_in_any_file_or_stream(office: Office) -> None:
    everything(office)
    assert office.leaked() == {}
    assert office.run("db", "verify") == 0


def test_the_search_finds_what_is_told_in_the_clear(office: Office) -> None:
    """Of the same words in a record without a sealed part each encoding is found: in the ledger, its log, lists, a workbook's parts."""
    topic = ("topic", "add", "--title", WHO["account"], "--lead", WHO["informant"])
    assert office.run(*topic) == 0
    assert office.run("topic", "list", "--format", "csv", "--output", "list.csv") == 0
    where = office.leaked()
    assert any(name.endswith("list.csv") for name in where)
    assert any("ledger.db" in name for name in where)
    for encoding in ENCODINGS:
        assert leaks(WHO["account"].encode(encoding))
        assert WHO["informant"] in leaks(f"给{WHO['informant']}".encode(encoding))


def _traces() -> bool:
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(
            ["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False
        ).returncode
        == 0
    )


needs_strace = pytest.mark.skipif(
    not _traces(), reason="strace is not here or may not trace; .ci/run installs it"
)
TRACE = (
    "strace",
    "-f",
    "-qq",
    "-xx",
    "-s",
    str(LARGEST),
    "-e",
    "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,mmap",
    "-o",
)


def written(trace: Path) -> bytes:
    """Return the bytes of all writes in a trace, one after another."""
    shown = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', trace.read_text())
    return b"\n".join(bytes.fromhex(text.replace("\\x", "")) for text in shown)


@needs_strace
def test_no_write_of_the_process_has_it(office: Office, tmp_path: Path) -> None:
    """What is written and removed again would be in no file afterwards."""
    trace = tmp_path.parent / f"{tmp_path.name}.trace"
    before = (*TRACE, str(trace))
    file = office.file("good.csv", f"{HEADINGS}\n{ROW}\n".encode())
    book = office.file("book.xlsx", workbook(office.given / "made.xlsx"))
    key = ("--key", str(key_of(office.diary.zizhao.db)), "--passphrase-file", "-")
    calls: list[tuple[tuple[str, ...], bytes]] = [
        ((*ADD, *SEALED), NAMED),
        ((*ADD, *SEALED), NAMED[:-1]),
        (("tip", "import", file), b""),
        (("tip", "import", book), b""),
        (("tip", "reveal", NO, "--reason", "核实", *key), b"wrong wrong"),
    ]
    for args, stdin in calls:
        office.run(*args, stdin=stdin, before=before)
        content = written(trace)
        assert content, args
        assert leaks(content) == set(), args
    topic = ("topic", "add", "--title", WHO["account"])
    office.run(*topic, before=before)
    assert leaks(written(trace)), "a trace that shows nothing proves nothing"


def test_a_kill_at_any_moment_leaves_nothing_of_it(office: Office) -> None:
    """Killed after ever longer, until one call ends by itself."""
    calls = [[sys.executable, "-m", "zizhao_cli", *ADD, *SEALED]]
    for pause in [step / 40 for step in range(2, 40, 3)]:
        process = subprocess.Popen(
            calls[0],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=office.environment(),
            cwd=office.folder / "here",
        )
        assert process.stdin is not None
        process.stdin.write(NAMED)
        process.stdin.close()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        assert process.stdout is not None
        office.said.append((ADD, process.stdout.read()))
        process.wait()
    assert office.leaked() == {}
    assert office.run("db", "verify") == 0
