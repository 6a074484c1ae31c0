"""What is said of a record once it is in the ledger, even where its number or its rejects cannot be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

FULL = Path("/dev/full")
TOLD = "zizhao: 错误: PC-2022-0001 已记入账本，只是没能输出："


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of which one row is refused."""
    file = tmp_path / "检查.csv"
    file.write_text("单位,条款,检查日期\n桂香村,6,2022-05-01\n没有这家,6,2022-05-01\n", "utf-8")
    return file


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_receipt_that_finds_no_room(morning: Morning, file: Path, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", "check", "import", str(file), "--keep-good"],
            env=environment(zizhao),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{TOLD}磁盘已满")
    assert zizhao.ok("batch", "show", "PC-2022-0001")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_backup_whose_name_finds_no_room(morning: Morning, tmp_path: Path, form: str) -> None:
    zizhao = morning.copy(tmp_path)
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", "db", "backup", "--format", form],
            env=environment(zizhao),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    (made,) = (tmp_path / "backups").glob("*.db")
    assert done.returncode == 1
    told = f"zizhao: 错误: {made} 已备份好，只是没能输出：磁盘已满\n  不用再备一次\n"
    assert done.stderr.decode() == told


def test_rejects_that_cannot_be_written(morning: Morning, file: Path, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    nowhere = str(tmp_path / "没有" / "退回.csv")
    run = zizhao("check", "import", str(file), "--keep-good", "--rejects", nowhere)
    assert run.code == 1
    assert run.err.startswith(TOLD)
    assert "没有这个文件或文件夹" in run.err
    assert zizhao.ok("batch", "show", "PC-2022-0001")


@pytest.mark.parametrize(
    ("unit", "check", "found", "told"),
    [
        ("锦绣餐馆", "JC-2022-00003", "2022-05-06", ""),
        (
            "青峰社区",
            "JC-2022-00003",
            "2022-05-07",
            "YH-2022-0007 是 青峰社区 的隐患，JC-2022-00003 查的是 锦绣餐馆；",
        ),
        ("桂香村", "JC-2022-00001", "2022-04-25", "JC-2022-00001 的结果是符合，不是不符合；"),
        (
            "锦绣餐馆",
            "JC-2022-00003",
            "2022-05-05",
            "YH-2022-0007 发现于 2022-05-05，早于 JC-2022-00003 的检查日期 2022-05-06；",
        ),
    ],
)
def test_a_check_that_hardly_found_the_hazard(
    morning: Morning, tmp_path: Path, unit: str, check: str, found: str, told: str
) -> None:
    zizhao = morning.copy(tmp_path)
    hazard = ("--unit", unit, "--measure", "6", "--title", "灭火器过期", "--found", found)
    run = zizhao("hazard", "add", *hazard, "--check", check)
    way_out = (
        "检查编号写错了就用 hazard replace YH-2022-0007 --check 换，"
        f"检查本身记错了就用 check replace {check}"
    )
    note = f"zizhao: {told}{way_out}\n" if told else ""
    assert (run.code, run.out, run.err) == (0, "YH-2022-0007\n", note)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("add", "GX2", "桂香超市", "--alias", "桂香"),
            "“桂香” 对应不止一个单位：GXC 桂香村、GX2 桂香超市；",
        ),
        (("add", "GX2", "桂 香"), "“桂 香” 对应不止一个单位：GXC 桂香村、GX2 桂 香；"),
        (("add", "GX2", "桂香超市", "--alias", "gxc"), "“gxc” 是 桂香村 的代码；"),
        (("edit", "JXC", "--alias", "桂香"), "“桂香” 对应不止一个单位：GXC 桂香村、JXC 锦绣餐馆；"),
        (("edit", "JXC", "--alias", "锦绣"), ""),
        (("edit", "JXC", "--alias", "旧厂"), ""),
    ],
)
def test_a_name_that_another_unit_has(
    morning: Morning, tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    zizhao = morning.copy(tmp_path)
    zizhao.ok("unit", "edit", "GXC", "--alias", "桂香")
    zizhao.ok("unit", "add", "JC", "旧厂", "--kind", "site")
    zizhao.ok("unit", "retire", "JC", "--reason", "拆除")
    run = zizhao("unit", *args, *(["--kind", "site"] if args[0] == "add" else []))
    way_out = f"用到时请写代码 {args[1]}，或用 unit edit {args[1]} 换名称、别名"
    note = f"zizhao: {told}{way_out}\n" if told else ""
    assert (run.code, run.out, run.err) == (0, f"{args[1]}\n", note)


def test_a_hazard_that_is_there_already_is_pointed_out(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    add = (
        "hazard",
        "add",
        "--unit",
        "桂香村",
        "--measure",
        "6",
        "--found",
        "2022-05-06",
        "--title",
    )
    first = zizhao(*add, "过道堵塞")
    again = zizhao(*add, "过道堵塞")
    other = zizhao(*add, "过道堵塞", "--location", "二楼")
    assert (first.err, other.err) == ("", "")
    assert again.err.startswith(f"zizhao: {again.out.strip()} 与 {first.out.strip()} 的单位、条款")
    duplicate = ("--reason", "重复", "--approved-by", "石世文")
    zizhao.ok("hazard", "void", again.out.strip(), *duplicate)
    zizhao.ok("hazard", "void", first.out.strip(), *duplicate)
    assert zizhao(*add, "过道堵塞").err == ""


@pytest.mark.parametrize(
    "call",
    [
        ("rectify", "YH-2022-0005", "--rectified-by", "/"),
        ("plan", "YH-2022-0006", "--responsible", "无"),
        ("edit", "YH-2022-0006", "--responsible", "—"),
        ("edit", "YH-2022-0006", "--title", "无隐患"),
    ],
)
def test_nobody_and_nothing_is_refused_in_steps(
    morning: Morning, tmp_path: Path, call: tuple[str, ...]
) -> None:
    run = morning.copy(tmp_path)("hazard", *call)
    assert (run.code, run.out) == (3, "")
    assert f"“{call[-1]}”" in run.err
