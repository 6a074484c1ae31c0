"""Cells that are no values: blank ones, those that repeat the cell above, and the first of an example."""

from __future__ import annotations

from zizhao_cli.domain.placeholders import DITTO_WORDS

BLANK = frozenset(("", None))
DITTO = frozenset(
    form.format(word)
    for word in DITTO_WORDS
    for form in ("{}", "{} ", " {}", "{}\t", '="{}"', '="{}"\t')
)
"""同上 and the like, with what spreadsheets and exports write around it."""
EXAMPLE = "示例"
"""How the first cell of the example in a template begins."""
