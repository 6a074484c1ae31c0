"""Papers that are filled in and signed on the spot, or go from office to office as a sheet: no red head, a table, lines for pens."""

from __future__ import annotations

from tests.papers.parts import each, each_row, p, row, table

SIGNED = (
    p("FormSign", "{{ organ }}（印章）"),
    p("FormDay", "{{ issued_on|pen_day }}"),
)
_REFUSED = p("FormLine", "拒绝签字的，注明情况：__________　见证人（签名）：________")
_REMARK = each("if remark", p("FormBody", "备注：{{ remark }}"))


def _head(title: str) -> str:
    return "".join(
        [
            p("FormOrgan", "{{ organ }}"),
            p("FormTitle", title),
            p("FormNumber", "{{ number|pen(16) }}"),
            p("FormTo", "{{ unit|pen(16) }}："),
        ]
    )


def _copies(title: str) -> str:
    return p("FormLast", f"本{title}一式两份：一份由{{{{ organ }}}}存档，一份交被检查单位。")


def _columns(columns: dict[str, int]) -> tuple[list[int], str]:
    """Return the widths of a table, and its head."""
    widths = [*columns.values()]
    return widths, row(widths, *(p("CellHead", name) for name in columns), head=True)


def rectify() -> str:
    """Return 限期整改意见书."""
    widths, head = _columns(
        {"序号": 650, "存在的问题": 2744, "等级": 1200, "整改要求": 2100, "整改期限": 2150}
    )
    problem = row(
        widths,
        p("CellMid", "{{ problem.n }}"),
        p(
            "Cell",
            "{{ problem.text }}{% if problem.location %}（{{ problem.location }}）{% endif %}",
        ),
        p("CellMid", "{{ problem.level }}"),
        p("Cell", "{{ problem.measure|pen(14) }}"),
        p(
            "CellMid",
            "{% if problem.handling == '立即整改' %}立即整改{% else %}{{ problem.due|pen_day }}{% endif %}",
        ),
    )
    pictures = each(
        "for problem in problems",
        each(
            "for picture in problem.pictures",
            p("Picture", "{{ picture.image }}"),
            p("Caption", "第{{ problem.n }}项　{{ picture.caption }}"),
        ),
    )
    return "".join(
        [
            _head("限期整改意见书"),
            p(
                "FormBody",
                "{% if inspectors %}{{ checked_on|pen_day }}，{{ organ }}检查人员{{ inspectors|join('、') }}到你单位进行安全检查，发现下列{{ problems|length }}项问题："
                "{% else %}经查，你单位存在下列{{ problems|length }}项问题（{{ checked_on|pen_day }}发现）：{% endif %}",
            ),
            table(widths, head, each_row(widths, "for problem in problems", problem)),
            each("if majors", p("FormBody", "其中{{ majors }}属于重大隐患。")),
            p(
                "FormBody",
                "请逐项整改，每一项在表中各自的期限以内完成，期限当日计算在内；整改完成以前落实防范措施，保证安全。整改完成后报{{ office }}复查，联系电话{{ phone|pen }}。",
            ),
            p("FormBody", "到期没有整改或者整改不合格的，将上报区级有关部门依法查处。"),
            _REMARK,
            p(
                "FormLine",
                "检查人员（签名）：______________　______________",
            ),
            p(
                "FormLine",
                "被检查单位负责人{% if unit_head %}{{ unit_head }}{% endif %}（签名）：__________　日期：____年__月__日",
            ),
            _REFUSED,
            _copies("意见书"),
            *SIGNED,
            pictures,
        ]
    )


def review() -> str:
    """Return 复查意见书."""
    widths, head = _columns(
        {
            "序号": 650,
            "复查的问题": 2744,
            "复查结果": 2150,
            "新的期限": 2150,
            "说明": 1150,
        }
    )
    item = row(
        widths,
        p("CellMid", "{{ item.n }}"),
        p("Cell", "{{ item.text }}"),
        p(
            "CellMid",
            "{% if item.passed %}合格{% else %}不合格{% endif %}{% if item.result %}（{{ item.result }}）{% endif %}",
        )
        + p("CellMid", "{{ item.reviewed_on|pen_day }}"),
        p(
            "CellMid",
            "{% if not item.passed %}{% if item.due %}{{ item.due }}{% else %}原期限不变{% endif %}{% endif %}",
        ),
        p("Cell", "{{ item.remark }}"),
    )
    return "".join(
        [
            _head("复查意见书"),
            p(
                "FormBody",
                "{{ organ }}于{{ first_issued_on|pen_day }}向你单位出具《限期整改意见书》（{{ first_number|pen(16) }}）。{{ reviewed_on|pen_day }}，复查人员{{ reviewers|join('、')|pen(16) }}复查了整改情况，结果如下：",
            ),
            table(widths, head, each_row(widths, "for item in items", item)),
            each("if passed", p("FormBody", "{{ passed }}整改合格。")),
            each(
                "if failed",
                p(
                    "FormBody",
                    "{{ failed }}整改不合格，应当继续整改：表中有新的期限的，在新的期限以内完成，期限当日计算在内；没有的，原期限不变。整改完成以前落实防范措施，保证安全；整改完成后报{{ office }}复查，联系电话{{ phone|pen }}。",
                ),
                p("FormBody", "仍不整改或者整改不合格的，将上报区级有关部门依法查处。"),
            ),
            _REMARK,
            p(
                "FormLine",
                "复查人员（签名）：______________　______________",
            ),
            p(
                "FormLine",
                "被检查单位负责人{% if unit_head %}{{ unit_head }}{% endif %}（签名）：__________　日期：____年__月__日",
            ),
            _REFUSED,
            _copies("意见书"),
            *SIGNED,
        ]
    )


_FOUR = [1500, 2922, 1500, 2922]
_LEAST = 560


def _told(*cells: str) -> str:
    """Return a row of a form: what is asked, what is said, and once more."""
    styles = ("CellHead", "Cell", "CellHead", "Cell")
    made = (p(style, text) for style, text in zip(styles, cells, strict=False))
    return row(_FOUR, *made, least=_LEAST)


def transfer() -> str:
    """Return 抄告单, with the answer of whom it goes to below."""
    item = each(
        "for item in items",
        p(
            "Cell",
            "{{ item.n }}．{{ item.text }}（{{ item.no }}，{{ item.level }}，{{ item.found_on|pen_day }}发现）",
        ),
        p("Cell", "单位：{{ item.unit }}　地址：{{ item.address|pen }}"),
        p(
            "Cell",
            "部位：{{ item.location|pen }}　负责人：{{ item.head|pen }}　电话：{{ item.phone|pen }}",
        ),
    )
    return "".join(
        [
            p("FormOrgan", "{{ organ }}"),
            p("FormTitle", "安全生产隐患抄告单"),
            p("FormNumber", "{{ number|pen(16) }}"),
            table(
                _FOUR,
                _told("主送", "{{ to|pen }}", "抄送", "{{ copies }}"),
                _told("抄告日期", "{{ sent_on|pen_day }}", "回复期限", "{{ reply_due|pen_day }}"),
                _told("发现部门", "{{ office }}", "电话", "{{ phone|pen }}"),
                _told("经办人", "{{ handler|pen }}", "批准人", "{{ approver|pen }}"),
                row(_FOUR, p("CellHead", "隐患情况"), item),
                _told("抄告理由", "{{ reason|pen(30) }}"),
                each_row(_FOUR, "if remark", _told("备注", "{{ remark }}")),
            ),
            p("FormLast", "请在回复期限以内（期限当日计算在内）告知接收情况，办结后反馈处理结果。"),
            *SIGNED,
            p("FormTitle", "接收回复"),
            table(
                _FOUR,
                _told("抄告单字号", "{{ number }}", "接收日期", ""),
                _told("接收部门", "", "电话", ""),
                _told("经办人", "", "批准人", ""),
                row(_FOUR, p("CellHead", "处理意见"), p("Cell", ""), least=1400),
            ),
        ]
    )
