"""Which function tells a measure's own figures. One more measure is one more line, and a function that yields figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.fifteen import brought_up, enforcing, enterprises, leadership, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zizhao_cli.report.fifteen.figure import Figure
    from zizhao_cli.report.fifteen.ground import Ground

OWN: Mapping[int, Callable[[Ground], Iterator[Figure]]] = {
    1: leadership.party,
    2: leadership.government,
    3: leadership.departments,
    4: leadership.accountability,
    5: enterprises.heads,
    6: enforcing.inspection,
    7: enforcing.projects,
    8: enterprises.contracting,
    9: enterprises.dispatched,
    10: enforcing.violations,
    11: enforcing.strict,
    12: enforcing.staff,
    13: brought_up.tip_offs,
    14: brought_up.accidents,
    15: together.everything,
}
"""By the number of the measure."""
