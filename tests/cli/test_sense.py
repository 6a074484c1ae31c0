"""What is not refused and yet pointed out: provisional deadlines, measures that bind others, days that are slips, unsafe places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Zizhao
from zizhao_cli.datafiles import copy_beside
from zizhao_cli.store.synchronised import mounted_as, unsafe_place

NOW = "2022-07-15T09:00:00+08:00"
ADD = ("hazard", "add", "--title", "通道堵塞")
DAYS_OFF = "days_off:\n  - {day: 2022-07-18, name: 镇庆, source: 通知〔2022〕1号}\n"


@pytest.fixture
def zizhao(tmp_path: Path) -> Zizhao:
    """The program on a ledger of 2022."""
    of_then = Zizhao(tmp_path / "ledger.db")
    said(of_then, "init")
    return of_then


def said(zizhao: Zizhao, *args: str) -> str:
    run = zizhao(*args, now=NOW)
    assert run.code == 0, run.err
    return run.err


@pytest.mark.parametrize(
    "asked", [("hazard", "list"), ("report", "open"), ("report", "due", "--within", "3660")]
)
def test_a_provisional_deadline_is_marked(zizhao: Zizhao, asked: tuple[str, ...]) -> None:
    said(zizhao, *ADD, "--unit", "GXC", "--measure", "6", "--due", "+10wd")
    table = zizhao.ok(*asked, now=NOW)
    assert "YH-2022-0001" in table
    assert "暂定" not in table
    assert "暂定" in said(zizhao, *ADD, "--unit", "GXC", "--measure", "6", "--due", "+1500wd")
    head, *rows = zizhao.ok(*asked, now=NOW).splitlines()
    assert "期限暂定" in head
    marked = {row.split()[0]: " 是 " in row for row in rows if row.startswith("YH-")}
    assert marked == {"YH-2022-0001": False, "YH-2022-0002": True}
    found = zizhao(*asked, "--format", "json", now=NOW).json["rows"]
    assert {row["no"]: row["provisional"] for row in found} == marked
    csv = zizhao.ok(*asked, "--format", "csv", now=NOW).splitlines()
    assert csv[0].endswith(",supervised,provisional,leader")
    assert sorted(line.split(",")[-2] for line in csv[1:]) == ["false", "true"]


def test_an_office_that_is_closed_leaves_what_was_decided(zizhao: Zizhao) -> None:
    add = (*ADD, "--unit", "GXC", "--measure", "6", "--due", "+2wd")
    said(zizhao, *add)
    data = zizhao.db.parent / "data"
    data.mkdir()
    (data / "days_off.yaml").write_text(DAYS_OFF, encoding="utf-8")
    said(zizhao, *add)
    said(zizhao, *add)
    (data / "days_off.yaml").write_text("days_off: []\n", encoding="utf-8")
    rows = zizhao("hazard", "list", "--format", "json", now=NOW).json["rows"]
    assert [row["due_on"] for row in rows] == ["2022-07-19", "2022-07-20", "2022-07-20"]
    why = zizhao.ok("hazard", "why", "YH-2022-0002", now=NOW)
    assert "2022-07-18 镇庆（days_off.yaml，出处：通知〔2022〕1号）" in why
    zizhao.ok("db", "verify", now=NOW)


def test_a_broken_list_of_days_off_stops_what_counts_by_it_alone(zizhao: Zizhao) -> None:
    data = zizhao.db.parent / "data"
    data.mkdir()
    (data / "days_off.yaml").write_text("days_off:\n  - 2022-07-18\n", encoding="utf-8")
    add = (*ADD, "--unit", "GXC", "--measure", "6", "--due")
    refused = zizhao(*add, "+2wd", now=NOW)
    assert (refused.code, refused.out) == (3, "")
    assert "days_off.yaml 第 2 行" in refused.err
    said(zizhao, *add, "+2d")


@pytest.mark.parametrize(
    ("kind", "measure", "bound"),
    [
        ("enterprise", 6, True),
        ("enterprise", 10, True),
        ("site", 7, True),
        ("enterprise", 1, False),
        ("village", 5, False),
        ("site", 9, False),
    ],
)
def test_a_measure_that_binds_others_is_told(
    zizhao: Zizhao, tmp_path: Path, kind: str, measure: int, bound: bool
) -> None:
    zizhao.ok("unit", "add", "QT", "某处", "--kind", kind, now=NOW)
    to = ("--unit", "QT", "--measure", str(measure))
    checks = tmp_path / "checks.csv"
    rows = "".join(f"某处,{measure},2022-07-1{n},符合,\n" for n in (1, 2, 3))
    checks.write_text(f"单位,条款,检查日期,结果,隐患\n{rows}", encoding="utf-8")
    mixed = tmp_path / "mixed.csv"
    mixed.write_text(checks.read_text("utf-8") + f"某处,{measure},2022-07-14,不符合,堵\n", "utf-8")
    said_of = [
        said(zizhao, *ADD, *to),
        said(zizhao, "check", "add", *to, "--result", "pass"),
    ]
    assert ["请核对条款" in err for err in said_of] == [not bound] * 2
    # Row by row and in blocks, each kind of unit once; nothing of what was there.
    for file, new, line in ((checks, 3, 2), (mixed, 1, 5), (mixed, 0, None)):
        receipt = zizhao("check", "import", str(file), "--format", "json", now=NOW).json
        assert receipt["new"] == new
        lines = [note["line"] for note in receipt["warnings"] if "请核对条款" in note["message"]]
        assert lines == ([] if bound or line is None else [line])


def test_a_measure_is_told_by_what_the_office_made_of_it(zizhao: Zizhao) -> None:
    add = (*ADD, "--unit", "GXC", "--measure", "15")
    assert "请核对条款" not in said(zizhao, *add)
    copy_beside(zizhao.db)
    own = zizhao.db.parent / "data" / "measures.yaml"
    text = own.read_text("utf-8")
    own.write_text(
        text[: text.rindex("binds: [")] + "binds: [department]\n" + text[text.rindex("]\n") + 2 :],
        "utf-8",
    )
    assert "请核对条款" in said(zizhao, *add)


def test_days_that_are_slips_of_the_pen_are_told_and_taken(zizhao: Zizhao, tmp_path: Path) -> None:
    to = ("--unit", "GXC", "--measure", "6")
    assert "期限 2032-07-20" in said(zizhao, *ADD, *to, "--due", "2032-07-20")
    assert "发现日期 2012-07-14" in said(zizhao, *ADD, *to, "--found", "2012-07-14")
    assert "检查日期 2012-07-14" in said(
        zizhao, "check", "add", *to, "--result", "pass", "--on", "2012-07-14"
    )
    sensible = said(zizhao, *ADD, *to, "--found", "2014-07-15", "--due", "2017-07-15")
    assert "年份" not in sensible
    file = tmp_path / "hazards.csv"
    file.write_text(
        "单位,条款,检查日期,隐患,整改时限\n"
        "GXC,6,2012-07-14,门锁着,2012-08-01\nGXC,6,2012-07-14,门堵着,2012-08-01\n"
        "GXC,6,2022-07-14,灯不亮,2032-07-20\nGXC,6,2022-07-14,灯坏了,2022-08-01\nGXC,6,2022-07-14,灯没了,+3000wd\n",
        encoding="utf-8",
    )
    warnings = zizhao("hazard", "import", str(file), "--format", "json", now=NOW).json["warnings"]
    assert [one["line"] for one in warnings] == [2, 4, 6, 6]
    said_of = [one["message"] for one in warnings]
    assert said_of[0].startswith("检查日期 2012-07-14 ")
    assert said_of[1].startswith("期限 2032-07-20 ")
    assert said_of[2].endswith("年，请核对年份")
    assert "暂定" in said_of[3]


@pytest.mark.parametrize(
    ("folder", "mark", "service"),
    [
        ("OneDrive", None, "OneDrive"),
        ("OneDrive - 紫照镇", None, "OneDrive"),
        ("我的坚果云", None, "坚果云"),
        ("Nutstore Files", None, "坚果云"),
        ("Dropbox", None, "Dropbox"),
        ("百度网盘同步空间", None, "百度网盘"),
        ("BaiduSyncdisk", None, "百度网盘"),
        ("WPS云盘", None, "WPS 云盘"),
        ("WPS Cloud Files", None, "WPS 云盘"),
        ("iCloudDrive", None, "iCloud"),
        ("Google Drive", None, "Google Drive"),
        ("共享", ".stfolder", "Syncthing"),
        ("共享", ".dropbox", "Dropbox"),
        ("台账", None, None),
        ("onedrive备份说明", None, None),
    ],
)
def test_a_ledger_in_a_synchronised_folder(
    tmp_path: Path, folder: str, mark: str | None, service: str | None
) -> None:
    place = tmp_path / folder
    if mark is not None:
        (place / mark).mkdir(parents=True)
    zizhao = Zizhao(place / "账" / "ledger.db")
    err = said(zizhao, "init")
    info = zizhao("db", "info", "--format", "json").json["unsafe_place"]
    if service is None:
        assert ("同步" in err, info) == (False, None)
    else:
        assert f"账本放在 {service} 的同步文件夹里" in err
        assert info in err


MOUNTS = r"""overlay / overlay rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs;path=C:\ 0 0
//server/share /mnt/公\040共 cifs rw 0 0
tmpfs /mnt/公\040共/local tmpfs rw 0 0
server:/a /home nfs4 rw 0 0
/dev/sda1 /home ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/a", "overlay"),
        ("/mnt/c/Users/x", "9p"),
        ("/mnt/cc", "overlay"),
        ("/mnt/公 共/a", "cifs"),
        ("/mnt/公 共/local/a", "tmpfs"),
        ("/home/x", "ext4"),  # mounted over the other
    ],
)
def test_the_mount_that_a_folder_lies_on(folder: str, kind: str) -> None:
    assert mounted_as(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "unsafe"),
    [
        *(
            (kind, True)
            for kind in ("nfs", "nfs4", "cifs", "smb3", "9p", "drvfs", "fuse.sshfs", "vboxsf")
        ),
        *(
            (kind, False)
            for kind in ("ext4", "btrfs", "overlay", "tmpfs", "fuse.ntfs-3g", "fuseblk")
        ),
    ],
)
def test_a_ledger_on_a_disk_of_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, unsafe: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"none / ext4 rw 0 0\nx {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("zizhao_cli.store.synchronised._MOUNTS", mounts)
    sentence = unsafe_place(tmp_path / "a" / "ledger.db")
    assert (sentence is not None) == unsafe
    assert sentence is None or kind in sentence
