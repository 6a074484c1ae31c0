"""Where groups are kept: for their owner alone, refused where others can read, and in no other place."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal
from tests.groups.robots import SECRET, TOKEN, Letters, Robot
from tests.groups.setting_up import PASSWORD, RECEIVER, SENDER, add, add_mail

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

WEBHOOK = f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"
SECRETS = (TOKEN, SECRET, PASSWORD, "office-login", RECEIVER, SENDER)


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def kept(zizhao: Morning) -> Path:
    return zizhao.db.with_name("groups.json")


def set_up(zizhao: Morning, name: str = "村委会") -> None:
    given = f"{WEBHOOK}\n{SECRET}\n".encode()
    zizhao.ok("group", "add", name, "--kind", "dingtalk", "--address", "-", stdin=given)


def test_only_its_owner_reads_it(zizhao: Morning) -> None:
    umask = os.umask(0)
    try:
        set_up(zizhao)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(kept(zizhao).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_what_others_can_read_is_not_used(zizhao: Morning, mode: int) -> None:
    set_up(zizhao)
    kept(zizhao).chmod(mode)
    for args in (
        ("group", "list"),
        ("group", "test", "村委会"),
        ("nightly", "--dry-run"),
        ("nightly",),
    ):
        run = zizhao(*args)
        # A night does what it can without them.
        assert (run.code, run.out == "") == (1, args[0] == "group")
        assert f"权限 {mode:o}" in run.err
        assert f"chmod 600 {kept(zizhao)}" in run.err
    assert len(list(zizhao.db.with_name("backups").glob("*.db"))) == 1
    kept(zizhao).chmod(0o600)
    assert zizhao("group", "list").code == 0


def test_a_list_shows_who_is_told_and_no_secret(zizhao: Morning) -> None:
    given = f"{WEBHOOK}\n{SECRET}\n".encode()
    more = ("--inside", "桂香村", "--sector", "消防")
    zizhao.ok("group", "add", "桂香", "--kind", "dingtalk", "--address", "-", *more, stdin=given)
    with Letters() as letters:
        add_mail(zizhao, letters, "各村")
    (first, second) = zizhao("group", "list", "--format", "json").json["rows"]
    assert first == {
        "name": "桂香",
        "kind": "dingtalk",
        "host": "oapi.dingtalk.com",
        "filters": "行业领域 消防、所在 桂香村",
        "ledger": str(zizhao.db),
    }
    assert second["host"] == "l***"


@pytest.mark.parametrize("format", ["table", "json", "csv", "tsv", "md", "html", "xlsx"])
def test_no_format_of_a_list_holds_a_secret(zizhao: Morning, format: str) -> None:
    set_up(zizhao)
    run = zizhao("group", "list", "--format", format)
    assert run.code == 0
    assert "村委会".encode() in run.raw or format == "xlsx"
    assert not any(secret.encode() in run.raw for secret in SECRETS)


BROKEN = {
    "no json": f"{{{TOKEN}",
    "no groups": f'["{TOKEN}"]',
    "no kind": json.dumps({"groups": [{"name": "a", "kind": TOKEN, "ledger": "/", "given": {}}]}),
    "no address": json.dumps(
        {"groups": [{"name": "a", "kind": "wecom", "ledger": "/", "given": {}}]}
    ),
    "no text": json.dumps(
        {"groups": [{"name": "a", "kind": "wecom", "ledger": "/", "given": {"address": 1}}]}
    ),
    "a strange filter": json.dumps(
        {
            "groups": [
                {
                    "name": "a",
                    "kind": "wecom",
                    "ledger": "/",
                    "given": {"address": TOKEN},
                    "filters": {"tip": ["1"]},
                }
            ]
        }
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_named_and_not_quoted(zizhao: Morning, how: str) -> None:
    kept(zizhao).write_text(BROKEN[how], "utf-8")
    kept(zizhao).chmod(0o600)
    run = zizhao("group", "list", env={"ZIZHAO_DEBUG": "1"})
    assert (run.code, run.out) == (3, "")
    assert f"群的设定 {kept(zizhao)} 看不懂" in run.err
    assert TOKEN not in run.err


def test_a_name_is_taken_once_and_can_be_freed(zizhao: Morning) -> None:
    set_up(zizhao)
    before = kept(zizhao).read_bytes()
    again = zizhao("group", "add", "村委会", "--kind", "wecom", "--address", "-", stdin=b"x")
    assert again.code == 3
    assert kept(zizhao).read_bytes() == before
    zizhao.ok("group", "remove", "村委会")
    assert TOKEN not in kept(zizhao).read_text("utf-8")
    run = zizhao("group", "remove", "村委会")
    assert (run.code, "没有名为" in run.err) == (3, True)


WRONG = {
    "http": "http://oapi.dingtalk.com/robot/send?access_token=",
    "no scheme": "oapi.dingtalk.com/robot/send?access_token=",
    "ftp": "ftp://oapi.dingtalk.com/",
    "file": "file:///etc/passwd#",
    "a password": "https://user:pass@oapi.dingtalk.com/",
    "a blank": "https://oapi.dingtalk.com/robot/send?access_token= ",
    "no port": "https://oapi.dingtalk.com:port/",
    "a bracket": "https://[oapi/",
    "another's": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_address_is_refused_and_not_repeated(zizhao: Morning, how: str) -> None:
    given = f"{WRONG[how]}{TOKEN}\n".encode()
    run = zizhao(
        "group",
        "add",
        "村",
        "--kind",
        "dingtalk",
        "--address",
        "-",
        stdin=given,
        env={"ZIZHAO_DEBUG": "1"},
    )
    assert (run.code, run.out) == (3, "")
    assert "地址不对" in run.err
    assert TOKEN not in run.err
    assert not kept(zizhao).exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--address", WEBHOOK),
        (WEBHOOK,),
        ("--address", "-", WEBHOOK),
        ("--address", "-", "--address", WEBHOOK),
    ],
)
def test_a_secret_that_was_typed_into_the_call_is_not_repeated(
    zizhao: Morning, args: tuple[str, ...]
) -> None:
    run = zizhao("group", "add", "村", "--kind", "dingtalk", *args, env={"ZIZHAO_DEBUG": "1"})
    assert (run.code, run.out) == (2, "")
    assert "不写在命令行上" in run.err
    assert TOKEN not in run.err
    assert not kept(zizhao).exists()


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ("", 3, "没有写"),
        (f"{WEBHOOK}\n{SECRET}\n{PASSWORD}\n", 2, "一行一项"),
    ],
)
def test_what_stdin_lacks_or_has_too_much(
    zizhao: Morning, given: str, code: int, told: str
) -> None:
    run = zizhao("group", "add", "村", "--kind", "dingtalk", "--address", "-", stdin=given.encode())
    assert (run.code, run.out) == (code, "")
    assert told in run.err
    assert not any(secret in run.err for secret in SECRETS)


def test_off_a_terminal_nothing_is_asked(zizhao: Morning) -> None:
    run = zizhao("group", "add", "村", "--kind", "dingtalk", stdin=WEBHOOK.encode())
    assert (run.code, run.out) == (2, "")
    assert "--address -" in run.err


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("村", "--kind", "qq"), 2, "--kind 不认识"),
        (("a\nb", "--kind", "wecom"), 3, "不能作群的名称"),
        ((" 村", "--kind", "wecom"), 3, "不能作群的名称"),
        (("村", "--kind", "wecom", "--inside", "没有这个村"), 3, "单位名册里没有"),
        (("村", "--kind", "wecom", "--level", "小"), 3, "小"),
    ],
)
def test_what_no_group_can_be(zizhao: Morning, args: tuple[str, ...], code: int, told: str) -> None:
    with Robot("wecom") as robot:
        run = zizhao("group", "add", *args, "--address", "-", stdin=robot.address.encode())
    assert (run.code, run.out) == (code, "")
    assert told in run.err
    assert not kept(zizhao).exists()


def test_nothing_else_holds_what_is_secret(zizhao: Morning) -> None:
    """Every byte that the program writes, on any stream and into any file but the one, in good nights and in bad ones."""
    said = b""
    with (
        Robot("dingtalk") as well,
        Robot("feishu", "refuse") as bad,
        Letters(refuse="AUTH") as letters,
    ):
        runs = [add(zizhao, well, "甲"), add(zizhao, bad, "乙"), add_mail(zizhao, letters, "丙")]
        calls = (
            ("nightly", "--dry-run"),
            ("nightly",),
            ("nightly", "--again"),
            ("group", "list", "--format", "json"),
            ("group", "test", "乙"),
            ("group", "test", "丙"),
            ("config", "list"),
            ("db", "info"),
            ("db", "backup"),
            ("journal", "list", "--format", "json"),
        )
        runs += [zizhao(*args, env={"ZIZHAO_DEBUG": "1"}) for args in calls]
    with Robot("feishu") as gone:
        add(zizhao, gone, "丁")
    runs.append(zizhao("group", "test", "丁", env={"ZIZHAO_DEBUG": "1"}))
    said = b"".join(run.raw + run.err.encode() for run in runs)
    files = [
        file for file in zizhao.db.parent.rglob("*") if file.is_file() and file != kept(zizhao)
    ]
    assert {"run.json", "night.txt", "overdue.xlsx"} <= {file.name for file in files}
    said += b"".join(file.read_bytes() for file in files)
    assert "没有发到".encode() in said
    assert [secret for secret in SECRETS if secret.encode() in said] == []
    # The guard can fail: the one file holds them.
    assert all(secret in kept(zizhao).read_text("utf-8") for secret in SECRETS)


def test_on_a_terminal_secrets_are_asked_for_and_not_shown(zizhao: Morning) -> None:
    with Terminal(zizhao, "group", "add", "村委会", "--kind", "dingtalk") as terminal:
        terminal.read_until("机器人的地址（webhook）（不显示）：")
        terminal.type(WEBHOOK)
        terminal.read_until("加签的密钥，没有就空着（不显示）：")
        terminal.type(SECRET)
        assert terminal.finish() == 0
        assert TOKEN not in terminal.text
        assert SECRET not in terminal.text
    assert WEBHOOK in kept(zizhao).read_text("utf-8")
    with Terminal(zizhao, "group", "add", "信箱", "--kind", "mail") as terminal:
        terminal.answer("邮件服务器", "smtp.example.com:465")
        terminal.answer("登录用户", "office-login")
        terminal.read_until("口令或授权码，不登录就空着（不显示）：")
        terminal.type(PASSWORD)
        terminal.answer("发件邮箱", SENDER)
        terminal.answer("收件邮箱", RECEIVER)
        assert terminal.finish() == 0
        assert PASSWORD not in terminal.text


def test_interrupted_at_a_question_nothing_is_kept(zizhao: Morning) -> None:
    with Terminal(zizhao, "group", "add", "村委会", "--kind", "dingtalk") as terminal:
        terminal.read_until("机器人的地址")
        terminal.interrupt()
        assert terminal.finish() == 130
    assert not kept(zizhao).exists()
