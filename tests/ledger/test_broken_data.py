"""A data file that an office broke is refused with the file, the line and the key."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from zizhao_cli import datafiles
from zizhao_cli.criteria import criteria
from zizhao_cli.datafiles import BrokenDataFile
from zizhao_cli.settings import program_folders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READERS: dict[str, Callable[[Path], object]] = {
    "policy.yaml": datafiles.policy,
    "measures.yaml": datafiles.measures,
    "campaign.yaml": datafiles.campaign,
    "days_off.yaml": datafiles.days_off,
    "papers.yaml": datafiles.papers,
    "major_criteria.yaml": criteria,
    "seed_units.yaml": lambda ledger: list(datafiles.seed_units(ledger)),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with copies of the program's data files, which it reads from now on."""
    source = next(f for f in program_folders("data") if (f / "policy.yaml").exists())
    folder = tmp_path / "office"
    shutil.copytree(source, folder)
    monkeypatch.setenv("ZIZHAO_DATA", str(folder))
    return folder


def refusal(office: Path, name: str) -> str:
    """Return the sentence with which the file `name` is refused."""
    with pytest.raises(BrokenDataFile) as refused:
        READERS[name](office / "ledger.db")
    assert str(office / name) in refused.value.sentence
    assert refused.value.way_out
    return refused.value.sentence


def spoil(office: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file and return the line it stood on."""
    text = (office / name).read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"{old!r} is not in {name}"
    (office / name).write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


@pytest.mark.parametrize("name", READERS)
def test_the_files_as_they_come_are_whole(office: Path, name: str) -> None:
    READERS[name](office / "ledger.db")


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("policy.yaml", 'value: "+15d"', 'value: "+15"', "value"),
        ("policy.yaml", 'value: "+15d"', "value: 15", "value"),
        ("policy.yaml", 'value: "+15d"', 'value: "2022-05-05"', "value"),
        ("policy.yaml", 'value: "+15d"', 'value: ""', "value"),
        ("policy.yaml", 'value: "+15d"', "value:", "value"),
        ("policy.yaml", 'value: "+15d"', "value: [1]", "value"),
        ("policy.yaml", "value: true", "value: 也许", "value"),
        ("policy.yaml", "value: true", 'value: "true"', "value"),
        ("policy.yaml", "value: null", "value: -1", "value"),
        ("policy.yaml", "value: null", "value: 两次", "value"),
        ("policy.yaml", "value: null", "value: true", "value"),
        ("policy.yaml", "value: 10", "value: 十", "value"),
        ("policy.yaml", "value: 10", "value: 10.5", "value"),
        ("policy.yaml", "value: 10", "value: -1", "value"),
        ("policy.yaml", "value: 7", "value:", "value"),
        ("policy.yaml", "source: 本办公室约定，可改", "sauce: 无", "sauce"),
        ("policy.yaml", "source: 本办公室约定，可改", 'source: " "', "source"),
        ("campaign.yaml", "from: 2022-04-20", "from: 四月", "from"),
        ("campaign.yaml", "from: 2022-04-20", 'from: "2022-04-20"', "from"),
        ("campaign.yaml", "from: 2022-04-20", "from: 2022-04-31", "from"),
        ("campaign.yaml", "from: 2022-04-20", "from: 20220420", "from"),
        ("campaign.yaml", "to: 2022-06-30", "to: 2022-04-19", "to"),
        ("campaign.yaml", "basis:\n  - 渝安委〔2022〕9号", "basis:\n  渝安委", "basis"),
        ("campaign.yaml", "- number: 1", "- number: 一", "number"),
        ("campaign.yaml", "- number: 1", "- nummer: 1", "nummer"),
        ("measures.yaml", "- number: 1", '- number: "1"', "number"),
        ("measures.yaml", "[village, community, department]", "[village, 乡]", "binds"),
        ("measures.yaml", "[village, community, department]", "village", "binds"),
        ("measures.yaml", "title: 落实地方党委安全生产责任", "title: 2022", "title"),
        ("papers.yaml", "value: 紫照镇人民政府", "value: null", "value"),
        ("papers.yaml", "value: 紫照安改", "value: 2022", "value"),
        ("papers.yaml", "value: 紫照安改", 'value: "紫照\\n安改"', "value"),
        ("papers.yaml", "note: 督办通知", "nota: 督办通知", "nota"),
        ("major_criteria.yaml", "from: 2017-11-30", "from: 去年", "from"),
        ("major_criteria.yaml", "to: 2023-05-14", "to: 2017-11-29", "to"),
        ("major_criteria.yaml", "    unverified: true", "    unverified: 也许", "unverified"),
        (
            "major_criteria.yaml",
            "        only_in_places: true",
            "        only_in_places: 1",
            "only_in_places",
        ),
        ("major_criteria.yaml", "tags: [hospital", "tags: [天堂", "tags"),
        ("major_criteria.yaml", "- [粉尘, 除尘]", "- []", "words"),
        ("major_criteria.yaml", "- [粉尘, 除尘]", "- 粉尘", "words"),
        ("major_criteria.yaml", "clause: 第三条\n", "clause: 3\n", "clause"),
        ("major_criteria.yaml", "says: 使用液氨", "sagt: 使用液氨", "sagt"),
        ("major_criteria.yaml", "sectors: [工贸,", "sectors: [1,", "sectors"),
        ("seed_units.yaml", "code: GXC", "code: 123", "code"),
        ("seed_units.yaml", "code: GXC", "kode: GXC", "kode"),
        ("seed_units.yaml", "head: 唐迎春", "head: ''", "head"),
        ("seed_units.yaml", "head: 唐迎春", "phone: 13800138000", "phone"),
    ],
)
def test_a_value_that_cannot_stand(office: Path, name: str, old: str, new: str, key: str) -> None:
    line = spoil(office, name, old, new)
    assert f"第 {line} 行的 {key}：" in refusal(office, name)


@pytest.mark.parametrize(
    ("name", "old", "missing"),
    [
        ("policy.yaml", '  value: "+15d"\n', "value"),
        ("policy.yaml", "  source: 本办公室约定，可改\n", "source"),
        ("papers.yaml", "  source: 按镇名推定，待办公室确认\n", "source"),
        ("campaign.yaml", "    to: 2022-06-30\n", "to"),
        ("campaign.yaml", "title: 紫照镇安全生产“十五条”硬措施工作\n", "title"),
        ("measures.yaml", "    binds: [village, community, department]\n", "binds"),
        ("major_criteria.yaml", "    number: 安监总管四〔2017〕129号\n", "number"),
        ("major_criteria.yaml", "    to: 2023-05-14\n", "to"),
        ("major_criteria.yaml", "  source: 方案第六条\n", "source"),
        ("seed_units.yaml", "    name: 纪委\n", "name"),
        ("seed_units.yaml", "    kind: department\n", "kind"),
    ],
)
def test_a_missing_key_is_named(office: Path, name: str, old: str, missing: str) -> None:
    spoil(office, name, old, "")
    sentence = refusal(office, name)
    assert sentence.endswith(f"缺少 {missing}")
    assert " 行的 " in sentence


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"# nothing but a comment\n", 1),
        (b"a: 1\nb: [1\n", 3),
        (b"a: 1\n\tb: 2\n", 2),
        (b"a: 1\nb: 'x\n", 3),
        (b"a: 1\nb: *nobody\n", 2),
        (b"a: 1\na: 2\n", 2),
        (b"a: 1\nb: @x\n", 2),
        (b"a: 1\n---\nb: 2\n", 2),
        ("a: 1\nb: 紫照镇\n".encode("gb18030"), 2),
        (b"a: 1\nb: !!python/object:os.system x\n", 2),
    ],
)
def test_no_yaml_at_all(office: Path, name: str, content: bytes, line: int) -> None:
    (office / name).write_bytes(content)
    assert f"第 {line} 行" in refusal(office, name)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", ["只有文字", "- 一\n- 二\n", "5", "null", "other: 1\n"])
def test_yaml_of_another_shape(office: Path, name: str, content: str) -> None:
    (office / name).write_text(content, encoding="utf-8")
    assert "第 1 行" in refusal(office, name)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("policy.yaml", "\ndue_soon_days:", "\ndue_soon_dayz:"),
        ("seed_units.yaml", "\n    aliases:", "\n    alias:"),
    ],
)
def test_an_unknown_key_is_named_with_its_own_line(
    office: Path, name: str, old: str, new: str
) -> None:
    line = spoil(office, name, old, new) + 1
    assert f"第 {line} 行的 {new.strip(' :' + chr(10))}：不认识的键" in refusal(office, name)


def test_a_control_character_is_named_with_its_line(office: Path) -> None:
    line = spoil(office, "policy.yaml", "source: 本办公室约定", "source: 本\x07办公室约定")
    assert f"第 {line} 行" in refusal(office, "policy.yaml")


def test_a_byte_order_mark_does_no_harm(office: Path) -> None:
    for name, reader in READERS.items():
        text = (office / name).read_text(encoding="utf-8")
        (office / name).write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
        reader(office / "ledger.db")


def test_measures_that_are_not_fifteen_in_order(office: Path) -> None:
    spoil(office, "measures.yaml", "- number: 2\n", "- number: 3\n")
    assert "第 15 条" in refusal(office, "measures.yaml")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("{day: 2022-11-08, name: 镇庆}", "缺少 source"),
        ("{day: 11月8日, name: 镇庆, source: 通知}", "应是日期"),
        ("{day: 2022-11-31, name: 镇庆, source: 通知}", "读不懂"),
        ('{day: 2022-11-08, name: " ", source: 通知}', "不能为空"),
        ("{day: 2022-11-08, name: 镇庆, source: 通知, to: 2022-11-10}", "不认识的键"),
        ("{day: 2022-11-07, name: 又一天, source: 通知}", "2022-11-07 写了两次"),
    ],
)
def test_a_day_off_is_read_strictly(office: Path, entry: str, why: str) -> None:
    good = "{day: 2022-11-07, name: 镇庆, source: 通知}"
    text = f"days_off:\n  - {good}\n  - {entry}\n"
    (office / "days_off.yaml").write_text(text, encoding="utf-8")
    sentence = refusal(office, "days_off.yaml")
    assert "第 3 行" in sentence
    assert why in sentence


def test_a_time_of_day_in_a_phase(office: Path) -> None:
    line = spoil(office, "campaign.yaml", "from: 2022-04-20", "from: 2022-04-20 08:00:00")
    assert f"第 {line} 行的 from：" in refusal(office, "campaign.yaml")


def test_a_value_that_holds_itself(office: Path) -> None:
    line = spoil(office, "policy.yaml", 'value: "+15d"', "value: &x [*x]")
    assert f"第 {line} 行的 value：" in refusal(office, "policy.yaml")


def test_aliases_that_stand_for_more_than_could_be_written(office: Path) -> None:
    """Nine lists of nine aliases, each of the list before: a thousand million entries in a few lines."""
    names = "abcdefghi"
    lists = [
        f"{name}: &{name} [{', '.join([of] * 9)}]"
        for of, name in zip(["x", *(f"*{n}" for n in names)], names, strict=False)
    ]
    (office / "policy.yaml").write_text("\n".join(lists), encoding="utf-8")
    assert "展开得没有尽头" in refusal(office, "policy.yaml")


def test_an_alias_that_says_no_more_than_a_text_could(office: Path) -> None:
    text = (office / "measures.yaml").read_text(encoding="utf-8")
    before = datafiles.measures(office)
    first, *others = re.findall(r"binds: \[.*\]", text)
    same = [each for each in others if each == first]
    assert same
    aliased = text.replace(first, "binds: *all").replace(
        "binds: *all", first.replace("[", "&all ["), 1
    )
    (office / "measures.yaml").write_text(aliased, encoding="utf-8")
    assert datafiles.measures(office) == before


@pytest.mark.parametrize(
    "value",
    [
        "9" * 400,
        "9" * 5000,
        "1" + ":59" * 400 + ".5",
        "1e400",
        "[" * 900 + "]" * 900,
        '!!int ""',
        '!!float ""',
        "!!bool x",
        "!!timestamp x",
    ],
    ids=range(9),
)
def test_a_number_that_is_none_or_too_long(office: Path, value: str) -> None:
    spoil(office, "policy.yaml", "value: 7\n", f"value: {value}\n")
    refusal(office, "policy.yaml")
