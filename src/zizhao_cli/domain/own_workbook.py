"""By what a workbook that this program wrote is known again: a property that says which report or list it is."""

from __future__ import annotations

import re

PROPERTY, PART = "zizhao", "docProps/custom.xml"
"""The property, and the part of a workbook that it stands in."""
BESIDE = ("逾期", "汇总", "覆盖", "说明")
"""The sheets beside the one with the records, which say nothing that it does not."""
FORM_SHEET = "报表设定"
"""The hidden sheet of a form that says which form it is and what its columns and rows are: cells outlast any program that saves them."""
_SAID = re.compile(rf'name="{PROPERTY}"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([^<]*)<')
"""Programs that save a workbook call the namespace as they like."""


def report_of(part: str) -> str | None:
    """Return which report or list a workbook is, by the text of PART, or None where it is somebody else's."""
    found = _SAID.search(part)
    return found[1] if found else None
