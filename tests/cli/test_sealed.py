"""What is sealed of a tip-off: who may open it, what is recorded of that, keys and code words, and what is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.custody import NAMED, PASSPHRASE, SEALED, WHO, key_of, take_key
from tests.cli.terminal import Terminal
from tests.store.damage import query, tamper
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary
    from tests.conftest import Run

DAY = "2022-05-03"
NO = "JB-2022-0001"
ADD = ("tip", "add", "--channel", "电话", "--summary", "夜间违规生产", "--about", "一家加工点")
REWARD = ("tip", "reward", NO, "--grounds", "罚款", "--fine", "10万元", "--decided-by", "黄麒麟")
PAY = ("tip", "pay", NO, "--paid-by", "胡显胜", "--voucher", "收3")


@pytest.fixture
def told(custodial: Diary) -> Diary:
    """A tip-off of somebody who gave a name."""
    assert custodial.ok(DAY, *ADD, *SEALED, stdin=NAMED) == NO
    return custodial


def reveal(diary: Diary, *more: str, secret: str = PASSPHRASE, key: Path | None = None) -> Run:
    where = ("--key", str(key or key_of(diary.zizhao.db)), "--passphrase-file", "-")
    asked = ("tip", "reveal", NO, "--reason", "核实情况", *where, *more)
    return diary.on(DAY, *asked, stdin=secret.encode())


def last_entry(diary: Diary) -> dict[str, Any]:
    entries = diary.on(DAY, "journal", "list", "--format", "json").json["rows"]
    entry: dict[str, Any] = diary.on(
        DAY, "journal", "show", str(entries[-1]["seq"]), "--format", "json"
    ).json
    return entry


def test_the_custodian_alone_opens_it_and_that_is_recorded_before(told: Diary) -> None:
    run = reveal(told, "--asked-by", "石世文", "--format", "json")
    assert run.json == {"no": NO, **WHO}
    entry = last_entry(told)
    assert (entry["action"], entry["subject"]) == ("tip.reveal", NO)
    assert entry["detail"] == {"asked_by": "石世文", "reason": "核实情况"}
    assert all(text in reveal(told).out for text in WHO.values())
    told.sound()


def test_nothing_is_shown_where_it_cannot_be_recorded(told: Diary) -> None:
    """The entry comes first: where the ledger takes none, nobody is told."""
    tamper(
        told.zizhao.db,
        "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    run = reveal(told)
    assert run.code != 0
    assert not any(text in run.out + run.err for text in WHO.values())


@pytest.mark.parametrize("wrong", ["passphrase", "no key", "no key file", "another key"])
def test_a_request_that_is_refused_is_recorded(told: Diary, wrong: str, tmp_path: Path) -> None:
    key, secret = None, PASSPHRASE
    if wrong == "passphrase":
        secret = "不是这个"  # noqa: S105 - a wrong one
    elif wrong == "no key":
        key = tmp_path / "none.age"
    elif wrong == "no key file":
        key = tmp_path / "text.age"
        key.write_text("不是钥匙")
    else:
        take_key(told, "second.age", DAY, "--reason", "换人", "--approved-by", "石世文")
        key = key_of(told.zizhao.db, "second.age")
    run = reveal(told, key=key, secret=secret)
    assert (run.code, run.out) == (3, "")
    entry = last_entry(told)
    assert (entry["action"], entry["subject"]) == ("tip.reveal_refused", NO)
    assert set(entry["detail"]) == {"asked_by", "why"}
    told.sound()


def test_a_reason_that_tells_of_the_informant_is_refused_and_not_kept(told: Diary) -> None:
    for reason in (f"给{WHO['informant']}发奖", "打 139-8765-4321"):
        where = ("--key", str(key_of(told.zizhao.db)), "--passphrase-file", "-")
        run = told.on(
            DAY, "tip", "reveal", NO, "--reason", reason, *where, stdin=PASSPHRASE.encode()
        )
        assert (run.code, run.out) == (3, "")
        assert WHO["informant"] not in run.err
    assert last_entry(told)["action"] == "tip.reveal_refused"
    assert WHO["informant"] not in json.dumps(last_entry(told), ensure_ascii=False)


def test_without_a_key_it_is_refused_and_never_kept_in_clear(diary: Diary) -> None:
    run = diary.on(DAY, *ADD, *SEALED, stdin=NAMED)
    assert (run.code, run.out) == (3, "")
    assert "keygen" in run.err
    assert query(diary.zizhao.db, "SELECT count(*) FROM tip") == [(0,)]


def test_clear_texts_that_tell_of_it_are_refused(custodial: Diary) -> None:
    account = WHO["account"]
    for key, text in (
        ("--summary", f"{WHO['informant']}说夜里开工"),
        ("--about", "欧 阳 觅 渡 家隔壁"),
        ("--place", WHO["address"]),
        ("--note", account[3:25]),
    ):
        said = {"--summary": "夜间违规生产", "--about": "一家加工点", key: text}
        words = [word for pair in said.items() for word in pair]
        run = custodial.on(DAY, "tip", "add", "--channel", "电话", *words, *SEALED, stdin=NAMED)
        assert (run.code, run.out) == (3, ""), text
        assert "明文里不能有" in run.err
        assert text not in run.err
    custodial.ok(DAY, *ADD, "--note", account[:10], *SEALED, stdin=NAMED)


@pytest.mark.parametrize("shape", ["json", "lines", "gbk"])
def test_what_is_sealed_comes_from_stdin(custodial: Diary, shape: str) -> None:
    text = "\n".join(
        f"{name}：{WHO[key]}"
        for key, name in (
            ("informant", "举报人"),
            ("phone", "举报人电话"),
            ("address", "address"),
            ("account", "举报原文"),
        )
    )
    content = {"json": NAMED, "lines": text.encode(), "gbk": text.encode("gb18030")}[shape]
    custodial.ok(DAY, *ADD, *SEALED, stdin=content)
    assert reveal(custodial, "--format", "json").json == {"no": NO, **WHO}


@pytest.mark.parametrize(
    "content", [b'{"informant": "\xe6\xac', b"no field here", b'{"nobody": "x"}', b'{"phone": [1]}']
)
def test_what_is_not_understood_is_not_quoted(custodial: Diary, content: bytes) -> None:
    run = custodial.on(DAY, *ADD, *SEALED, stdin=content)
    assert (run.code, run.out) == (2, "")
    assert "内容不显示" in run.err
    assert "nobody" not in run.err
    assert "here" not in run.err


def test_nothing_of_it_is_an_argument(custodial: Diary) -> None:
    for more in (("--sealed", "欧阳觅渡"), ("--informant", "欧阳觅渡"), ("欧阳觅渡",)):
        run = custodial.on(DAY, *ADD, *more)
        assert (run.code, run.out) == (2, "")
        assert "欧阳觅渡" not in run.err
        assert "不写在命令行" in run.err
    run = custodial.on(DAY, "tip", "欧阳觅渡")
    assert "欧阳觅渡" not in run.err


def test_who_gave_no_name_has_a_code_word(custodial: Diary) -> None:
    run = custodial.on(DAY, *ADD, "--received-by", "石世文")
    (code,) = re.findall(r"\d{4}-\d{4}-\d{4}-\d{4}", run.err)
    assert code not in run.out
    ask = ("tip", "inquire", NO, "--code", "-")
    right = custodial.on(DAY, *ask, stdin=f"{code}\n".encode())
    assert (right.code, right.out.strip()) == (0, f"{NO} 已受理")
    assert custodial.on(DAY, *ask, stdin=code.replace("-", " ").encode()).code == 0
    wrong = custodial.on(DAY, *ask, stdin=b"1234-1234-1234-1234\n")
    assert (wrong.code, wrong.out) == (3, "")
    assert custodial.on(DAY, "tip", "inquire", NO, "--code", code).code == 2
    custodial.ok(DAY, "tip", "assign", NO, "--to", "应急办")
    custodial.ok(DAY, "tip", "verify", NO, "--result", "属实", "--findings", "查过")
    custodial.ok(DAY, *REWARD)
    for said in ((), ("--code", "-")):
        assert custodial.on(DAY, *PAY, *said, stdin=b"1111\n").code in (2, 3)
    custodial.ok(DAY, *PAY, "--code", "-", stdin=code.encode())
    custodial.sound()


def test_who_gave_a_name_has_none(told: Diary) -> None:
    (kept,) = query(told.zizhao.db, "SELECT code FROM seal")
    assert kept == (None,)
    assert told.on(DAY, "tip", "inquire", NO, "--code", "-", stdin=b"\n").code == 3


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


def test_kinds_with_a_sealed_part_take_no_files(told: Diary, tmp_path: Path) -> None:
    picture = tmp_path / "信.jpg"
    picture.write_bytes(b"\xff\xd8\xff")
    for args in (ADD, ("tip", "note", NO, "来信"), ("tip", "reply", NO, "--how", "电话")):
        assert told.on(DAY, *args, "--evidence", str(picture)).code == 2


HEADINGS = "登记号,渠道,时间,摘编,被举报对象,举报人,联系方式,举报内容"
GOOD = (
    f"1,电话,2022-05-01,夜间违规生产,一家加工点,{WHO['informant']},{WHO['phone']},{WHO['account']}"
)
NAMELESS = "2,来信,2022-05-02,洞口有人私挖,后山,,,"


def imported(diary: Diary, folder: Path, *rows: str, more: tuple[str, ...] = ()) -> Run:
    file = folder / "登记簿.csv"
    file.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return diary.on(DAY, "tip", "import", str(file), "--format", "json", *more)


def test_a_register_is_imported_and_its_sealed_columns_are_sealed(
    custodial: Diary, tmp_path: Path
) -> None:
    run = imported(custodial, tmp_path, GOOD, NAMELESS)
    assert (run.code, run.json["new"]) == (0, 2), run.err
    assert run.json["files"][0]["file"] == "第 1 个文件"
    assert run.json["files"][0]["sha256"] is None
    shown = reveal(custodial, "--format", "json").json
    assert (shown["informant"], shown["account"]) == (WHO["informant"], WHO["account"])
    named = custodial.on(DAY, "tip", "list", "--format", "json").json["rows"]
    assert [row["named"] for row in named] == [True, False]
    assert imported(custodial, tmp_path, GOOD, NAMELESS).json["same"] == 2
    custodial.sound()


def test_what_is_wrong_in_a_register_is_told_by_place_alone(
    custodial: Diary, tmp_path: Path
) -> None:
    bad = GOOD.replace("2022-05-01", WHO["informant"])
    run = imported(custodial, tmp_path, bad, NAMELESS.replace("来信", "飞鸽"))
    assert run.code == 3
    assert [(p["line"], p["column"], p["value"]) for p in run.json["problems"]] == [
        (2, "时间", None),
        (3, "渠道", None),
    ]
    assert WHO["informant"] not in run.out + run.err
    assert "飞鸽" not in run.out + run.err
    assert query(custodial.zizhao.db, "SELECT count(*) FROM tip") == [(0,)]


def test_a_register_is_not_kept_anywhere(custodial: Diary, tmp_path: Path) -> None:
    for more in (("--rejects", str(tmp_path / "r.csv")), ("--new-units", "enterprise")):
        run = imported(custodial, tmp_path, GOOD, more=more)
        assert (run.code, run.out) == (2, "")
    run = custodial.on(DAY, "tip", "import", "-", "--type", "csv", stdin=GOOD.encode())
    assert (run.code, run.out) == (2, "")
    assert not (tmp_path / "r.csv").exists()


def test_what_has_no_sealed_part_is_said_so(custodial: Diary) -> None:
    custodial.ok(DAY, *ADD)
    run = reveal(custodial)
    assert (run.code, run.out) == (3, "")
    assert "没有密封的内容" in run.err


def test_a_part_that_is_gone_is_told(told: Diary) -> None:
    tamper(told.zizhao.db, "DELETE FROM sealed")
    run = reveal(told)
    assert (run.code, run.out) == (3, "")
    assert "不在这本账里" in run.err


def test_a_sealed_text_has_a_bound(custodial: Diary) -> None:
    run = custodial.on(DAY, *ADD, *SEALED, stdin=json.dumps({"account": "长" * 20_001}).encode())
    assert (run.code, run.out) == (3, "")
    assert "长长" not in run.err


def test_the_length_of_a_sealed_part_tells_little(custodial: Diary) -> None:
    for text in ("短", "长" * 600):
        custodial.ok(DAY, *ADD, *SEALED, stdin=json.dumps({"account": text}).encode())
    asked = "SELECT max(length(content)) - min(length(content)) FROM sealed"
    ((apart,),) = query(custodial.zizhao.db, asked)
    assert apart < 1000, "age puts some hundred random bytes before each"


def test_on_a_terminal_it_is_asked_for(custodial: Diary) -> None:
    with Terminal(custodial.zizhao, *ADD, "--confidential") as terminal:
        for prompt, text in (
            ("举报人", WHO["informant"]),
            ("举报人电话", WHO["phone"]),
            ("住址", ""),
            ("举报原文", WHO["account"]),
        ):
            terminal.answer(prompt, text)
        assert terminal.finish() == 0
    assert query(custodial.zizhao.db, "SELECT named FROM tip") == [(1,)]


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
