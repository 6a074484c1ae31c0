"""Imports powers; the stages of one power's duties (受理、审查、送达、事后监管) may stand in rows of their own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.power import DUTIES, POWER
from zizhao_cli.ledger.imports.declared import DeclaredImporter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.errors import Refused
    from zizhao_cli.intake.rows.drafts import PlainRow


class PowerImporter(DeclaredImporter):
    """Imports powers. Rows come by the thousand (intake.rows.reader), more than a town's list has."""

    kind = POWER

    def take(self, rows: Sequence[PlainRow]) -> list[tuple[PlainRow, str, Refused]]:
        """Write rows as DeclaredImporter does; neighbours that differ in their stage alone are one power."""
        powers = [[*same] for _, same in groupby(rows, _but_stage)]
        staged = [one for one in powers if len(one) > 1]
        if staged:
            line, last = staged[0][0].line, staged[0][-1].line
            self.warn(
                line, f"到第 {last} 行是一项权力的各环节，记作一项；这样的共 {len(staged)} 项"
            )
        return super().take([*map(_joined, powers)])


def _joined(rows: list[PlainRow]) -> PlainRow:
    stages = dict.fromkeys(filter(None, (row.given.get(DUTIES.key) for row in rows)))
    return rows[0]._replace(given={**rows[0].given, DUTIES.key: "\n".join(stages) or None})


def _but_stage(row: PlainRow) -> dict[str, Any]:
    return {key: value for key, value in row.given.items() if key != DUTIES.key}


IMPORTER = PowerImporter
