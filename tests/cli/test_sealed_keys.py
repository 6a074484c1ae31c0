"""Keys for what is sealed, sealing to another one, copies without sealed parts, and what verification finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.custody import ADD, DAY, NAMED, NO, PASSPHRASE, SEALED, WHO, key_of, reveal, take_key
from tests.cli.terminal import Terminal
from tests.store.damage import query, tamper
from zizhao_cli.domain.sealing import sealed
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary


@pytest.fixture
def told(custodial: Diary) -> Diary:
    """A tip-off of somebody who gave a name."""
    assert custodial.ok(DAY, *ADD, *SEALED, stdin=NAMED) == NO
    return custodial


def test_another_key_is_taken_by_two_people_and_all_is_sealed_to_it(told: Diary) -> None:
    db = told.zizhao.db
    (old,) = query(db, "SELECT sha256 FROM sealed")[0]
    again = ("--custodian", "谭波", "--key", str(key_of(db, "b.age")), "--passphrase-file", "-")
    for more in ((), ("--reason", "换人", "--approved-by", "陈科旭")):
        run = told.on(DAY, "tip", "keygen", *again, *more, stdin=PASSPHRASE.encode())
        assert (run.code, run.out) == (3, "")
        assert not key_of(db, "b.age").exists()
    take_key(told, "b.age", DAY, "--reason", "换人", "--approved-by", "石世文")
    assert "还有 1 份封给以前的钥匙" in told.ok(DAY, "tip", "keys")
    assert reveal(told, key=key_of(db, "b.age")).code == 3
    reseal = ("tip", "reseal", "--reason", "换保管人", "--passphrase-file", "-", "--key")
    told.ok(DAY, *reseal, str(key_of(db)), stdin=PASSPHRASE.encode())
    assert reveal(told, "--format", "json", key=key_of(db, "b.age")).json == {"no": NO, **WHO}
    assert reveal(told).code == 3
    (new,) = query(db, "SELECT sha256 FROM sealed")[0]
    assert new != old
    assert told.on(DAY, *reseal, str(key_of(db)), stdin=PASSPHRASE.encode()).code == 3
    told.sound()


def test_a_lost_key_leaves_the_ledger_whole_and_says_so(told: Diary) -> None:
    key_of(told.zizhao.db).unlink()
    run = reveal(told)
    assert (run.code, run.out) == (3, "")
    assert "钥匙文件" in run.err
    take_key(told, "b.age", DAY, "--reason", "钥匙丢了", "--approved-by", "石世文")
    assert "只有那几把打得开" in told.ok(DAY, "tip", "keys")
    told.ok(DAY, *ADD, *SEALED, stdin=NAMED)
    told.sound()


def test_a_key_lies_outside_the_ledgers_folder_and_is_not_overwritten(custodial: Diary) -> None:
    db = custodial.zizhao.db
    keygen = ("tip", "keygen", "--custodian", "谭波", "--reason", "换", "--approved-by", "石世文")
    for file in (db.parent / "key.age", db.parent / "backups" / "key.age", key_of(db)):
        asked = ("--key", str(file), "--passphrase-file", "-")
        assert custodial.on(DAY, *keygen, *asked, stdin=PASSPHRASE.encode()).code == 2
    short = ("--key", str(key_of(db, "c.age")), "--passphrase-file", "-")
    assert custodial.on(DAY, *keygen, *short, stdin=b"short").code == 3
    assert PASSPHRASE.encode() not in key_of(db).read_bytes()
    assert key_of(db).stat().st_mode & 0o077 == 0


def test_a_copy_without_the_sealed_parts_verifies_and_is_no_ledger(
    told: Diary, tmp_path: Path
) -> None:
    told.ok(DAY, "db", "backup", "--without-sealed", str(tmp_path / "out"))
    (copy,) = (tmp_path / "out").glob("*.withheld.db")
    (content,) = query(told.zizhao.db, "SELECT content FROM sealed")[0]
    assert content in told.zizhao.db.read_bytes() + _log(told.zizhao.db)
    assert content not in copy.read_bytes()
    run = told.on(DAY, "--db", str(copy), "db", "verify", "--format", "json")
    assert (run.code, [row["kind"] for row in run.json["rows"]]) == (0, ["withheld"])
    assert told.on(DAY, "--db", str(copy), "report", "overdue", "--verify").code == 0
    assert told.on(DAY, "--db", str(copy), *ADD).code == 6
    assert told.on(DAY, "db", "restore", str(copy), "--yes", "--force").code == 6
    told.ok(DAY, "db", "backup", str(tmp_path / "whole"))
    (whole,) = (tmp_path / "whole").glob("*.db")
    told.ok(DAY, "db", "restore", str(whole), "--yes")
    assert reveal(told).code == 0


def _log(db: Path) -> bytes:
    log = db.with_name(f"{db.name}-wal")
    return log.read_bytes() if log.exists() else b""


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM sealed", "密封件不见了"),
        (
            "UPDATE sealed SET content = zeroblob(400)",
            "密封件被改过",
        ),
        ("INSERT INTO sealed VALUES (lower(hex(randomblob(32))), x'00')", "没有记录说是谁的"),
        ("DELETE FROM seal", "登记时应有一份密封的记录"),
        ("DELETE FROM seal_key", "还没有启用的钥匙"),
        (
            "UPDATE seal SET replaces = sha256",
            "换下的不是它以前的密封件",
        ),
    ],
)
def test_verification_finds_what_was_done_to_sealed_parts(
    told: Diary, harm: str, said: str
) -> None:
    tamper(told.zizhao.db, harm)
    problems = [f"{found.record}{found.problem}" for found in verify(told.zizhao.db).findings]
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize("harm", ["forged", "swapped"])
def test_a_part_that_was_changed_is_neither_shown_nor_sealed_anew(told: Diary, harm: str) -> None:
    told.ok(DAY, *ADD, *SEALED, stdin=json.dumps({"informant": "章小六"}).encode())
    db = told.zizhao.db
    (recipient,) = query(db, "SELECT recipient FROM seal_key")[0]
    first, second = query(db, "SELECT sha256, hex(content) FROM sealed")
    other = second[1] if harm == "swapped" else sealed({"informant": "假的人"}, recipient).hex()
    tamper(db, f"UPDATE sealed SET content = x'{other}' WHERE sha256 = '{first[0]}'")
    tamper(db, f"UPDATE sealed SET content = x'{other}' WHERE sha256 = '{second[0]}'")
    run = reveal(told)
    assert (run.code, run.out) == (3, "")
    take_key(told, "b.age", DAY, "--reason", "换人", "--approved-by", "石世文")
    reseal = ("tip", "reseal", "--reason", "换", "--key", str(key_of(db)), "--passphrase-file", "-")
    assert told.on(DAY, *reseal, stdin=PASSPHRASE.encode()).code == 3
    assert any("被改过" in found.problem for found in verify(db).findings)


def test_the_new_custodian_approves_no_key_of_his_own(told: Diary) -> None:
    key = key_of(told.zizhao.db, "b.age")
    keygen = ("tip", "keygen", "--custodian", "石世文", "--key", str(key), "--reason", "换")
    more = ("--approved-by", "石世文", "--passphrase-file", "-")
    assert told.on(DAY, *keygen, *more, stdin=PASSPHRASE.encode()).code == 3
    assert not key.exists()


def test_a_ledger_that_is_marked_as_a_copy_and_has_parts_is_damaged(told: Diary) -> None:
    tamper(told.zizhao.db, "INSERT INTO withheld VALUES ('2022-05-03')")
    assert any("却带着一些" in found.problem for found in verify(told.zizhao.db).findings)
    assert told.on(DAY, "db", "verify").code == 4


def test_a_part_that_is_gone_is_told(told: Diary) -> None:
    tamper(told.zizhao.db, "DELETE FROM sealed")
    run = reveal(told)
    assert (run.code, run.out) == (3, "")
    assert "不在这本账里" in run.err


def test_a_passphrase_is_typed_twice(custodial: Diary) -> None:
    key = key_of(custodial.zizhao.db, "b.age")
    more = ("--custodian", "谭波", "--key", str(key), "--reason", "换", "--approved-by", "石世文")
    for again, code in (("柜子第三格 2023", 2), (PASSPHRASE, 0)):
        with Terminal(custodial.zizhao, "tip", "keygen", *more) as terminal:
            terminal.answer("钥匙的口令", PASSPHRASE)
            terminal.answer("再输一次", again)
            assert terminal.finish() == code
        assert key.exists() == (code == 0)
        assert PASSPHRASE not in terminal.text


def test_the_length_of_a_sealed_part_tells_little(custodial: Diary) -> None:
    for text in ("短", "长" * 600):
        custodial.ok(DAY, *ADD, *SEALED, stdin=json.dumps({"account": text}).encode())
    asked = "SELECT max(length(content)) - min(length(content)) FROM sealed"
    ((apart,),) = query(custodial.zizhao.db, asked)
    assert apart < 1000, "age puts some hundred random bytes before each"
