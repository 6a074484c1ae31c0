"""快报 and 续报 of an accident: a table on which nothing that is unknown is a 0, signed by who sends it."""

from __future__ import annotations

from tests.papers.forms import SIGNED
from tests.papers.parts import each, each_row, named, p, row, table

_FOUR = [1650, 2572, 1650, 2972]
_CHANGES = [1650, 3597, 3597]


def _unknown(name: str) -> str:
    return f"{{{{ {name} or '不明' }}}}"


def _to_come(name: str) -> str:
    return f"{{{{ {name} or '（待报）' }}}}"


def _facts() -> str:
    """Return the table of what is known by now: the six parts of a report, and who was told when."""
    call = (
        "{% for call in told %}{{ call.who }}：{{ call.at }}{% if call.late %}（{{ call.late }}）{% endif %}"
        "{% if not loop.last %}\n{% endif %}{% endfor %}"
    )
    harmed = "　".join(
        f"{label}：{_unknown(name)}"
        for label, name in {
            "死亡": "dead",
            "重伤": "injured",
            "轻伤": "minor",
            "失踪": "missing",
        }.items()
    )
    return table(
        _FOUR,
        named(_FOUR, "事故名称", "{{ title|pen(30) }}"),
        named(
            _FOUR,
            "报给",
            "{{ to|pen }}{% if means %}（{{ means }}）{% endif %}",
            "报告时间",
            "{{ reported_at|pen }}",
        ),
        named(_FOUR, "填报人", "{{ handler|pen }}", "签发人签名", ""),
        named(_FOUR, "经办", "{{ office|pen }}", "联系电话", "{{ phone|pen }}"),
        named(_FOUR, "事故类型", "{{ type|pen }}", "事故等级", _unknown("grade")),
        named(
            _FOUR,
            "1．单位概况",
            f"单位：{_to_come('unit')}\n所在：{{{{ address|pen }}}}　性质：{{{{ nature|pen }}}}　生产安全事故：{_unknown('production')}\n概况：{_to_come('overview')}",
        ),
        named(
            _FOUR,
            "2．时间、地点、现场",
            f"时间：{_to_come('happened_at')}\n地点：{_to_come('place')}\n现场：{_to_come('scene')}",
        ),
        named(_FOUR, "3．简要经过", _to_come("course")),
        named(_FOUR, "4．伤亡和损失", f"{harmed}\n直接经济损失：{_unknown('loss')}"),
        named(_FOUR, "5．已采取的措施", _to_come("measures_taken")),
        named(_FOUR, "6．其他情况", _to_come("other")),
        named(_FOUR, "接报和上报", call),
    )


def _foot() -> str:
    return "".join(
        [
            p("FormLast", "“不明”和“（待报）”的查清以后续报；暂定的等级以认定为准。"),
            *SIGNED,
        ]
    )


def flash() -> str:
    """Return 事故快报."""
    return "".join(
        [
            p("FormOrgan", "{{ organ }}"),
            p("FormTitle", "事故快报"),
            p("FormNumber", "{{ no|pen(16) }}"),
            _facts(),
            _foot(),
        ]
    )


def followup() -> str:
    """Return 事故续报: what changed comes first."""
    change = row(
        _CHANGES,
        p("CellName", "{{ change.what }}"),
        p("Cell", "{{ change.before }}"),
        p("Cell", "{{ change.after }}"),
    )
    head = row(
        _CHANGES, *(p("CellHead", name) for name in ("变了的", "上次报的", "现在")), head=True
    )
    return "".join(
        [
            p("FormOrgan", "{{ organ }}"),
            p("FormTitle", "事故续报（第{{ nth }}次）"),
            p("FormNumber", "{{ no|pen(16) }}"),
            each("if followup", p("FormBody", "{{ followup }}")),
            p(
                "FormBody",
                "和{% if since %}{{ since }}的报告{% else %}登记时的情况{% endif %}比，"
                "{% if changes %}变了的如下。{% else %}没有变。{% endif %}",
            ),
            each(
                "if changes",
                table(_CHANGES, head, each_row(_CHANGES, "for change in changes", change)),
            ),
            p("FormBody", "现在的全部情况："),
            _facts(),
            _foot(),
        ]
    )
