"""Why a ledger is not pushed, or not accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import visible
from zizhao_cli.store.errors import LedgerDamaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zizhao_cli.errors import ZizhaoError
    from zizhao_cli.store.verify.findings import Finding


class DamagedForPush(LedgerDamaged):
    def __init__(self, path: Path, damage: list[Finding]) -> None:
        super().__init__(path, f"核验发现 {len(damage)} 处：{damage[0].record} {damage[0].problem}")
        self.sentence = f"没有报送，{self.sentence}"
        self.way_out = f"用 zizhao db verify 看全部；{self.way_out}"


class AnotherTown(Refused):
    def __init__(self, town: str, seq: int = 1) -> None:
        del seq
        super().__init__(
            f"没有报送：区县库里的 {visible(town)} 是另一本账",
            "核对 --db 和区县库的账号，是不是用了别的镇的；账丢了、重新建的，请区县管库的人核实后用 district rejoin 镇名 --after 0 从头接收",
        )


class OfAnotherTown(Refused):
    def __init__(self, town: str, seq: int = 1) -> None:
        del seq
        super().__init__(
            f"没有报送：这本账是区县库里别的镇已经报过的，不能再当作 {visible(town)} 的",
            "核对 --db 和区县库的账号，是不是用了别的镇的",
        )


class LedgerBehind(Refused):
    def __init__(self, town: str, own: int, held: int) -> None:
        super().__init__(
            f"没有报送：这本账只到第 {own} 条，区县库已收下 {visible(town)} 的 {held} 条，账是旧备份或被截短了",
            f"有更新的备份（到第 {held} 条或以后的），用 db restore 恢复它再报；没有了，请区县管库的人用 district rejoin {visible(town)} --after {own} 从这里重新接收，丢的那些在区县另存着，对着补记",
        )


class HistoryParted(Refused):
    def __init__(self, town: str, seq: int) -> None:
        super().__init__(
            f"没有报送：从第 {seq} 条起，这本账和区县库收下的 {visible(town)} 不同，区县已留下这一份作证据",
            f"恢复过旧备份的，请区县管库的人核实后用 district rejoin {visible(town)} --after {seq - 1} 从这里重新接收；没有恢复过，先查是谁改了账",
        )


class EntriesMissing(Refused):
    def __init__(self, town: str, seq: int) -> None:
        super().__init__(
            f"没有收下：{visible(town)} 送来的从第 {seq} 条开始，区县库里还没有它前面的",
            "请镇里用 push --file --all 写成从头开始的文件再送",
        )


class EntryBroken(Refused):
    def __init__(self, town: str, seq: int) -> None:
        super().__init__(
            f"没有收下：{visible(town)} 的第 {seq} 条和它的校验值对不上，区县已留下这一份作证据",
            "请镇里用 zizhao db verify 核验；文件是拷来的，重新拷一份",
        )


class NewerThanDistrict(Refused):
    def __init__(self, town: str, seq: int) -> None:
        super().__init__(
            f"没有收下：{visible(town)} 的第 {seq} 条有区县库还不认识的内容，镇里的程序比区县的新",
            "请区县管库的人先升级程序，用 district init 升级区县库，再报一次；没收下的不会丢",
        )


class TownUnknown(Refused):
    def __init__(self, town: str, seq: int = 0) -> None:
        del seq
        super().__init__(
            f"区县库里没有 {visible(town)}", "用 district towns 看已收的镇，用 district add 收镇"
        )


class ReceiptUnlike(Refused):
    def __init__(self, town: str, seq: int) -> None:
        super().__init__(
            f"没有记入：回执是给 {visible(town)} 的，说收下了第 {seq} 条，这本账里没有那样的一条",
            "核对 --db 和回执文件，是不是拿了别的镇的",
        )


class ReceiptKnown(Refused):
    def __init__(self, number: int) -> None:
        super().__init__(f"回执 {number} 号或更后的已经记过，没有再记", "不用再记")


class ReceiptsRewritten(Refused):
    def __init__(self, town: str, number: int) -> None:
        super().__init__(
            f"没有报送：区县库里 {visible(town)} 的回执 {number} 号，和这本账记着的不是同一张",
            "是另一个区县库，或区县库被改过、换过旧备份；先和区县核对，区县用 district verify 核验",
        )


REFUSED: dict[str, Callable[[str, int], ZizhaoError]] = {
    "stranger": AnotherTown,
    "taken": OfAnotherTown,
    "parted": HistoryParted,
    "gap": EntriesMissing,
    "broken": EntryBroken,
    "newer": NewerThanDistrict,
    "unknown": TownUnknown,
}
"""What each answer of the district that is a refusal (sql/accept.sql) means, given the town and the entry."""
