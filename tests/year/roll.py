"""The roll of the year: 60 enterprises and the sites where people gather, as the office imports them from a file."""

from __future__ import annotations

from itertools import product

VILLAGES = {"青峰社区": "罗", "桂香村": "谭", "先进村": "杨", "大丘村": "吴"}
"""The villages, each with the surname that most of its people have."""
TRADES = (
    ("花炮经营部", "烟花爆竹", "应急办", "开顺"),
    ("加油站", "危险化学品", "应急办", "兵"),
    ("液化气站", "燃气", "规环办", "建国"),
    ("预制板厂", "工贸", "应急办", "世明"),
    ("家具厂", "工贸", "应急办", "大木"),
    ("豆干厂", "工贸", "应急办", "香兰"),
    ("建筑劳务队", "建设施工", "规环办", "铁生"),
    ("砂石场", "矿山", "规环办", "石柱"),
    ("汽修厂", "工贸", "应急办", "小军"),
    ("客运站", "道路运输", "应急办", "长路"),
    ("渔业合作社", "渔业船舶", "农服中心", "江涛"),
    ("超市", "消防", "社事办", "敏"),
    ("粮站", "消防", "农服中心", "满仓"),
    ("农机站", "农机", "农服中心", "春耕"),
    ("民宿", "消防", "社事办", "云"),
)
SITES = (
    ("中心小学", "桂香村", "学校", "周校长"),
    ("紫照幼儿园", "青峰社区", "幼儿园", "周敏"),
    ("紫照卫生院", "青峰社区", "医院", "李院长"),
    ("青峰花园", "青峰社区", "高层建筑", "何经理"),
)
LETTERS = dict(zip(VILLAGES, "QGXD", strict=True))


def enterprises() -> list[tuple[str, str, str, str]]:
    """Return of each enterprise its code, its name, its village and its head."""
    return [
        (f"{LETTERS[village]}{place:02}", f"{village[:2]}{trade[0]}", village, f"{name}{trade[3]}")
        for (village, name), (place, trade) in product(VILLAGES.items(), enumerate(TRADES, 1))
    ]


def as_csv() -> str:
    """Return the file of the roll."""
    lines = ["代码,企业名称,类别,所在村,主管部门,行业,主要负责人,标签"]
    by_name = {trade[0]: trade for trade in TRADES}
    for code, name, village, head in enterprises():
        _, sector, supervisor, _ = by_name[name[2:]]
        lines.append(f"{code},{name},企业,{village},{supervisor},{sector},{head},")
    for place, (name, village, tag, head) in enumerate(SITES, 1):
        lines.append(f"S{place:02},{name},场所,{village},社事办,人员密集场所,{head},{tag}")
    return "\n".join(lines) + "\n"


def particulars() -> str:
    """Return the file that enterprises filled in of themselves: who heads them, their people, their papers."""
    asked = (
        *("单位", "法定代表人", "实际负责人", "高危行业", "全员责任制签订日期", "派遣工人数"),
        *("派遣工培训合格人数", "主要负责人培训学时", "主要负责人最近培训日期", "安责险有效期至"),
    )
    lines = [",".join(asked)]
    risky = ("花炮经营部", "加油站", "砂石场")
    for place, (_, name, _, head) in enumerate(enterprises()):
        high = "是" if name[2:] in risky else "否"
        people = 14 if name[2:] in ("预制板厂", "豆干厂") else place % 3
        trained = people - 4 if people > 9 and place % 2 else people
        hours = 16 if high == "是" or place % 4 else 8
        days = f"2022-05-0{place % 9 + 1},{people},{trained},{hours},2022-03-1{place % 9}"
        lines.append(f"{name},{head},{head},{high},{days},2022-1{place % 3}-30")
    return "\n".join(lines) + "\n"
