"""What each paper may say: the names that its template calls things by. The templates themselves are `data/papers/NAME.docx`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnknownPaper(UsageProblem):
    def __init__(self, value: str) -> None:
        known = "、".join(f"{paper.name} {paper.title}" for paper in PAPERS.values())
        super().__init__(f"没有文书 {quoted(value)}", f"可写：{known}")


class Said(NamedTuple):
    """One thing that a paper may say: the name that its template calls it by, what it is, and an example of it.

    The example tells of what kind it is: a text, yes or no, a list of texts. One with `parts` is a list of rows, each of which says them.
    """

    name: str
    meaning: str
    example: Any = ""
    parts: tuple[Said, ...] = ()

    @property
    def blank(self) -> Any:  # noqa: ANN401 - what its kind has where nothing is said
        """What stands for it where nothing is said."""
        return [] if self.parts else type(self.example)()

    @property
    def shown(self) -> Any:  # noqa: ANN401 - of its kind
        """What a trial has for it: a row of examples, or its example."""
        return [{part.name: part.shown for part in self.parts}] if self.parts else self.example


class Paper(NamedTuple):
    """A kind of paper: its template is `papers/NAME.docx`."""

    name: str
    title: str
    says: tuple[Said, ...]

    @property
    def fields(self) -> dict[str, Said]:
        """What it may say, by name."""
        return {said.name: said for said in self.says}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return which of the `known` names `name` was most likely to be, if any."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, [*known], n=1, cutoff=0.5)), None)


_NO = Said("no", "隐患编号", "YH-2022-0001")
_TEXT = Said("text", "问题是什么", "安全出口堵塞")
_N = Said("n", "第几项", 1)
_LEVEL = Said("level", "等级", "一般隐患")
_FOUND_ON = Said("found_on", "发现日期", "2022年4月20日")
_LOCATION = Said("location", "部位", "一楼东侧")
_OF_ALL = (
    Said("organ", "发文机关", "紫照镇人民政府"),
    Said("office", "经办的办公室", "紫照镇应急管理办公室"),
    Said("number", "字号", "紫照安改〔2022〕1号"),
    Said("unit", "被检查单位，或问题所在的单位", "桂香村"),
    Said("issued_on", "成文日期", "2022年4月21日"),
    Said("inspectors", "检查人员，几个人", ["陈科旭", "唐迎春"]),
    Said("phone", "联系电话", "023-53000000"),
    Said("copies", "抄送", "梁平区应急管理局"),
    Said("remark", "备注", "已当场告知"),
)
_PICTURES = Said(
    "pictures",
    "照片",
    parts=(Said("image", "照片本身", "（照片）"), Said("caption", "照片的说明", "东侧出口")),
)


def _number(name: str, meaning: str) -> Said:
    return Said(name, meaning, 12)


_OF_REPORTING = {
    "expected": "应报单位",
    "reported": "已报单位",
    "zero_reports": "零报告单位",
    "missing": "未报单位",
}
_REPORT_RATE = Said("report_rate", "报送率，没有应报的是 —", "36.36%")
_RATE = Said("rate", "整改率，没有发现是 —", "83.33%")
_OF_EACH = (
    _number("found", "发现"),
    _number("rectified", "已整改"),
    _number("closed", "已销号"),
    _number("open", "未销号"),
    _number("overdue", "逾期"),
    _number("transferred", "已移送"),
    _RATE,
)
_OF_ALL_TOGETHER = (
    *_OF_EACH,
    _number("late", "迟改"),
    _number("general_found", "一般隐患"),
    _number("major_found", "重大隐患"),
    _number("major_closed", "重大已销号"),
    _number("supervised", "挂牌督办"),
)
_OF_ACCIDENTS = (
    Said("organ", "报告的机关", "紫照镇人民政府"),
    Said("office", "经办的办公室", "紫照镇应急管理办公室"),
    Said("phone", "联系电话", "023-53000000"),
    Said("no", "事故编号", "SG-2022-0001"),
    Said("title", "事故名称", "花炮厂爆炸"),
    Said("to", "报给谁；还没有记这次报告的是空的", "梁平区应急管理局"),
    Said("reported_at", "什么时候报的", "2022年5月3日16时5分"),
    Said("means", "怎么报的，续报是空的", "电话"),
    Said("handler", "填报人", "陈科旭"),
    Said("unit", "事故单位", "桂香花炮厂"),
    Said("address", "单位所在的村、社区", "桂香村"),
    Said("nature", "单位性质：企业还是别的，哪个行业", "企业，烟花爆竹"),
    Said("happened_at", "发生时间", "2022年5月3日14时20分"),
    Said("place", "事故地点，没有报的是空的", "二号库"),
    Said("type", "事故类型", "火药爆炸"),
    Said("production", "是不是生产安全事故", "是"),
    Said("dead", "死亡，不清楚的是“不明”", "1人"),
    Said("injured", "重伤", "2人"),
    Said("minor", "轻伤", "不明"),
    Said("missing", "失踪", "3人"),
    Said("loss", "直接经济损失", "200,000元"),
    Said("grade", "等级，认定以前是暂定的", "至少一般（暂定）"),
    Said("overview", "单位概况", "烟花爆竹生产，职工20人"),
    Said("scene", "现场情况", "库房已封锁"),
    Said("course", "简要经过", "装卸引线时爆炸"),
    Said("measures_taken", "已采取的措施", "疏散周边群众30户"),
    Said("other", "其他情况", "无"),
    Said(
        "told",
        "谁什么时候接报、上报，一个一行",
        parts=(
            Said("who", "谁接报、上报", "镇上报"),
            Said("at", "什么时候，没有记的写没有记", "2022年5月3日17时30分"),
            Said("late", "迟报多久，没有迟就是空的", "迟报20分钟"),
        ),
    ),
    Said("issued_on", "报告日期", "2022年5月4日"),
)
_PAPERS = (
    Paper(
        "rectify",
        "限期整改意见书",
        (
            *_OF_ALL,
            Said("checked_on", "检查日期", "2022年4月20日"),
            Said(
                "problems",
                "查出的问题，一项一行",
                parts=(
                    _N,
                    _TEXT,
                    _LOCATION,
                    Said("measure", "整改要求", "清理堆放的杂物"),
                    _LEVEL,
                    Said("major", "是不是重大隐患", example=False),
                    Said("due", "这一项的整改期限", "2022年5月5日"),
                    Said("handling", "立即整改或限期整改", "限期整改"),
                    _PICTURES,
                ),
            ),
            Said("majors", "哪几项属于重大隐患，没有就是空的", "第1项"),
            Said("unit_head", "被检查单位负责人", "张静"),
        ),
    ),
    Paper(
        "review",
        "复查意见书",
        (
            *_OF_ALL,
            Said("first_number", "限期整改意见书的字号", "紫照安改〔2022〕1号"),
            Said("first_issued_on", "限期整改意见书的日期", "2022年4月21日"),
            Said("reviewed_on", "复查日期", "2022年5月6日"),
            Said("reviewers", "复查人员，几个人", ["李国强", "陈科旭"]),
            Said(
                "items",
                "复查的问题，一项一行",
                parts=(
                    _N,
                    _TEXT,
                    Said("passed", "是不是合格", example=True),
                    Said("result", "复查结果", "已整改"),
                    Said("reviewed_on", "这一项的复查日期", "2022年5月6日"),
                    Said("due", "新的期限，没有就是空的", "2022年5月20日"),
                    Said("remark", "说明", "出口已清空"),
                ),
            ),
            Said("passed", "哪几项合格，没有就是空的", "第1项"),
            Said("failed", "哪几项不合格，没有就是空的", "第2项"),
            Said("unit_head", "被检查单位负责人", "张静"),
        ),
    ),
    Paper(
        "supervise",
        "督办通知",
        (
            *_OF_ALL,
            Said("to", "主送", "桂香村、大丘村"),
            Said(
                "items",
                "督办的隐患，一项一行",
                parts=(
                    _N,
                    _NO,
                    _TEXT,
                    Said("unit", "责任单位", "桂香村"),
                    _LEVEL,
                    _FOUND_ON,
                    Said("due", "整改期限", "2022年5月5日"),
                    Said("overdue", "逾期多久，没有逾期就是空的", "已逾期12天"),
                ),
            ),
            Said("report_by", "什么时候以前报告办理情况", "2022年5月31日"),
        ),
    ),
    Paper(
        "transfer",
        "抄告单",
        (
            *_OF_ALL,
            Said("to", "主送", "梁平区住房和城乡建设委员会"),
            Said(
                "items",
                "抄告的隐患，一项一行",
                parts=(
                    _N,
                    _NO,
                    _TEXT,
                    _LOCATION,
                    Said("unit", "隐患单位", "桂香村"),
                    Said("address", "单位地址", "桂香村一组"),
                    Said("head", "单位负责人", "张静"),
                    Said("phone", "单位电话", "023-53000001"),
                    _LEVEL,
                    _FOUND_ON,
                ),
            ),
            Said("reason", "为什么抄告", "不属于镇的职权"),
            Said("sent_on", "抄告日期", "2022年5月6日"),
            Said("reply_due", "什么时候以前回复", "2022年5月20日"),
            Said("handler", "经办人", "陈科旭"),
            Said("approver", "批准人", "石世文"),
        ),
    ),
    Paper(
        "brief",
        "自查自纠工作情况报告",
        (
            Said("organ", "发文机关", "紫照镇人民政府"),
            Said("office", "经办的办公室", "紫照镇应急管理办公室"),
            Said("phone", "联系电话", "023-53000000"),
            Said("copies", "抄送", "梁平区应急管理局"),
            Said("to", "主送", "梁平区安全生产委员会"),
            Said("campaign", "专项工作的名称", "紫照镇安全生产“十五条”硬措施工作"),
            Said("basis", "依据", "渝安委〔2022〕9号"),
            Said("phase", "阶段，报告的不是一个阶段就是空的", "第1阶段（自查建账）"),
            Said("days", "报告的是哪些日子，不限就是空的", "2022年4月20日至2022年6月30日"),
            Said("only", "只含哪些，没有缩小就是空的", "所在 桂香村"),
            Said("as_of", "数到哪一天", "2022年6月30日"),
            Said("issued_on", "成文日期，账本不知道，是空的", "2022年6月30日"),
            *(_number(name, meaning) for name, meaning in _OF_REPORTING.items()),
            _REPORT_RATE,
            Said("missing_units", "没有报的单位", "先进村、大丘村"),
            Said("units_checked", "查过的单位", 4),
            Said("checks", "检查次数", 20),
            *_OF_ALL_TOGETHER,
            _number("carried", "以前遗留：这些日子以前发现、还没有销号也没有移送的，不在各数之内"),
            Said(
                "sectors",
                "各行业领域，一个一行",
                parts=(Said("name", "行业领域", "工贸"), *_OF_EACH),
            ),
            Said(
                "measures",
                "有约束单位或有隐患的条款，一条一行",
                parts=(
                    Said("n", "第几条", "六"),
                    Said("title", "标题", "严格落实企业主体责任"),
                    Said("units", "应查单位", 11),
                    Said("units_checked", "查过单位", 4),
                    *_OF_EACH,
                ),
            ),
            Said(
                "undone",
                "没有销号的隐患，一项一行，期限早的在前",
                parts=(
                    _N,
                    _NO,
                    Said("unit", "单位", "桂香村"),
                    _TEXT,
                    _LEVEL,
                    Said("responsible", "责任人", "张静"),
                    Said("due", "整改期限", "2022年5月5日"),
                    Said("state", "办到哪一步", "整改中"),
                    Said("overdue", "逾期多久，没有逾期就是空的", "已逾期12天"),
                    Said("measures", "整改措施，没有定就是空的", "清理堆放的杂物"),
                ),
            ),
            Said("undone_more", "没有列出的未销号隐患", 3),
        ),
    ),
    Paper("flash", "事故快报", _OF_ACCIDENTS),
    Paper(
        "followup",
        "事故续报",
        (
            *_OF_ACCIDENTS,
            Said("nth", "第几次续报", 2),
            Said("since", "上一次报告是什么时候，没有报过是空的", "2022年5月3日18时45分"),
            Said(
                "changes",
                "和上一次报告比，变了的，一项一行",
                parts=(
                    Said("what", "哪一项", "死亡人数"),
                    Said("before", "上一次报的", "4人"),
                    Said("after", "现在的", "5人"),
                ),
            ),
            Said("followup", "续报的内容", "一人抢救无效"),
        ),
    ),
    Paper(
        "tip",
        "举报事项交办移送单",
        (
            Said("organ", "发出的机关", "紫照镇人民政府"),
            Said("office", "经办的办公室", "紫照镇应急管理办公室"),
            Said("phone", "联系电话", "023-53000000"),
            Said("no", "举报的编号", "JB-2022-0001"),
            Said("way", "交办还是移送", "移送"),
            Said("to", "交给谁", "梁平区应急管理局"),
            Said("origin", "群众举报还是上级转办，不写是哪种渠道", "群众举报"),
            Said("received_on", "受理日期", "2022年5月3日"),
            Said("accused", "被举报的单位或对象", "桂香花炮厂"),
            Said("place", "地点", "二号库"),
            Said("sector", "行业领域", "烟花爆竹"),
            Said("risk", "事项类别", "违法行为"),
            Said("deaths", "是不是涉及死亡", example=True),
            Said("text", "摘编：重新编写的事项，不含举报人的信息", "反映夜间违规生产"),
            Said("due", "什么时候以前告知结果", "2022年7月2日"),
            Said("issued_on", "交办、移送的日期", "2022年5月4日"),
        ),
    ),
)
PAPERS = {paper.name: paper for paper in _PAPERS}
"""All papers, by the names of their templates."""


def paper_named(name: str) -> Paper:
    """Return the paper of that name, or of that title. Raises UnknownPaper."""
    for paper in _PAPERS:
        if name in (paper.name, paper.title):
            return paper
    raise UnknownPaper(name)
