"""A digest in messages: none over the limit of its channel, cut between lines, numbered, and what is too much counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.errors import visible
from zizhao_cli.groups.channels import CHANNELS
from zizhao_cli.groups.split import LONGEST_LINE, Room, split

LINES = st.lists(
    st.text(max_size=300).map(visible).filter(lambda line: "\n" not in line), max_size=80
)


@given(LINES, st.sampled_from([channel.room for channel in CHANNELS.values()]))
def test_no_message_is_over_its_limit_and_no_line_is_lost(lines: list[str], room: Room) -> None:
    parts = split("安全生产台账 2022-07-15", lines, room)
    assert all(len(part.encode()) <= room.bytes for part in parts)
    assert len(parts) <= room.messages
    sent = [line for part in parts for line in part.split("\n")[1:]]
    cut = [line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…" for line in lines]
    if sent != cut:
        *whole, more = sent
        assert whole == cut[: len(whole)]
        assert more == f"……还有 {len(cut) - len(whole)} 行没有列，见当晚的报表"


def test_one_message_has_no_number_and_several_have() -> None:
    room = CHANNELS["wecom"].room
    assert split("题", ["一行"], room) == ["题\n一行"]
    parts = split("题", ["一" * 150] * 10, room)
    assert [part.split("\n")[0] for part in parts] == ["题（1/3）", "题（2/3）", "题（3/3）"]


def test_bytes_count_and_not_characters() -> None:
    """Nine lines of 199 characters are 1,800 characters and 5,400 bytes."""
    parts = split("题", ["一" * 199] * 9, CHANNELS["wecom"].room)
    assert max(len(part) for part in parts) < 2048 / 3 + 10
    assert len(parts) == 3


def test_a_hundred_thousand_lines_are_counted() -> None:
    parts = split("题", ["一行"] * 100_000, CHANNELS["dingtalk"].room)
    assert len(parts) == 5
    listed = sum(part.count("一行") for part in parts)
    assert parts[-1].endswith(f"……还有 {100_000 - listed} 行没有列，见当晚的报表")
