"""Small files of every type that an import takes, good ones and spoiled ones, the same for the same chance."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.intake.books import ods, table, xls, xlsx
from tests.soak.fuzz.feeding import Case
from tests.soak.fuzz.mutations import spoiled

if TYPE_CHECKING:
    from random import Random

CHECKS = """编号,单位,条款,检查日期,检查类型,检查人,结果,问题隐患,部位,行业,等级,处理方式,限期,责任人,整改措施,备注
甲-1,桂香村,6,2022-05-01,自查,谭二、张静,不符合,灭火器过期,仓库,消防,一般,限期整改,2022-05-20,李建国,更换,
甲-2,GXC,第四条,2022年5月2日,镇级检查,谭二,符合,无,,,,,,,,好
,同上,（六）,20220503,,,,通道堵塞,,,重大,立即整改,,,,〃
,应急办,三,2022.5.4,joint,陈 科旭,不适用,,,,,,,,,
合计,,,,,,,,,,,,,,,
"""
HAZARDS = """编号,责任单位,条款,排查时间,隐患内容,隐患级别,整改期限,整改责任人,整改措施,整改完成时间,复查人,复查日期,复查结果
旧-01,桂香村,6,2021-09-03,电线私拉乱接,一般,+15d,李建国,改线穿管,2021-09-15,陈科旭,2021-09-16,合格
旧-02,先进村,4,2021-10-11,警示牌倒伏,一般,+10wd,谭二,,2021-10-20,,,已完成
,青峰社区,10,2021-11-02,无消防水池,重大,2021-11-30,罗强,,,陈科旭,2021-12-03,不合格
"""
UNITS = """代码,企业名称,类别,所在村,主管部门,别名,行业,主要负责人,联系电话
JYZ,紫照加油站,企业,先进村,应急办,加油站、老油站,危险化学品,杨兵,023-53000001
,先进粮油店,场所,先进村,,,消防,,
"""
OBJECTS = """{"source_id": "巡查-17", "unit": "先进村", "measure": 6, "checked_on": "2022-03-14", "inspectors": ["张三", "李四"]}
{"unit": "桂香村", "measure": "六", "checked_on": "2022/3/15", "hazard": "堆放杂物", "due_on": "+15d", "level": "general"}
{"unit": "GXC", "measure": 1.0, "checked_on": "20220316", "note": null, "result": "符合"}
"""
TEXTS = {"check": CHECKS, "hazard": HAZARDS, "unit": UNITS}
ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "big5",
)
FORMATS = ("csv", "tsv", "jsonl", "xlsx", "xls", "ods")
BOMB = b"<!DOCTYPE a [%s]>" % b"".join(
    b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10 if n else b"x" * 10) for n in range(9)
)
ODD_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def good(ending: str, form: str) -> bytes:
    """Return a good file."""
    if ending == "jsonl":
        return OBJECTS.encode()
    if ending in ("csv", "tsv"):
        text = TEXTS[form] if ending == "csv" else TEXTS[form].replace(",", "\t")
        return text.encode()
    return _book(ending, form)


@cache
def _book(ending: str, form: str) -> bytes:
    rows: list[list[Any]] = [*table(TEXTS[form])]
    if ending == "ods":
        return ods(rows)
    days = [[_typed(cell) for cell in row] for row in rows]
    if ending == "xls":
        return xls(days)

    def more(book: Any, sheet: Any) -> None:
        book.set_properties({"created": datetime(2022, 5, 1)})  # noqa: DTZ001 - as a workbook has it
        sheet.merge_range(20, 0, 21, 2, "合计")
        sheet.write_formula(0, 30, '="备"&"注"', None, "序号")
        sheet.write_rich_string(22, 0, "合", book.add_format({"bold": True}), "计")
        book.add_worksheet("说明").write_string(0, 0, "每行一次检查")

    return xlsx(days, more=more)


def _typed(cell: str) -> Any:
    """Return a cell as a spreadsheet has it: a day, a number or a text."""
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return datetime.fromisoformat(cell)
    return int(cell) if cell.isdecimal() and len(cell) < 4 else cell


def spoiled_case(ending: str, chance: Random) -> Case:
    """Return a file with something wrong with it, and something to be asked of its import."""
    form = "check" if ending == "jsonl" else chance.choice(("check", "check", "hazard", "unit"))
    content = good(ending, form)
    options: dict[str, Any] = {"keep_good": chance.random() < 0.5}
    sets: tuple[str, ...] = ()
    if chance.random() < 0.1 and form != "unit":
        options["new_units"] = "enterprise"
    if ending in ("xlsx", "ods"):
        content = _spoiled_package(chance, content)
        if chance.random() < 0.1:
            options["sheet"] = chance.choice(("台账", "说明", "?"))
    else:
        content = spoiled(chance, content)
    if ending in ("csv", "tsv", "jsonl"):
        content = _recoded(chance, content)
        if chance.random() < 0.1:
            options["encoding"] = chance.choice(("utf-8", "gb18030", "utf-16"))
        if chance.random() < 0.1 and form != "unit":
            sets = ("measure=6",)
    return Case(ending, content, form, sets, options)


def _recoded(chance: Random, content: bytes) -> bytes:
    """Return a text in some encoding, now and then its halves in two."""
    encoding = chance.choice(ENCODINGS)
    if encoding == "utf-8":
        return content
    text = content.decode("utf-8", "replace")
    if chance.random() < 0.2:
        half = len(text) // 2
        return text[:half].encode(encoding, "replace") + text[half:].encode("gb18030", "replace")
    return text.encode(encoding, "replace")


def _spoiled_package(chance: Random, content: bytes) -> bytes:
    parts = unpacked(content)
    if chance.random() < 0.2:
        return spoiled(chance, packed(chance, parts))
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    heavy = [name for name in names if "sheet" in name or "content" in name or "Strings" in name]
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(heavy * 3 + names)
        if name not in parts:
            continue
        what = chance.random()
        if what < 0.04:
            del parts[name]
        elif what < 0.1:
            parts[name] = bombed(parts[name])
        else:
            parts[name] = spoiled(chance, parts[name], markup=True)
    if chance.random() < 0.03:
        parts[chance.choice(("xl/workbook.xml", "content.xml", "../a", "xl/a.bin"))] = bytes(9)
    return packed(chance, parts)


def bombed(part: bytes) -> bytes:
    """Return XML whose texts are an entity that grows a thousand million times."""
    head, end, rest = part.partition(b"?>")
    return head + end + BOMB + rest.replace("桂香村".encode(), b"&i;").replace(b"6", b"&i;")


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(chance: Random, parts: dict[str, bytes]) -> bytes:
    """Return parts as a package that is the same whenever it is made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in parts.items():
            odd = chance.random() < 0.01
            way = chance.choice(ODD_WAYS) if odd else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), part, way)
    return content.getvalue()
