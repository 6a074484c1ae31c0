"""The pictures and papers of a hazard, read from beside the ledger and shown only if they are what was recorded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.board.markup import Html, address, joined, tag
from zizhao_cli.board.page import card
from zizhao_cli.district_address import Towns
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.evidence import evidence_of
from zizhao_cli.store.evidence.files import folder_of, place_of
from zizhao_cli.store.file import refuse_irregular

if TYPE_CHECKING:
    from zizhao_cli.board.moment import Moment
    from zizhao_cli.report.model import Row

_PICTURES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
"""What a browser shows; all else it only saves."""
_PAPERS = {"pdf": "application/pdf", "heic": "image/heic", "mp4": "video/mp4"}
_OWNERS = (HAZARD.name, CHECK.name)
"""Whose evidence is shown: that of the hazard and of the check that found it."""


class File(NamedTuple):
    """A file as it is handed out: its type, its content, and the name under which it is saved where it is not shown."""

    type: str
    content: bytes
    saved_as: str | None = None


def gallery(moment: Moment, no: str) -> Html:
    """Return the evidence of the hazard `no`, the pictures as pictures."""
    found = _evidence(moment, no)
    if not found:
        return joined()
    if isinstance(moment.ledger, Towns):
        told = (tag("li", f"{row['taken_on']} {row['name']}") for row in found)
        return card("佐证（原件在镇里）", tag("ul", *told, class_="told"))
    return card("佐证", tag("div", *(_shown(no, row) for row in found), class_="gallery"))


def _shown(no: str, row: Row) -> Html:
    href = address("evidence", no=no, sha256=row["sha256"])
    if row["kind"] in _PICTURES:
        inside = tag("img", src=href, alt=row["name"], loading="lazy")
    else:
        inside = tag("span", f"下载 {row['kind']}", class_="paper")
    label = kind_named(row["of_kind"]).label_of(row["step"]) if row["step"] else row["record"]
    back = "（已撤回）" if row["retracted"] else ""
    told = f"{row['taken_on']} {label}{back} {row['name']}"
    return tag("figure", tag("a", inside, href=href), tag("figcaption", told))


def file_of(moment: Moment) -> File | None:
    """Return the file that is asked for by its hash, if it is evidence of the hazard that is asked for and still what was recorded.

    Raises UnknownRecord, OSError.
    """
    no, asked = moment.query.get("no", ""), moment.query.get("sha256", "")
    row = next((row for row in _evidence(moment, no) if row["sha256"] == asked), None)
    if row is None or row["kind"] not in {**_PICTURES, **_PAPERS}:
        return None
    if isinstance(moment.ledger, Towns):
        return None
    path = place_of(folder_of(moment.ledger), row["sha256"], row["kind"])
    if path is None or not path.exists():
        return None
    refuse_irregular(path)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        return None
    if row["kind"] in _PICTURES:
        return File(_PICTURES[row["kind"]], content)
    return File(
        _PAPERS[row["kind"]],
        content,
        f"{HAZARD.no(HAZARD.parse(no))}-{row['sha256'][:8]}.{row['kind']}",
    )


def _evidence(moment: Moment, no: str) -> list[Row]:
    found = evidence_of(moment.connection, HAZARD, no)
    return [row for row in found if row["of_kind"] in _OWNERS]
