"""What is sealed of a tip-off: how it is told, who may open it, what is recorded of that, and what is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.custody import ADD, DAY, NAMED, NO, PASSPHRASE, SEALED, WHO, key_of, reveal, take_key
from tests.cli.terminal import Terminal
from tests.store.damage import query, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary


REWARD = ("tip", "reward", NO, "--grounds", "罚款", "--fine", "10万元", "--decided-by", "黄麒麟")
PAY = ("tip", "pay", NO, "--paid-by", "胡显胜", "--voucher", "收3")


@pytest.fixture
def told(custodial: Diary) -> Diary:
    """A tip-off of somebody who gave a name."""
    assert custodial.ok(DAY, *ADD, *SEALED, stdin=NAMED) == NO
    return custodial


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
    "content",
    [
        b'{"informant": "\xe6\xac',
        b"no field here",
        b'{"nobody": "x"}',
        b'{"phone": [1]}',
        b'{"phone": "\\ud800"}',
        b"[" * 100_000,
    ],
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


def test_kinds_with_a_sealed_part_take_no_files(told: Diary, tmp_path: Path) -> None:
    picture = tmp_path / "信.jpg"
    picture.write_bytes(b"\xff\xd8\xff")
    for args in (ADD, ("tip", "note", NO, "来信"), ("tip", "reply", NO, "--how", "电话")):
        assert told.on(DAY, *args, "--evidence", str(picture)).code == 2


@pytest.mark.parametrize(
    "name", ["匿名", "不愿透露姓名", "未留名", "某群众", "无", "—", "热心市民"]
)
def test_what_is_no_name_is_no_name(custodial: Diary, name: str) -> None:
    content = f"举报人：{name}\n举报原文：门反锁着\n".encode()
    run = custodial.on(DAY, *ADD, *SEALED, stdin=content)
    assert (run.code, "的口令：" in run.err) == (0, True), run.err
    assert query(custodial.zizhao.db, "SELECT named FROM tip") == [(0,)]


@pytest.mark.parametrize("name", ["王某", "王某某先生", "匿名（王家的）"])
def test_half_a_name_is_no_name_and_is_sealed(custodial: Diary, name: str) -> None:
    content = json.dumps({"informant": name}).encode()
    run = custodial.on(DAY, *ADD, *SEALED, stdin=content)
    assert (run.code, "的口令：" in run.err) == (0, True), run.err
    assert reveal(custodial, "--format", "json").json["informant"] == name


@pytest.mark.parametrize(
    ("informant", "clear"),
    [
        ("欧阳觅渡、章小六", "二楼的章小六反映夜里开工"),
        ("李四光先生", "李四光说夜里开工"),
        ("欧阳觅渡（女）", "欧阳觅渡说夜里开工"),
        ("歐陽覓渡", "欧阳觅渡说夜里开工"),
        ("欧阳觅渡", "歐陽覓渡说夜里开工"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(
    custodial: Diary, informant: str, clear: str
) -> None:
    content = json.dumps({"informant": informant}).encode()
    args = ("tip", "add", "--channel", "电话", "--summary", clear, "--about", "一家加工点")
    run = custodial.on(DAY, *args, *SEALED, stdin=content)
    assert (run.code, run.out) == (3, "")
    assert "明文里不能有" in run.err


@pytest.mark.parametrize(
    "option", ["--source-id", "--original-no", "--extract-no", "--received-by"]
)
def test_numbers_and_names_of_officers_are_looked_through(custodial: Diary, option: str) -> None:
    run = custodial.on(DAY, *ADD, option, WHO["informant"], *SEALED, stdin=NAMED)
    assert (run.code, run.out) == (3, "")


def test_who_asks_is_looked_through_as_the_reason_is(told: Diary) -> None:
    run = reveal(told, "--asked-by", WHO["informant"])
    assert (run.code, run.out) == (3, "")
    assert WHO["informant"] not in json.dumps(last_entry(told), ensure_ascii=False)


def test_what_has_no_sealed_part_is_said_so(custodial: Diary) -> None:
    custodial.ok(DAY, *ADD)
    run = reveal(custodial)
    assert (run.code, run.out) == (3, "")
    assert "没有密封的内容" in run.err


def test_a_sealed_text_has_a_bound(custodial: Diary) -> None:
    run = custodial.on(DAY, *ADD, *SEALED, stdin=json.dumps({"account": "长" * 20_001}).encode())
    assert (run.code, run.out) == (3, "")
    assert "长长" not in run.err


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
