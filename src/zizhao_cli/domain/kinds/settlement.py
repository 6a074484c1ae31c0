"""A settlement (明确牵头): who leads where the duties of departments cross, or a trade is new, for one link of its chain.

The plan names the principle and the trades with many links: hazardous chemicals, gas, road transport, electric bicycles (四, 三).
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, SECTOR
from zizhao_cli.domain.kinds.kind import Reference, StepName
from zizhao_cli.domain.values import Word


class SettlementState(Word):
    OPEN = "open", "未定牵头"
    DECIDED = "decided", "已定牵头"
    VOIDED = "voided", "已作废"


class Principle(Word):
    IN_CHARGE = "in_charge", "谁主管谁牵头"
    MAIN = "main", "谁为主谁牵头"
    CLOSEST = "closest", "谁靠近谁牵头"


MATTER = Field(
    "matter",
    "事项",
    Reads.SHORT,
    metavar="事项",
    described="职能交叉或新业态的事项，如 电动自行车、燃气",
)
LINK = Field(
    "link", "环节", Reads.SHORT, metavar="环节", described="链条上的哪一环，如 销售、停放充电、报废"
)
DEPARTMENTS = Field(
    "departments",
    "涉及部门",
    Reads.UNIT,
    several=True,
    written="--department",
    metavar="单位",
    described="涉及的部门，可写多次：单位代码、名称或别名",
)
LEAD = Field("lead", "牵头单位", Reads.UNIT, metavar="单位", described="单位代码、名称或别名")
PRINCIPLE = Field(
    "principle",
    "原则",
    Reads.WORD,
    words=Principle,
    metavar="原则",
    described=f"按哪条原则定的：{'、'.join(Principle.choices())}",
)
_STATES = (SettlementState.OPEN, SettlementState.DECIDED)

SETTLEMENT = declared(
    "settlement",
    "牵头事项",
    [MATTER, LINK, DEPARTMENTS, SECTOR, NOTE],
    prefix="MQ",
    states=SettlementState,
    required=("matter",),
    refers={"lead_id": Reference("unit", "lead")},
    set_later=[LEAD, PRINCIPLE, Field("decided_on", "确定日期", Reads.DAY)],
    steps={
        "decide": StepName(
            "定牵头",
            [LEAD, PRINCIPLE],
            allowed=_STATES,
            leads_to=SettlementState.DECIDED,
            needed=("lead", "principle"),
            dated="decided_on",
            does="记定了由哪个单位牵头、按哪条原则；改定的再记一次，从那天起算。",
        ),
    },
    row=(),
    worked_out=[Field("days_open", "未定天数", numeric=True)],
    named_by="matter",
    one="一项牵头事项",
    summary="职能交叉、新业态：哪一环由谁牵头，哪些还没有定",
    offered="state = 'open'",
)
