"""A ledger with a key for what is sealed, and what an informant says."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.diary import ADD as HAZARD
from tests.cli.diary import FOUND, MORE, Diary
from tests.conftest import Run, Zizhao

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "柜子第三格 2022"  # noqa: S105 - of a key that the test made
WHO = {
    "informant": "欧阳觅渡",
    "phone": "13987654321",
    "address": "观音岩巷七号二单元",
    "account": "夜里两点听见车间里砂轮还在响，门从外面反锁着，墙根堆着没有标签的铁桶",
}
SEALED = ("--sealed", "-")
NAMED = json.dumps(WHO).encode()


def keyed(factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 2022-04-19 whose key lies in a folder beside its own; tests copy both."""
    there = factory.mktemp("keyed") / "ledger" / "ledger.db"
    diary = Diary(Zizhao(there))
    diary.ok("2022-04-19", "init")
    diary.ok(FOUND, *HAZARD, *MORE)
    take_key(diary)
    return there


@pytest.fixture(scope="session")
def keyed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a hazard and a key, which no test changes."""
    return keyed(tmp_path_factory)


@pytest.fixture
def custodial(keyed_once: Path, tmp_path: Path) -> Diary:
    """The program on a ledger with a hazard, and with a key for what is sealed."""
    return copied(keyed_once, tmp_path)


def key_of(ledger: Path, name: str = "key.age") -> Path:
    """Return where the custodian of a ledger keeps the key."""
    return ledger.parent.parent / "custody" / name


def take_key(diary: Diary, name: str = "key.age", day: str = FOUND, *more: str) -> str:
    """Take a key into use; return what seals to it."""
    key = str(key_of(diary.zizhao.db, name))
    asked = ("--custodian", "谭波", "--key", key, "--passphrase-file", "-")
    return diary.ok(day, "tip", "keygen", *asked, *more, stdin=PASSPHRASE.encode())


def copied(keyed: Path, folder: Path) -> Diary:
    """Return the program on a copy of a ledger with its key."""
    shutil.copytree(keyed.parent.parent, folder, dirs_exist_ok=True)
    return Diary(Zizhao(folder / "ledger" / "ledger.db"))


DAY = "2022-05-03"
NO = "JB-2022-0001"
ADD = ("tip", "add", "--channel", "电话", "--summary", "夜间违规生产", "--about", "一家加工点")


def reveal(diary: Diary, *more: str, secret: str = PASSPHRASE, key: Path | None = None) -> Run:
    where = ("--key", str(key or key_of(diary.zizhao.db)), "--passphrase-file", "-")
    asked = ("tip", "reveal", NO, "--reason", "核实情况", *where, *more)
    return diary.on(DAY, *asked, stdin=secret.encode())
