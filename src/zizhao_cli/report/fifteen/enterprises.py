"""What the measures of enterprises have of their own: who answers for them, whose qualification they work under, whom they employ (plan, 四, 五, 八 and 九)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.kinds.violation import VIOLATION
from zizhao_cli.report.enterprises import dispatched as many_dispatched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.fifteen.figure import Figure
    from zizhao_cli.report.fifteen.ground import Ground


def heads(ground: Ground) -> Iterator[Figure]:
    """Yield the enterprises that are recorded, those that do not say who answers, and whose head is called as somebody who is barred."""
    kept = ground.records(ENTERPRISE, standing=True).figure("enterprises", "登记了的企业", "个")
    yield kept
    yield ground.without(ENTERPRISE).figure(
        "enterprises_without", "没有登记的企业、场所", "个", zero=True, open=True
    )
    yield ground.records(ENTERPRISE, only=("headless",), standing=True).figure(
        "headless", "主要负责人没有写全的", "个", of=kept, open=True
    )
    yield ground.records(ENTERPRISE, having=("barred_again",), standing=True).figure(
        "barred_again", "疑似禁任的人再任的", "个", of=kept, open=True
    )


def contracting(ground: Ground) -> Iterator[Figure]:
    """Yield the violations in which a qualification was lent or work handed on, and qualifications that have run out."""
    known = ground.records(VIOLATION, only=("with_parties",))
    lent = known.figure("lent", "写明各方的分包转包、挂靠、出借资质", "起")
    yield lent
    yield ground.records(
        VIOLATION, only=("with_parties",), among={"state": ("known", "under_way")}
    ).figure("lent_open", "没有了结的", "起", of=lent, open=True)
    kept = ground.records(ENTERPRISE, standing=True).figure("enterprises", "登记了的企业", "个")
    yield kept
    yield ground.records(ENTERPRISE, having=("expired",), standing=True).figure(
        "expired", "资质、保险过期的企业", "个", of=kept, open=True
    )


def dispatched(ground: Ground) -> Iterator[Figure]:
    """Yield where dispatched and flexible workers are, how many, how many did not pass their training, and where nobody checked."""
    with_them = ground.report(
        "dispatched",
        partial(many_dispatched, least=1),
        "--at-least 1",
        called="unit_code",
        days=False,
    )
    firms = with_them.figure("dispatching", "有派遣、灵活用工的企业", "个")
    yield firms
    yield with_them.figure("dispatched", "派遣、灵活用工", "人", of=firms, adds="workers")
    yield with_them.figure(
        "untrained", "没有培训合格的", "人", of=firms, adds="untrained", open=True
    )
    yield with_them.figure("in_danger", "在危险岗位的", "人", of=firms, adds="dangerous")
