"""The sheet by which a tip-off goes to who looks into it: edited anew, with nothing of who told (安监总局 2013 年保护举报人的意见, 4, 5)."""

from __future__ import annotations

from tests.papers.forms import SIGNED
from tests.papers.parts import each, named, p, row, table

_FOUR = [1750, 2672, 1750, 2672]


def sheet() -> str:
    """Return 举报事项交办单 or 移送单, with the receipt of whom it goes to below."""
    matter = row(
        _FOUR, p("CellName", "举报事项\n（摘编）"), p("Cell", "{{ text|pen(30) }}"), least=1400
    )
    return "".join(
        [
            p("FormOrgan", "{{ organ }}"),
            p("FormTitle", "举报事项{{ way or '交办移送' }}单"),
            p("FormNumber", "{{ no|pen(16) }}"),
            p("FormTo", "{{ to|pen(16) }}："),
            table(
                _FOUR,
                named(_FOUR, "来源", "{{ origin|pen }}", "受理日期", "{{ received_on|pen_day }}"),
                named(_FOUR, "被举报的", "{{ accused|pen }}", "地点", "{{ place|pen }}"),
                named(_FOUR, "行业领域", "{{ sector|pen }}", "事项类别", "{{ risk|pen }}"),
                matter,
                named(_FOUR, "告知结果期限", "{{ due|pen_day }}", "联系电话", "{{ phone|pen }}"),
            ),
            each(
                "if deaths", p("FormBody", "本件涉及人员死亡，依法由区（县）级人民政府组织核查。")
            ),
            p(
                "FormBody",
                "请及时核查，在{{ due|pen_day }}以前（当日计算在内）把结果书面告知{{ office }}。",
            ),
            p(
                "FormBody",
                "保密要求：本单和核查中知道的情况，不得透露给被举报的单位和个人；不得打听、查找举报人；"
                "不得复印、拍照、转发，只交给办理的人。泄露的，依法追究责任。",
            ),
            p(
                "FormLast",
                "本单是重新编写的摘编，不含举报人的信息。要进一步了解情况的，书面告诉{{ office }}，由它转问。",
            ),
            *SIGNED,
            p("FormTitle", "接收回执"),
            table(
                _FOUR,
                named(_FOUR, "编号", "{{ no }}", "接收日期", ""),
                named(_FOUR, "接收单位", "", "接收人签名", ""),
            ),
        ]
    )
