"""What the reader of xlsx does not tell: failed and uncomputed formulas, the date system; and what would be too much for it."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.workbook.limits import CELL_LIMIT, CHARACTER_BYTES, refuse_long, whole_number
from zizhao_cli.intake.workbook.number_format import BUILT_IN, show_of
from zizhao_cli.intake.workbook.pictures import PictureParts
from zizhao_cli.intake.workbook.strict_xml import feed, local, parse, strict_parser
from zizhao_cli.intake.workbook.xlsx_sheet import scan_sheet

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

    from zizhao_cli.intake.workbook.findings import Findings

SHEET_LIMIT = 500
RELATIONS_LIMIT = 1 << 20
"""Bytes in the list of a workbook's parts."""
STYLE_LIMIT = 65_490
"""Styles of cells, as Excel has it."""
ROOT = "_rels/.rels"


def scan_xlsx(package: zipfile.ZipFile, parts: dict[str, str], findings: Findings) -> None:
    """Scan every sheet of a workbook as the reader finds it; `parts` are the names in the package by their key.

    Raises WorkbookBroken, WorkbookTooLarge.
    """

    def opened(key: str) -> IO[bytes]:
        if key.lower() not in parts:
            raise WorkbookBroken(f"缺少 {key}")
        return package.open(parts[key.lower()])

    folder = _folder(opened(ROOT))
    targets = _relations(opened(f"{folder}_rels/workbook.xml.rels"))
    sheets, computed = _sheets(opened(f"{folder}workbook.xml"), findings)
    strings, longest = f"{folder}sharedStrings.xml", 0
    if strings.lower() in parts:
        size = package.getinfo(parts[strings.lower()]).file_size
        longest = _longest_string(opened(strings), size)
    styles = f"{folder}styles.xml"
    shows = _shows(opened(styles)) if styles.lower() in parts else []
    pictures = PictureParts(package, parts, folder)
    read: set[str] = set()
    for name, relation in sheets:
        target, kind = targets.get(relation, ("", ""))
        place = target[1:] if target.startswith("/") else folder + target
        if name in findings.failures or place.lower() in read:
            raise WorkbookBroken(f"工作表 {name[:40]} 有两个")
        read.add(place.lower())
        findings.failures[name] = {}
        if kind != "worksheet":
            continue
        try:
            scan = scan_sheet(opened(place), shows, computed=computed)
            findings.failures[name], findings.spans[name] = scan.failures, scan.span
            findings.shows[name] = scan.shown()
        except WorkbookTooLarge as refused:
            # The reader takes one sheet at a time, and perhaps not this one.
            findings.refused[name] = refused
            continue
        if (found := pictures.of_sheet(place)) is not None:
            findings.pictures[name] = found
    findings.copies = sum(findings.spans.values()) * longest * CHARACTER_BYTES


def _folder(part: IO[bytes]) -> str:
    """Return the folder of the workbook, with a slash at its end, or nothing."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if local(name) == "Relationship" and kind.endswith("/relationships/officeDocument"):
            found.append(attributes.get("Target", ""))

    parse(part, start)
    if len(found) != 1:
        raise WorkbookBroken(f"有 {len(found)} 个工作簿部件")
    return found[0][: found[0].rfind("/") + 1].removeprefix("/")


def _relations(part: IO[bytes]) -> dict[str, tuple[str, str]]:
    """Return for the id of each relation of the workbook its target, and of what kind that is."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or "Id" not in attributes:
            return
        target = attributes.get("Target", "")
        if attributes["Id"] in found:
            raise WorkbookBroken(f"关系 {attributes['Id'][:40]} 有两个")
        if any(character.isspace() for character in target):
            raise WorkbookBroken(f"关系的目标 {target[:40]} 里有空白")
        found[attributes["Id"]] = (target, attributes.get("Type", "").rpartition("/")[2])

    content = part.read(RELATIONS_LIMIT)
    if b"&" in content or len(content) == RELATIONS_LIMIT:
        # The reader takes targets as they are written.
        raise WorkbookBroken("关系里有 & 或太多")
    parse(io.BytesIO(content), start)
    return found


def _sheets(part: IO[bytes], findings: Findings) -> tuple[list[tuple[str, str]], bool]:
    """Return the name of each sheet with the id of its relation, and whether formulas were computed; note the date system."""
    found: list[tuple[str, str]] = []
    computed = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal computed
        match local(name):
            case "sheet":
                relation = [value for key, value in attributes.items() if local(key) == "id"]
                found.append((attributes.get("name", ""), relation[-1] if relation else ""))
            case "workbookPr":
                findings.date_1904 = attributes.get("date1904") in ("1", "true")
            case "calcPr":
                # Who wrote the values says that they are still to be computed.
                computed = attributes.get("fullCalcOnLoad") not in ("1", "true")

    parse(part, start)
    if len(found) > SHEET_LIMIT:
        raise WorkbookTooLarge(f"有 {len(found)} 个工作表，最多 {SHEET_LIMIT} 个")
    return found, computed


def _shows(part: IO[bytes]) -> list[Callable[[Any], Any] | None]:
    """Return for each style of a cell what makes of its value what it shows, or None where the value says it all."""
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    found: list[Callable[[Any], Any] | None] = []
    section = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal section
        name = local(name)
        if name in ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            section = name
        elif name == "numFmt" and section == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and section == "cellXfs":
            found.append(show_of(codes.get(attributes.get("numFmtId", "0"), "")))

    parse(part, start)
    if len(found) > STYLE_LIMIT:
        raise WorkbookTooLarge(f"有 {len(found)} 种单元格样式，最多 {STYLE_LIMIT} 种")
    return found


def _longest_string(part: IO[bytes], size: int) -> int:
    """Return how many characters the longest text has.

    Refuse texts that no cell holds, and more of them announced than there are bytes: the reader makes room for all.
    """
    length = count = longest = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal length, count
        if local(name) == "si":
            length, count = 0, count + 1
            if count > CELL_LIMIT:
                raise WorkbookTooLarge(f"有 {CELL_LIMIT} 段以上的文字")
        elif local(name) == "sst" and whole_number(attributes.get("uniqueCount", "0")) > size:
            raise WorkbookTooLarge(f"自称有 {attributes['uniqueCount']} 段文字")

    def text(content: str) -> None:
        nonlocal length, longest
        length += len(content)
        longest = max(longest, length)
        refuse_long(length)

    parser = strict_parser()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    feed(parser, part)
    return longest
