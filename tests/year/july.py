"""July: the second phase. What was struck off too early comes back, a file that was the wrong one is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import tips
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office

APPROVED = "--approved-by 刘和平"
WRONG = """单位,条款,检查日期,隐患,等级,限期,责任人
大丘民宿,6,2022-07-05,客房未装烟感,一般,2022-07-20,吴云
大丘粮站,6,2022-07-05,电线老化,一般,2022-07-20,吴满仓
大丘农机站,6,2022-07-05,燃油桶露天堆放,重大,2022-08-20,吴春耕
"""


def play(office: Office) -> None:
    the_wrong_file(office)
    struck_off_too_early(office)
    supervised(office)
    pursued(office)


def the_wrong_file(office: Office) -> None:
    """June's form is returned and sent again; a list of the neighbouring town is taken in, and undone the next day."""
    office.on("2022-07-01")
    handed_in(office, "town", "2022-06")
    office.on("2022-07-04")
    office("submit return {town-2022-06} --reason 先进村的数不对")
    handed_in(office, "town", "2022-06")
    handed_in(office, "illegal_a", "2022-06")
    office(
        "supervision extend {花炮挂牌} --due 2022-08-20 --reason 新库房未验收 --safeguards 停业 --asked-by 杨开顺 --asked-on 2022-06-27 --approved-by 石世文 --extension-no 梁安办延〔2022〕1号"
    )
    office.on("2022-07-06")
    sheet = office.file("隐患-大丘.csv", WRONG)
    made = office.run("hazard", "import", sheet, "--format", "json")
    assert (made.code, made.json["new"]) == (0, 3), made.out + made.err
    office.numbers["错的一批"] = made.json["batch"]
    office.on("2022-07-07")
    office.refused("batch undo {错的一批} --reason 是邻镇的表", "批准")
    office(f"batch undo {{错的一批}} --reason 是邻镇的表 {APPROVED}")


def struck_off_too_early(office: Office) -> None:
    """A closing is taken back: the reviewer had looked at another shop. So what was said of May is otherwise now."""
    office.on("2022-07-08")
    tips.rewarded(office)
    office.rectified("桂香村自查")
    office.rectified("先进加油站六月")
    office.on("2022-07-11")
    office.passed("桂香村自查")
    office.passed("先进加油站六月", "胡显胜")
    office("topic close {断档} --outcome 各村都定了替补")
    office.on("2022-07-12")
    office.refused("hazard retract {青峰超市自查} --reason 看错了店", "批准")
    office.taken_back("青峰超市自查", f"--reason 看错了店 {APPROVED}")
    office.failed("青峰超市自查", "2022-07-25")
    office("duty done {带队} --attendee 石世文 --attendee 黄麒麟")
    office("duty done {查渔船}")
    office.on("2022-07-15")
    office.rectified("高层飞线", "--note 拆除飞线，划定充电区")
    office.rectified("桂香超市自查")
    office("duty done {查花炮}")
    office.on("2022-07-18")
    office.passed("桂香超市自查")
    office.rectified("青峰预制板厂六月", "--note 补训4人")
    office.on("2022-07-20")
    office.rectified("青峰超市自查")
    office.reopened("边坡", "区规资局")
    office.on("2022-07-21")
    office.passed("青峰超市自查")
    office.passed("青峰预制板厂六月", "黄天贵")
    office("enterprise update 青峰预制板厂 --dispatched-trained 14")


def supervised(office: Office) -> None:
    """What the district supervises is put right at the second try."""
    office.on("2022-07-22")
    office.rectified("花炮超量", f"--note 超量部分已转运 {office.picture('转运')}")
    office.on("2022-07-23")
    office.failed("花炮超量", "2022-08-15")
    office("supervision progress {花炮挂牌} --progress 超量部分已转运，隔墙未拆")
    office.on("2022-07-25")
    office(
        "action add --kind 通报 --unit 先进村 --reason 栏杆逾期未装 --record {先进村自查} --body 镇安委办"
    )
    office.extended(
        "青峰液化气站六月",
        "2022-09-30",
        "--reason 新址征地 --safeguards 减量存放 --asked-by 罗建国",
    )
    office("hazard plan {青峰液化气站六月} --due 2022-09-30 --contingency 专人值守，设警戒区")


def pursued(office: Office) -> None:
    """Measures 4 and 8: who lent the name answers for it; the leading layer is still missing."""
    office.on("2022-07-26")
    office("enforcement result {查挂靠} --result 停工整顿 --paper 建罚〔2022〕8号")
    office("violation stop {挂靠} --stopped-by 黄天贵 --how 停工")
    office.named(
        "追究",
        "action add --kind 追究责任 --layer 直接 --unit 桂香建筑劳务队 --person 谭铁生 --post 负责人 --reason 出借资质 --record {挂靠}",
    )
    office("action open {追究} --body 镇纪委")
    office.on("2022-07-29")
    office("action decide {追究} --decision 罚款并清退 --decided-by 区住建委")
    office.passed("高层飞线")
