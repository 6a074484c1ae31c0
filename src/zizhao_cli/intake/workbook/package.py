"""A workbook as a package, before it is unpacked into memory: it is bounded, and what the reader does not tell is found."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from zizhao_cli.domain.own_workbook import PART, report_of
from zizhao_cli.intake.errors import (
    NotAWorkbook,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookNamedOtherwise,
    WorkbookTooLarge,
)
from zizhao_cli.intake.source import OLE, WORKBOOK_TYPES, ZIP
from zizhao_cli.intake.workbook.findings import Findings
from zizhao_cli.intake.workbook.ods import CONTENT, scan_ods
from zizhao_cli.intake.workbook.xlsx import ROOT, scan_xlsx

if TYPE_CHECKING:
    from zizhao_cli.intake.source import Source

UNPACKED_LIMIT = 1 << 30
"""Bytes that all parts of a workbook may take unpacked."""
RATIO_LIMIT = 1000
"""How many times its packed size a part may be, from a size at which it matters."""
RATIO_FROM = 10 << 20
XLS_LIMIT = 64 << 20
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RENAMES = struct.pack("<H", 0x7075)
"""What tells another name of a part, which other readers take for its name."""
_PROPERTIES = 1 << 16
"""Bytes in which the properties of a workbook stand."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a workbook are packed; no spreadsheet uses another way."""


def check_package(source: Source) -> Findings | None:
    """Refuse a workbook that would fill the memory; find what the reader does not tell.

    Returns None for an old workbook, which is no package. Raises NotAWorkbook, WorkbookNamedOtherwise,
    WorkbookBroken, WorkbookEncrypted, WorkbookTooLarge, OpenDocumentMisread.
    """
    findings = Findings()
    with source.path.open("rb") as file:
        start = file.read(8)
    if start.startswith(OLE):
        _check_ole(source)
        return None
    if not start.startswith(ZIP):
        raise NotAWorkbook(web_page=start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"))
    try:
        with zipfile.ZipFile(source.path) as package:
            findings.unpacked = _check_sizes(package)
            parts = _parts(package)
            if ROOT not in parts and CONTENT not in parts:
                raise NotAWorkbook(web_page=False)
            _check_name(source, "xlsx" if ROOT in parts else "ods")
            if ROOT in parts:
                scan_xlsx(package, parts, findings)
                findings.report = _report(package, parts)
            if CONTENT in parts:
                scan_ods(package.open(parts[CONTENT]), findings)
    except zipfile.BadZipFile as problem:
        raise WorkbookBroken(f"不完整或已损坏（{problem}）") from problem
    except (
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        LookupError,  # an encoding that nobody knows
    ) as problem:
        raise WorkbookBroken(str(problem)) from problem
    return findings


def _report(package: zipfile.ZipFile, parts: dict[str, str]) -> str | None:
    """Return which report or list of this program a workbook is."""
    name = parts.get(PART.lower())
    if name is None:
        return None
    with package.open(name) as part:
        return report_of(part.read(_PROPERTIES).decode(errors="replace"))


def _check_ole(source: Source) -> None:
    """Refuse an old workbook that is too large or under another name, and one that a password locks."""
    if source.size > XLS_LIMIT:
        raise WorkbookTooLarge(f"{source.size} 字节")
    if _ENCRYPTED in source.path.read_bytes():
        raise WorkbookEncrypted
    _check_name(source, "xls")


def _check_name(source: Source, content: str) -> None:
    """Refuse a workbook that is called another kind of workbook: its reader goes by the name."""
    for ending in (source.path.suffix.lstrip(".").lower(), source.type):
        if ending != content and ending in WORKBOOK_TYPES:
            raise WorkbookNamedOtherwise(content, ending)


def _check_sizes(package: zipfile.ZipFile) -> int:
    """Return how many bytes of XML there are. Raises WorkbookBroken, WorkbookTooLarge."""
    total = texts = 0
    for part in package.infolist():
        if part.compress_type not in _PACKED:
            raise WorkbookBroken(f"{part.filename} 的压缩方式不认识")
        total += part.file_size
        texts += part.file_size if part.filename.lower().endswith(".xml") else 0
        times = part.file_size // max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and times > RATIO_LIMIT:
            raise WorkbookTooLarge(f"{part.filename} 展开后是原来的 {times} 倍")
    if total > UNPACKED_LIMIT:
        raise WorkbookTooLarge(f"展开后有 {total} 字节")
    return texts


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each part by the key under which the reader, which is lenient, may find it."""
    found: dict[str, str] = {}
    for part in package.infolist():
        name = part.filename
        if _RENAMES in part.extra:
            raise WorkbookBroken(f"部件 {name[:40]} 另有名字")
        key = name.replace("\\", "/").lstrip("/").lower()
        if key in found:
            raise WorkbookBroken(f"部件 {name[:40]} 有两个")
        found[key] = name
    return found
