"""A campaign: what a plan orders for a stretch of days, with its basis, its office and its phases (plan, 二 and 三).

The plan of 2022 is the first one; others come after it. `--phase` of the reports asks the campaigns of the ledger.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.values import Word


class CampaignState(Word):
    RECORDED = "recorded", "在册"
    VOIDED = "voided", "已作废"


TITLE = Field("title", "名称", Reads.SHORT)
BASIS = Field(
    "basis",
    "依据",
    Reads.SHORT,
    several=True,
    metavar="文号",
    described="依据的文件，如 渝安委〔2022〕9号；可写多次",
)
HEAD = Field("head", "办公室主任", Reads.PERSON, metavar="姓名")
LIAISON = Field("liaison", "联络员", Reads.PERSON, metavar="姓名")
FIRST = Field("first_on", "开始日期", Reads.ANY_DAY, written="--first", metavar="日期")
LAST = Field("last_on", "结束日期", Reads.ANY_DAY, written="--last", metavar="日期")
PHASES = Field(
    "phases",
    "阶段",
    Reads.SHORT,
    several=True,
    written="--phase",
    metavar="阶段",
    described="一个阶段：号 名称 起..止 任务，如 “1 自查 2022-04-20..2022-06-30 逐条对照检查”；可写多次",
)

CAMPAIGN = declared(
    "campaign",
    "专项工作",
    [TITLE, BASIS, UNIT, HEAD, LIAISON, FIRST, LAST, PHASES, NOTE],
    states=CampaignState,
    required=("title", "first_on", "last_on"),
    row=(),
    counts_since=FIRST.key,
    one="一项专项工作",
    summary="专项工作：名称、依据、办公室、起止、阶段",
    offered="state = 'recorded'",
)
