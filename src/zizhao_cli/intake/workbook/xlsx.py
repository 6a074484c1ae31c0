"""What the reader of xlsx does not tell: failed and uncomputed formulas, the date system; and what would be too much for it."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.workbook.limits import CELL_LIMIT, refuse_long, whole_number
from zizhao_cli.intake.workbook.strict_xml import feed, local, parse, strict_parser
from zizhao_cli.intake.workbook.xlsx_sheet import scan_sheet

if TYPE_CHECKING:
    import zipfile

    from zizhao_cli.intake.workbook.findings import Findings

SHEET_LIMIT = 500
RELATIONS_LIMIT = 1 << 20
"""Bytes in the list of a workbook's parts."""
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
    sheets = _sheets(opened(f"{folder}workbook.xml"), findings)
    strings = f"{folder}sharedStrings.xml"
    if strings.lower() in parts:
        size = package.getinfo(parts[strings.lower()]).file_size
        _check_strings(opened(strings), size)
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
            findings.failures[name], findings.spans[name] = scan_sheet(opened(place))
        except WorkbookTooLarge as refused:
            # The reader takes one sheet at a time, and perhaps not this one.
            findings.refused[name] = refused


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


def _sheets(part: IO[bytes], findings: Findings) -> list[tuple[str, str]]:
    """Return the name of each sheet with the id of its relation; note the date system."""
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "sheet":
                relation = [value for key, value in attributes.items() if local(key) == "id"]
                found.append((attributes.get("name", ""), relation[-1] if relation else ""))
            case "workbookPr":
                findings.date_1904 = attributes.get("date1904") in ("1", "true")

    parse(part, start)
    if len(found) > SHEET_LIMIT:
        raise WorkbookTooLarge(f"有 {len(found)} 个工作表，最多 {SHEET_LIMIT} 个")
    return found


def _check_strings(part: IO[bytes], size: int) -> None:
    """Refuse texts that no cell holds, and more of them announced than there are bytes: the reader makes room for all."""
    length = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal length, count
        if local(name) == "si":
            length, count = 0, count + 1
            if count > CELL_LIMIT:
                raise WorkbookTooLarge(f"有 {CELL_LIMIT} 段以上的文字")
        elif local(name) == "sst" and whole_number(attributes.get("uniqueCount", "0")) > size:
            raise WorkbookTooLarge(f"自称有 {attributes['uniqueCount']} 段文字")

    def text(content: str) -> None:
        nonlocal length
        length += len(content)
        refuse_long(length)

    parser = strict_parser()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    feed(parser, part)
