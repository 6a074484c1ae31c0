"""Measure 13: where tip-offs can be made, one with a name that is rewarded, one without that was looked into late, one of deaths that goes to the county; names are sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.year.office import Office


INFORMANTS = ("司马长风", "13896012345", "欧阳守义")
"""Who told, and a telephone: sealed, and in no file of the office."""
_CALLER = "举报人：司马长风\n举报人电话：13896012345\n举报原文：昨晚十一点他们又在我家隔壁卸货\n"
_VISITOR = "举报人：欧阳守义\n举报原文：三月摔死的那个是我工友\n"


def places(office: Office) -> None:
    """April: a key for what is sealed; a telephone in the office, posters in three of the four villages."""
    custody = Path(f"{office.zizhao.db.parent}-custody")
    custody.mkdir(mode=0o700)
    (custody / "passphrase").write_text("青峰山下四个村庄二〇二二\n", encoding="utf-8")
    office(f"tip keygen --custodian 唐迎春 {_with_key(office)}")
    office("channel add --way 电话 --unit 应急办 --address 023-53000000 --wording 安全生产举报有奖")
    for village in ("青峰社区", "桂香村", "先进村"):
        office.named(
            f"{village}海报", f"channel add --way 海报 --unit {village} --place 村委会公示栏"
        )
    office("channel check {桂香村海报} --works yes --checked-by 陈科旭")


def _with_key(office: Office) -> str:
    """Return the words that name the custodian's key and its passphrase, which lie apart from the ledger."""
    custody = f"{office.zizhao.db.parent}-custody"
    return f"--key '{custody}/key.age' --passphrase-file '{custody}/passphrase'"


def told(office: Office) -> None:
    """10 May: somebody calls and gives a name."""
    office.named(
        "装卸",
        "tip add --channel 电话 --summary 夜间在住宅旁装卸烟花 --unit 先进花炮经营部 --sector 烟花爆竹 --risk 重大 --received-by 陈科旭 --sealed -",
        stdin=_CALLER.encode(),
    )
    office("tip assign {装卸} --to 应急办 --handler 刘和平")


def looked_into(office: Office) -> None:
    """20 May: it was so; he hears of it in time."""
    office(
        "tip verify {装卸} --result 属实 --findings 存量超过许可，已限期转运 --record {花炮超量}"
    )


def answered(office: Office) -> None:
    office("tip reply {装卸} --how 电话")


def unsigned(office: Office) -> None:
    """13 June: a letter without a name, about dust; nobody goes there for two months."""
    office.named(
        "粉尘",
        "tip add --channel 来信 --summary 车间粉尘大，没有除尘 --unit 青峰家具厂 --sector 工贸 --risk 一般 --received-by 陈科旭",
    )
    office("tip assign {粉尘} --to 应急办 --handler 刘和平")


def rewarded(office: Office) -> None:
    """July: by the share of the fine that the district told, decided and paid by two others."""
    office.refused(
        "tip reward {装卸} --grounds 罚款 --fine 4万元 --decided-by 陈科旭", "不能是同一个人"
    )
    office("tip reward {装卸} --grounds 罚款 --fine 4万元 --decided-by 石世文")
    office("tip pay {装卸} --paid-by 谭黄兰 --voucher 收据2022-7")
    office("tip close {装卸}")


def late(office: Office) -> None:
    """6 September: the letter is looked into, twenty-five days late; it was not so."""
    office("tip verify {粉尘} --result 不属实 --findings 除尘设备在用，检测合格")
    office("tip close {粉尘}")


def of_deaths(office: Office) -> None:
    """14 September: a death that was hidden; the town does not look into it."""
    office.named(
        "瞒报",
        "tip add --channel 来访 --summary 三月有工人坠亡，没有上报 --unit 桂香建筑劳务队 --sector 建设施工 --risk 瞒报 --deaths --received-by 陈科旭 --sealed -",
        stdin=_VISITOR.encode(),
    )
    office.refused("tip assign {瞒报} --to 应急办", "由区（县）组织核查")
    office("tip transfer {瞒报} --to 区应急局 --reason 涉及死亡")


def confirmed(office: Office) -> None:
    """20 October: the county asks who it was, says that it was so, and rewards."""
    shown = office.run(
        "tip", "reveal", *office.words(f"{{瞒报}} --reason 区应急局核对 {_with_key(office)}")
    )
    assert (shown.code, "欧阳守义" in shown.out) == (0, True), shown.err
    office("tip answer {瞒报} --answer 查实瞒报一人死亡 --result 属实")
    office("tip reply {瞒报} --how 当面")
    office(
        "tip reward {瞒报} --grounds 瞒报 --dead 1 --grade 一般 --decided-by 石世文 --body 区应急局"
    )
