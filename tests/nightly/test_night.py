"""One night: what is verified, kept, reported and sent, and that a second run of it changes nothing and tells nobody twice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.cli.terminal import Terminal
from tests.groups.robots import Letters, Robot
from tests.groups.setting_up import add, add_mail
from tests.store.damage import tamper
from tests.store.older import older

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

WATCHED = ("overdue", "due", "papers", "transfers", "past-due", "clocks")
FILES = {
    *(f"{name}.{end}" for name in WATCHED for end in ("xlsx", "json")),
    *("night.txt", "run.json"),
}
PHONE = "13800138000"


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def night_of(zizhao: Morning, day: str = "2022-07-15") -> Path:
    return zizhao.db.parent / "nightly" / day


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def record(zizhao: Morning, day: str = "2022-07-15") -> dict[str, object]:
    found: dict[str, object] = json.loads((night_of(zizhao, day) / "run.json").read_text("utf-8"))
    return found


def test_a_night_reports_the_same_rows_as_the_reports_do(zizhao: Morning) -> None:
    run = zizhao("nightly")
    assert run.code == 0
    kept = content(night_of(zizhao))
    assert kept.keys() == FILES
    for name in ("overdue", "due"):
        report = zizhao("report", name, "--verify", "--format", "json")
        assert kept[f"{name}.json"] == report.raw
        assert report.json["verified"] is True
    assert zizhao("report", "overdue", "--format", "json").json["count"]
    plain = [zizhao.ok("report", name, "--verify") for name in ("overdue", "due")]
    assert run.out == f"逾期隐患\n{plain[0]}\n\n将到期隐患\n{plain[1]}\n"
    assert kept["night.txt"] == run.raw
    assert record(zizhao)["anchor"] == report.json["anchor"]
    assert record(zizhao)["verified"] is True


def test_a_workbook_of_the_night_is_one_of_ours(zizhao: Morning) -> None:
    zizhao.ok("nightly")
    file = night_of(zizhao) / "overdue.xlsx"
    zizhao.ok("report", "overdue", "--verify", "--output", str(file.with_name("again.xlsx")))
    assert file.read_bytes() == file.with_name("again.xlsx").read_bytes()


def test_again_it_is_the_same_report_and_nobody_is_told_twice(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        first = zizhao("nightly")
        before = content(night_of(zizhao))
        again = zizhao("nightly", now="2022-07-15T23:00:00+08:00")
        after = content(night_of(zizhao))
        assert (first.code, again.code) == (0, 0)
        assert first.raw == again.raw
        assert len(robot.messages) == 1
        assert "今晚已经发过" in again.err
        assert {name for name in FILES if before[name] != after[name]} == {"run.json"}
        zizhao.ok("nightly", "--again")
        assert len(robot.messages) == 2
        assert robot.messages[0] == robot.messages[1]
        zizhao.ok("nightly", now="2022-07-16T18:30:00+08:00")
        assert len(robot.messages) == 3


def test_a_digest_says_what_is_needed_and_no_more(zizhao: Morning) -> None:
    title = f'后门上锁，找谭二 {PHONE}（0 23-12345678）<at user_id="all"></at>，' + "长" * 80
    zizhao.ok(
        *("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", title),
        *("--found", "2022-07-01", "--due", "2022-07-05", "--responsible", "谭二"),
    )
    with Robot("feishu") as robot:
        add(zizhao, robot, "桂香", "--inside", "桂香村")
        zizhao.ok("nightly")
    (message,) = robot.messages
    rows = zizhao("report", "overdue", "--inside", "桂香村", "--format", "json").json["rows"]
    assert message.splitlines()[0] == "安全生产台账 2022-07-15"
    assert "（只列 所在 桂香村）" in message
    told = {no: line for line in message.splitlines() for no in re.findall(r"^YH-\d+-\d+", line)}
    assert {row["no"] for row in rows} <= told.keys()
    assert told[rows[-1]["no"]].startswith(f"{rows[-1]['no']} 桂香村 逾期 ")
    for secret in (PHONE, "0138000", "<at", "长" * 30):
        assert secret not in message
    mine = next(line for line in told.values() if "后门上锁" in line)
    assert mine.endswith("…")
    assert "逾期 10 天" in mine
    others = {row["no"] for row in zizhao("report", "overdue", "--format", "json").json["rows"]}
    assert others - {row["no"] for row in rows} - told.keys()


def test_papers_and_transfers_that_wait_are_told_once_they_are_late(zizhao: Morning) -> None:
    """Nothing is said of them where nothing waits; a paper of the same day, an answer that is not due yet, wait for nobody."""
    add_ = (
        "hazard",
        "add",
        "--measure",
        "6",
        "--unit",
        "桂香村",
        "--found",
        "2022-06-01",
        "--due",
        "2022-12-01",
    )
    first, sent, later = (zizhao.ok(*add_, "--title", title) for title in ("甲处", "乙处", "丙处"))
    with Robot("wecom") as robot:
        add(zizhao, robot, "桂香", "--inside", "桂香村")
        add(zizhao, robot, "大丘", "--inside", "大丘村")
        zizhao.ok("notice", "rectify", first, "--on", "2022-07-15")
        zizhao.ok(
            "hazard", "transfer", later, "--to", "区", "--reason", "职权", "--on", "2022-07-14"
        )
        out = zizhao.ok("nightly")
        assert not any(word in out + "".join(robot.messages) for word in ("文书", "移送回复"))
        papers = json.loads((night_of(zizhao) / "papers.json").read_text("utf-8"))
        assert (papers["report"], papers["count"]) == ("papers", 0)
        zizhao.ok(
            "hazard", "transfer", sent, "--to", "区", "--reason", "职权", "--on", "2022-06-02"
        )
        zizhao.ok("notice", "supervise", later, "--report-by", "2022-07-01", "--on", "2022-06-20")
        robot.messages.clear()
        out = zizhao.ok("nightly", now="2022-07-16T18:30:00+08:00")
    folder = night_of(zizhao, "2022-07-16")
    rows = json.loads((folder / "papers.json").read_text("utf-8"))["rows"]
    assert [(row["no"], row["days_undelivered"]) for row in rows][-1] == ("WS-2022-0001", 1)
    [late] = json.loads((folder / "transfers.json").read_text("utf-8"))["rows"]
    assert (late["no"], late["days_reply_overdue"] > 0) == (sent, True)
    mine, others = robot.messages
    assert "WS-2022-0001 桂香村 1 天没有送达 限期整改意见书" in mine
    assert f"{sent} 桂香村 移送回复逾期 {late['days_reply_overdue']} 天 乙处" in mine
    assert "文书" not in others
    assert "等着的文书" in out


def test_an_answer_that_is_late_is_told_until_it_comes(zizhao: Morning) -> None:
    add_ = ("hazard", "add", "--measure", "6", "--unit", "桂香村", "--found", "2022-06-01")
    no = zizhao.ok(*add_, "--due", "2022-07-10", "--title", "甲处")
    number = "WS-2022-0001"
    zizhao.ok("notice", "supervise", no, "--report-by", "2022-07-10", "--on", "2022-06-02")
    zizhao.ok("notice", "deliver", number, "--received-by", "张静", "--on", "2022-06-02")

    def waits() -> list[str]:
        zizhao.ok("nightly", "--again")
        found = json.loads((night_of(zizhao) / "papers.json").read_text("utf-8"))
        return [f"{row['no']} {row['days_reply_overdue']}" for row in found["rows"]]

    assert waits() == [f"{number} 5"]
    zizhao.ok("notice", "answer", number, "--note", "已整改")
    assert waits() == []


def test_no_person_of_a_hazard_is_named(zizhao: Morning) -> None:
    rows = [
        row
        for name in ("overdue", "due")
        for row in zizhao("report", name, "--format", "json").json["rows"]
    ]
    persons = {row["responsible"] for row in rows if row["responsible"]}
    assert persons
    with Letters() as letters:
        add_mail(zizhao, letters, "镇")
        zizhao.ok("nightly")
        dry = zizhao("nightly", "--dry-run").out.partition("—— 群")[2]
    assert dry.count("YH-") == len(rows)
    assert not [person for person in persons if person in dry]


@pytest.mark.parametrize("source", ["群众举报", "信访件", "工人吹哨", "12350 转来"])
def test_what_somebody_told_of_is_named_by_its_number_alone(zizhao: Morning, source: str) -> None:
    no = zizhao.ok(
        *("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "老王家灶房漏气"),
        *("--found", "2022-07-01", "--due", "2022-07-05", "--source", source),
    )
    with Robot("wecom") as robot:
        add(zizhao, robot, "镇")
        zizhao.ok("nightly")
    assert f"\n{no} 桂香村 逾期 10 天\n" in robot.messages[0]
    assert "老王" not in robot.messages[0]


@pytest.mark.parametrize("kind", ["dingtalk", "wecom", "feishu"])
def test_many_hazards_are_split_and_arrive(zizhao: Morning, kind: str) -> None:
    lines = "".join(
        f"桂香村,6,2022-06-01,第{n}处楼道堆放杂物,2022-06-{n % 28 + 1:02d}\n" for n in range(150)
    )
    rows = f"单位,条款,检查日期,隐患,整改时限\n{lines}"
    zizhao.ok("hazard", "import", "-", "--type", "csv", stdin=rows.encode())
    with Robot(kind) as robot:
        add(zizhao, robot, "镇")
        zizhao.ok("nightly")
    if kind == "wecom":
        assert len(robot.messages) == 5
        assert robot.messages[4].startswith("安全生产台账 2022-07-15（5/5）\n")
        assert "行没有列，见当晚的报表" in robot.messages[4]
    else:
        assert len(robot.messages) == 1
        assert robot.messages[0].count("YH-2022-") > 150


def test_it_goes_on_behind_what_arrived(zizhao: Morning) -> None:
    lines = "".join(f"桂香村,6,2022-06-01,第{n}处楼道堆放杂物,2022-06-10\n" for n in range(60))
    rows = f"单位,条款,检查日期,隐患,整改时限\n{lines}"
    zizhao.ok("hazard", "import", "-", "--type", "csv", stdin=rows.encode())
    with Robot("wecom", "well", "well", "refuse", "well") as robot:
        add(zizhao, robot, "镇")
        assert zizhao("nightly").code == 1
        told = record(zizhao)["groups"]
        assert isinstance(told, dict)
        assert (told["镇"]["sent"], told["镇"]["messages"]) == (2, 3)
        assert "45009" in told["镇"]["why"]
        assert zizhao("nightly").code == 0
        heads = [message.splitlines()[0][-5:] for message in robot.messages]
        assert heads == ["（1/3）", "（2/3）", "（3/3）"]


def test_a_channel_that_fails_stops_nothing_else(zizhao: Morning) -> None:
    with Robot("dingtalk", "500") as bad, Robot("wecom") as good, Letters() as letters:
        add(zizhao, bad, "坏的")
        add(zizhao, good, "好的")
        add_mail(zizhao, letters, "信箱")
        run = zizhao("nightly")
        assert run.code == 1
        assert "群 “坏的” 没有发到：对方答 HTTP 500" in run.err
        assert (len(good.messages), len(letters.letters)) == (1, 1)
        assert run.out.startswith("逾期隐患\n")
        assert record(zizhao)["code"] == 1
        assert len(list((zizhao.db.parent / "backups").glob("*.db"))) == 1
        bad.behaves[:] = ["well"]
        assert zizhao("nightly").code == 0
        assert (len(bad.messages), len(good.messages), len(letters.letters)) == (1, 1, 1)


def test_a_group_whose_unit_is_no_longer_known_is_told_of(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot, Robot("wecom") as other:
        add(zizhao, robot, "旧村", "--inside", "桂香村")
        add(zizhao, other, "镇")
        file = zizhao.db.with_name("groups.json")
        file.write_text(file.read_text("utf-8").replace("桂香村", "没有村"), "utf-8")
        run = zizhao("nightly")
    assert run.code == 1
    assert "群“旧村”没有发：" in run.err
    assert (robot.messages, len(other.messages)) == ([], 1)


def test_groups_of_another_ledger_hear_nothing_of_this_one(
    zizhao: Morning, morning: Morning, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = morning.copy(tmp_path / "other")
    config = {"ZIZHAO_CONFIG": str(zizhao.db.with_name("config.txt"))}
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        run = other("nightly", env=config)
        assert run.code == 0
        assert "设了的 1 个群都不是这本账的，没有发给谁" in run.err
        assert robot.messages == []
        zizhao.ok("nightly")
        assert len(robot.messages) == 1


def test_a_ledger_called_by_another_path_is_the_same(zizhao: Morning, tmp_path: Path) -> None:
    (tmp_path / "账").symlink_to(zizhao.db.parent)
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        zizhao.ok("nightly", "--into", "nights", env={"ZIZHAO_DB": "账/ledger.db"}, folder=tmp_path)
    assert len(robot.messages) == 1
    assert (tmp_path / "nights" / "2022-07-15" / "run.json").exists()


def test_a_rehearsal_writes_and_sends_nothing(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        before = {file.name for file in zizhao.db.parent.iterdir()}
        run = zizhao("nightly", "--dry-run")
        assert run.code == 0
        assert {file.name for file in zizhao.db.parent.iterdir()} == before
        assert robot.requests == []
        zizhao.ok("nightly")
    assert f"—— 群“镇”第 1 条 ——\n{robot.messages[0]}\n" in run.out


def test_damage_is_all_that_is_told(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        whole = zizhao.db.read_bytes()
        tamper(
            zizhao.db, "UPDATE hazard SET state = 'closed' WHERE no = 'YH-2022-0001'", guards=True
        )
        dry = zizhao("nightly", "--dry-run")
        assert dry.code == 4
        run = zizhao("nightly")
        assert (run.code, run.out) == (4, "")
        assert "YH-2022-0001" in run.err
        (message,) = robot.messages
        assert (
            message
            == "安全生产台账 2022-07-15\n账本核验没有通过，今晚没有逾期和将到期的清单；请管账的同志处理。"
        )
        assert content(night_of(zizhao)).keys() == {"night.txt", "run.json"}
        told = record(zizhao)
        assert (told["verified"], told["anchor"], told["code"]) == (False, None, 4)
        assert [file.suffixes for file in (zizhao.db.parent / "backups").iterdir()] == [
            [".damaged", ".db"]
        ]
        assert zizhao("nightly").code == 4
        assert len(robot.messages) == 1
        # Put right the same night, there is a digest after all.
        zizhao.db.write_bytes(whole)
        assert zizhao("nightly").code == 0
        assert len(robot.messages) == 2


def test_a_ledger_cut_short_is_damage(zizhao: Morning) -> None:
    zizhao.db.write_bytes(zizhao.db.read_bytes()[:8192])
    run = zizhao("nightly")
    assert (run.code, run.out) == (4, "")
    assert "账本已损坏" in run.err
    assert "备份不成" in run.err


def test_evidence_that_is_gone_is_told_and_hides_nothing(evident: Morning, tmp_path: Path) -> None:
    zizhao = evident.copy(tmp_path)
    run = zizhao("nightly")
    assert run.code == 4
    assert "佐证缺了或变了" in run.err
    assert run.out.startswith("逾期隐患\n")


def test_a_clock_that_is_behind_does_nothing(zizhao: Morning) -> None:
    tamper(zizhao.db, "UPDATE hazard SET state = 'closed' WHERE no = 'YH-2022-0001'", guards=True)
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        run = zizhao("nightly", now="2022-01-01T18:30:00+08:00")
        assert (run.code, run.out, robot.requests) == (1, "", [])
    assert "今晚没有办：本机时钟 2022-01-01T18:30:00+08:00 早于" in run.err
    assert not zizhao.db.with_name("backups").exists()
    assert [file.name for file in zizhao.db.with_name("nightly").iterdir()] == [".lock"]


def test_backups_are_rotated_and_nothing_else_is_removed(zizhao: Morning) -> None:
    folder = zizhao.db.with_name("backups")
    folder.mkdir()
    for name in ("ledger-old.db", "另一本.db", "ledger-20220101-000000.db.txt"):
        (folder / name).write_text("别人的", "utf-8")
    for day in range(1, 6):
        zizhao.ok("nightly", "--keep", "2", now=f"2022-08-{day:02d}T18:30:00+08:00")
    ours = sorted(file.name for file in folder.glob("ledger-2022*.db"))
    assert ours == ["ledger-20220804-183000.db", "ledger-20220805-183000.db"]
    assert (folder / "ledger-old.db").exists()
    assert len(list(folder.iterdir())) == 5


def test_a_place_of_ones_own(zizhao: Morning, tmp_path: Path) -> None:
    place = tmp_path / "报表 每晚"
    zizhao.ok("nightly", "--into", str(place))
    assert content(place / "2022-07-15").keys() == FILES
    assert not zizhao.db.with_name("nightly").exists()


def test_what_somebody_saved_stays(zizhao: Morning) -> None:
    zizhao.ok("nightly")
    file = night_of(zizhao) / "overdue.xlsx"
    file.write_bytes("我的批注".encode())
    run = zizhao("nightly")
    assert run.code == 1
    assert file.read_bytes() == "我的批注".encode()
    assert "overdue.xlsx" in run.err
    assert run.out.startswith("逾期隐患\n")


def test_a_place_that_cannot_be_written(zizhao: Morning, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    run = zizhao("nightly", "--into", str(file / "below"))
    assert (run.code, run.out) == (1, "")
    assert run.err.count("zizhao: 错误:") == 1


def test_an_empty_ledger_has_a_night(fresh_ledger: Path, tmp_path: Path, morning: Morning) -> None:
    zizhao = type(morning)(fresh_ledger).copy(tmp_path)
    now = "2030-01-01T18:30:00+08:00"
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        run = zizhao("nightly", now=now)
    assert run.code == 0
    assert "没有逾期隐患。" in run.out
    assert "没有逾期隐患。" in robot.messages[0]


def test_without_a_ledger(zizhao: Morning, tmp_path: Path) -> None:
    run = zizhao("--db", str(tmp_path / "none.db"), "nightly", "--into", str(tmp_path / "nights"))
    assert (run.code, run.out) == (6, "")
    assert "没有账本" in run.err


def test_a_spoilt_record_is_no_obstacle(zizhao: Morning) -> None:
    zizhao.ok("nightly")
    for spoilt in ("", "[]", '{"groups": {"镇": 1}}', '{"groups": {"镇": {"kind": "x"}}}'):
        (night_of(zizhao) / "run.json").write_text(spoilt, "utf-8")
        assert zizhao("nightly").code == 0
        assert record(zizhao)["code"] == 0


def test_an_older_ledger_names_the_upgrade(tmp_path: Path, morning: Morning) -> None:
    run = type(morning)(older(tmp_path))("nightly", now="2026-11-25T18:30:00+08:00")
    assert (run.code, run.out) == (6, "")
    assert "用 zizhao db upgrade 升级" in run.err
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("columns", [80, 200])
def test_on_a_terminal_it_is_drawn(zizhao: Morning, columns: int) -> None:
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        with Terminal(zizhao, "nightly", "--dry-run", columns=columns) as terminal:
            assert terminal.finish() == 0
            shown = terminal.text
            assert terminal.coloured
    table = shown.partition("—— 群")[0]
    assert [line for line in table.splitlines() if cell_len(line) > columns] == []
    assert shown.index("逾期隐患") < shown.index("将到期隐患") < shown.index("—— 群“镇”第 1 条 ——")
    assert robot.requests == []


@pytest.mark.parametrize(
    "number",
    [
        "138.1234.5678",
        "138－1234—5678",
        "138/1234_5678",
        "(0533)123456",
        "①③⑧①②③④⑤⑥⑦⑧",
        "一三八一二三四五六七八",
    ],
)
def test_however_a_number_is_written_no_group_reads_it(zizhao: Morning, number: str) -> None:
    given = ("--title", f"找{number}开门", "--found", "2022-07-01", "--due", "2022-07-05")
    zizhao.ok("hazard", "add", "--unit", "桂香村", "--measure", "6", *given)
    with Robot("wecom") as robot:
        add(zizhao, robot, "群")
        zizhao.ok("nightly")
    (message,) = robot.messages
    assert "找…开门" in message
    assert number not in message


def test_addresses_that_cannot_be_read_keep_nothing_else_from_being_done(zizhao: Morning) -> None:
    with Robot("wecom") as robot:
        add(zizhao, robot, "群")
        kept = next(zizhao.db.parent.rglob("groups.json"))
        kept.write_text("{", "utf-8")
        run = zizhao("nightly")
        assert (run.code, robot.messages) == (1, [])
    assert "没有发" in run.err
    assert {name for name in FILES if (night_of(zizhao) / name).exists()} == FILES
    assert len(list((zizhao.db.parent / "backups").glob("*.db"))) == 1


def test_the_night_of_another_ledger_stays_as_it_is(zizhao: Morning, tmp_path: Path) -> None:
    zizhao.ok("nightly")
    before = content(night_of(zizhao))
    folder = tmp_path / "other"
    folder.mkdir()
    other = zizhao.copy(folder)
    run = other("nightly", "--into", str(night_of(zizhao).parent))
    assert (run.code, "是另一本账的" in run.err) == (3, True)
    assert content(night_of(zizhao)) == before
    mine = tmp_path / "mine" / "2022-07-15"
    mine.mkdir(parents=True)
    (mine / "night.txt").write_text("mine", "utf-8")
    assert zizhao("nightly", "--into", str(mine.parent)).code == 3
    assert (mine / "night.txt").read_text("utf-8") == "mine"
