"""Papers that go out as 公文: a red head, a title, levels, name and day, and the 版记 at the end."""

from __future__ import annotations

from tests.papers.parts import each, p

_IMPRINT = "".join(
    [
        p("ImprintEdge", ""),
        each("if copies", p("ImprintCopies", "抄送：{{ copies }}。"), p("ImprintBetween", "")),
        p("Imprint", "{{ office }}\t{{ issued_on|pen_day }}印发"),
        p("ImprintEdge", ""),
        p("End", ""),
    ]
)
_SIGNED = "".join(
    [
        p("Sign", "{{ organ }}"),
        p("Day", "{{ issued_on|pen_day }}"),
        each("if phone", p("Body", "（联系电话：{{ phone }}）")),
    ]
)


def supervise() -> str:
    """Return 督办通知."""
    item = (
        "{{ item.n }}．{{ item.unit }}：{{ item.text }}（{{ item.no }}，{{ item.level }}）。{{ item.found_on|pen_day }}发现，"
        "整改期限{{ item.due|pen_day }}{% if item.overdue %}，{{ item.overdue }}{% endif %}。"
    )
    return "".join(
        [
            p("Head", "{{ organ }}"),
            p("Number", "{{ number|pen(16) }}"),
            p("Title", "{{ organ }}\n关于督办安全生产隐患整改的通知"),
            p("To", "{{ to|pen(16) }}："),
            p(
                "Body",
                "经研究，决定对下列{{ items|length }}项安全生产隐患进行督办。现将有关事项通知如下。",
            ),
            p("First", "一、督办的隐患"),
            each("for item in items", p("Body", item)),
            each("if remark", p("Body", "{{ remark }}")),
            p("First", "二、督办要求"),
            p("Second", "（一）落实整改责任"),
            p(
                "Body",
                "由单位主要负责人牵头，逐项定责任人、措施、资金、时限和应急预案，在整改期限以内完成；已经逾期的，立即整改。",
            ),
            p("Second", "（二）保证整改期间的安全"),
            p(
                "Body",
                "整改完成以前落实防范措施；不能保证安全的，停止相关作业和使用，撤出有关人员。",
            ),
            p("Second", "（三）按时申请复查和延期"),
            p(
                "Body",
                "整改完成后申请复查。确实不能按期完成的，在整改期限届满以前申请延期，写明理由和延期期间的防范措施。",
            ),
            p("Second", "（四）报告办理情况"),
            p("Last", "在{{ report_by|pen_day }}以前，把每一项的办理情况书面报告{{ office }}。"),
            _SIGNED,
            _IMPRINT,
        ]
    )


_OF = "整改率{rate}，已销号{closed}项，已移送{transferred}项；未销号{open}项，其中逾期{overdue}项"


def _figures(row: str = "") -> str:
    """Return the figures of a row in words, or those of all."""
    told = {
        name: f"{{{{ {row}{name} }}}}"
        for name in ("rate", "closed", "transferred", "open", "overdue")
    }
    return f"发现{{{{ {row}found }}}}项，已整改{{{{ {row}rectified }}}}项，{_OF.format(**told)}。"


def brief() -> str:
    """Return 自查自纠工作情况报告."""
    undone = (
        "{{ item.n }}．{{ item.unit }}：{{ item.text }}（{{ item.no }}，{{ item.level }}，{{ item.state }}）。"
        "责任人{{ item.responsible|pen(8) }}，整改期限{{ item.due }}{% if item.overdue %}，{{ item.overdue }}{% endif %}。"
        "{% if item.measures %}措施：{{ item.measures }}。{% endif %}"
    )
    return "".join(
        [
            p("Head", "{{ organ }}"),
            p("NumberUp", "【字号待填】\t签发人：__________"),
            p(
                "Title",
                "{{ organ }}\n关于{{ campaign or '安全生产' }}{% if phase %}\n{{ phase }}{% endif %}自查自纠情况的报告",
            ),
            p("To", "{{ to|pen(16) }}："),
            p(
                "Body",
                "{% if basis %}根据{{ basis }}要求，{% endif %}现将{{ days }}自查自纠情况{% if only %}（只含{{ only }}）{% endif %}报告如下，数据截至{{ as_of }}。",
            ),
            p("First", "一、总体情况"),
            p("Second", "（一）组织部署"),
            p("Body", "【待填：会议、方案、分工和培训，账本没有记】"),
            p("Second", "（二）自查和报送"),
            p(
                "Body",
                "应报单位{{ expected }}个，已报{{ reported }}个，报送率{{ report_rate }}，其中零报告{{ zero_reports }}个；未报{{ missing }}个{% if missing_units %}（{{ missing_units }}）{% endif %}。",
            ),
            p("Body", "记入账本的检查{{ checks }}次，查过单位{{ units_checked }}个。"),
            p("First", "二、各领域情况"),
            each(
                "if sectors",
                p("Second", "（一）按行业领域"),
                each("for one in sectors", p("Body", "{{ one.name }}：" + _figures("one."))),
            ),
            each(
                "if measures",
                p("Second", "{% if sectors %}（二）{% else %}（一）{% endif %}按硬措施条款"),
                each(
                    "for one in measures",
                    p(
                        "Body",
                        "第{{ one.n }}条　{{ one.title }}：应查单位{{ one.units }}个，查过{{ one.units_checked }}个"
                        "{% if one.found %}；"
                        + _figures("one.")
                        # Of what nobody checked nothing is known, not even that nothing was found.
                        + "{% elif one.units_checked %}，没有发现隐患。{% else %}。{% endif %}",
                    ),
                ),
            ),
            p("First", "三、发现的问题"),
            p(
                "Body",
                "共发现隐患{{ found }}项，其中一般隐患{{ general_found }}项，重大隐患{{ major_found }}项，挂牌督办{{ supervised }}项。",
            ),
            p("Body", "【待填：主要问题和原因，账本没有记】"),
            p("First", "四、整改情况"),
            p("Second", "（一）已整改"),
            p(
                "Body",
                "已整改{{ rectified }}项，整改率{{ rate }}，其中已销号{{ closed }}项，期限以后才改完的{{ late }}项；重大隐患已销号{{ major_closed }}项；已移送{{ transferred }}项。",
            ),
            p("Second", "（二）未销号"),
            p(
                "Body",
                "未销号{{ open }}项，其中逾期{{ overdue }}项{% if undone %}，逐项如下{% endif %}。",
            ),
            each(
                "if carried",
                p(
                    "Body",
                    "另有这些日子以前发现、遗留到现在没有销号的{{ carried }}项，不在以上各数之内，见台账。",
                ),
            ),
            each("for item in undone", p("Body", undone)),
            each("if undone_more", p("Body", "另有{{ undone_more }}项没有列出，见台账。")),
            each("if undone", p("Body", "【待填：没有按期整改的原因，账本没有记】")),
            p("First", "五、下一步工作"),
            p("Last", "【待填：打算怎么做，账本没有记】"),
            _SIGNED,
            _IMPRINT,
        ]
    )
