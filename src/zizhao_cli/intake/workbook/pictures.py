"""Pictures of an xlsx workbook: those that lie over a sheet, by their cell, and those that WPS keeps within cells."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import IO, TYPE_CHECKING

from zizhao_cli.intake.errors import FileRefused, WorkbookTooLarge
from zizhao_cli.intake.table.table import Pictures
from zizhao_cli.intake.workbook.limits import whole_number
from zizhao_cli.intake.workbook.strict_xml import feed, local, parse, strict_parser

if TYPE_CHECKING:
    import zipfile

PICTURES_LIMIT = 20_000
"""Pictures over one sheet, and such in cells of one workbook."""
OUTSIDE = "图片不在文件里，只有一个链接"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_POINT, _LINE = 12_700, 15.0
"""The units of a drawing in a point, and how many points a row is high where nothing is said."""


class PictureParts:
    """Looks for pictures in a package; `parts` are the names in it by their key, `folder` is where the workbook lies."""

    def __init__(self, package: zipfile.ZipFile, parts: dict[str, str], folder: str) -> None:
        self._package = package
        self._parts = parts
        self._in_cells: dict[str, str] = {}
        self._broken: str | None = None
        try:
            self._read_in_cells(f"{folder}cellimages.xml")
        except FileRefused as refused:
            self._broken = refused.sentence

    def of_sheet(self, sheet: str) -> Pictures | None:
        """Return the pictures of the part `sheet`, or None where there are none; what is broken is left out, with the reason."""
        pictures = Pictures(in_cells=self._in_cells)
        if self._broken is not None:
            pictures.left_out.append((None, None, self._broken))
        try:
            for drawing, kind in self._related(sheet).values():
                if kind == "drawing" and drawing is not None:
                    self._add_drawing(pictures, sheet, drawing)
        except FileRefused as refused:
            pictures.left_out.append((None, None, refused.sentence))
        return pictures if pictures.floating or pictures.in_cells or pictures.left_out else None

    def _opened(self, key: str) -> IO[bytes]:
        return self._package.open(self._parts[key.lower()])

    def _related(self, part: str) -> dict[str, tuple[str | None, str]]:
        """Return for each relation of a part the key of its target, or None where that is not in the package, and its kind."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place.lower() not in self._parts:
            return {}
        found: dict[str, tuple[str | None, str]] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) == "Relationship":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                key = posixpath.normpath(target).lstrip("/").lower()
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (key if key in self._parts else None, kind)

        parse(self._opened(place), start)
        return found

    def _read_in_cells(self, part: str) -> None:
        if part.lower() not in self._parts:
            return
        related, names = self._related(part), [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            match local(name):
                case "cNvPr":
                    names.append(attributes.get("name", ""))
                case "blip" if len(self._in_cells) < PICTURES_LIMIT:
                    target, _ = related.get(_embedded(attributes), (None, ""))
                    if target is not None:
                        self._in_cells[names[-1]] = self._parts[target]

        parse(self._opened(part), start)

    def _add_drawing(self, pictures: Pictures, sheet: str, drawing: str) -> None:
        related = self._related(drawing)
        anchors = _anchors(self._opened(drawing))
        high = _heights(self._opened(sheet)) if anchors else {}
        for anchor in anchors:
            line = anchor.line(high)
            for relation in anchor.relations:
                target, _ = related.get(relation, (None, ""))
                if line is None:
                    why = "图片不在哪一格上（位置是绝对的）；在 Excel/WPS 里设为随单元格移动"
                    pictures.left_out.append((None, None, why))
                elif target is None:
                    pictures.left_out.append((line, anchor.column, OUTSIDE))
                else:
                    pictures.floating[line].append((anchor.column, self._parts[target]))


class _Anchor:
    """Where a picture lies: what `from` and `to` say; and the relations that lead to it, each once."""

    def __init__(self) -> None:
        self.relations: dict[str, None] = {}
        self.said: dict[tuple[str, str], int] = defaultdict(int)

    @property
    def column(self) -> int:
        """The column of its upper left corner, from 0."""
        return self.said["from", "col"]

    def line(self, high: dict[int, float]) -> int | None:
        """Return the row, from 1, that it belongs to, given how many points rows are high.

        That is the row of its upper edge, unless it ends in the next one and most of it lies there: nobody draws to the pixel.
        """
        if ("from", "row") not in self.said:
            return None
        row, last = self.said["from", "row"], self.said["to", "row"]
        rest = high.get(row + 1, high.get(0, _LINE)) * _POINT - self.said["from", "rowOff"]
        return row + 2 if last == row + 1 and self.said["to", "rowOff"] > rest else row + 1


def _anchors(part: IO[bytes]) -> list[_Anchor]:
    """Return the anchors of a drawing that hold pictures."""
    found: list[_Anchor] = []
    open_elements: list[str] = []
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        open_elements.append(name)
        text.clear()
        if name in _ANCHORS:
            if len(found) == PICTURES_LIMIT:
                raise WorkbookTooLarge(f"一个工作表上有 {PICTURES_LIMIT} 个以上的图形")
            found.append(_Anchor())
        elif name == "blip" and found and (relation := _embedded(attributes)):
            found[-1].relations[relation] = None

    def end(name: str) -> None:
        open_elements.pop()
        if found and open_elements and open_elements[-1] in ("from", "to"):
            number = "".join(text).strip()
            negative = number.startswith("-")  # an offset, where a program drew beyond the edge
            found[-1].said[open_elements[-1], local(name)] = 0 if negative else whole_number(number)

    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    feed(parser, part)
    return [anchor for anchor in found if anchor.relations]


def _heights(part: IO[bytes]) -> dict[int, float]:
    """Return how many points the rows of a sheet are high, where it says so; under 0 what holds for the others."""
    high: dict[int, float] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        said = {"row": "ht", "sheetFormatPr": "defaultRowHeight"}.get(name)
        if said in attributes:
            try:
                high[int(attributes.get("r", 0)) if name == "row" else 0] = float(attributes[said])
            except ValueError:
                return

    parse(part, start)
    return high


def _embedded(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if local(key) == "embed"), "")
