"""Which enterprises and places were inspected by others within some days, each with the checks that say so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.report.checks import BY_OTHERS
from zizhao_cli.report.question import Where, asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.report.covered import Coverage


def inspected(covered: Coverage) -> dict[int, Sequence[str]]:
    """Return for each enterprise and place that somebody else checked within the days of `covered` the numbers of those checks, by the id of the unit."""
    at = covered.at._replace(kind=CHECK)
    where = Where({**at.values}, [BY_OTHERS, "checked_on BETWEEN :first AND :last"])
    where.values |= {"first": str(covered.days.first), "last": str(covered.days.last)}
    where.among("unit_kind", [UnitKind.ENTERPRISE.value, UnitKind.SITE.value])
    found: dict[int, list[str]] = defaultdict(list)
    for row in asking(covered.connection, "checks", where, order="id", at=at, columns="unit_id, no"):  # fmt: skip
        found[row["unit_id"]].append(row["no"])
    return dict(found)
