"""Which commands are asked of a district as they are of a ledger."""

from __future__ import annotations

from zizhao_cli.errors import UsageProblem

OF_DISTRICTS = frozenset(
    {
        *(f"report {name}" for name in ("overdue", "open", "due", "voided")),
        *(f"report {name}" for name in ("summary", "coverage", "trend", "compare")),
        *(f"report {name}" for name in ("reviews", "transfers", "past-due", "clocks")),
        *("hazard list", "hazard show", "board"),
    }
)


class OnlyOfLedgers(UsageProblem):
    def __init__(self, command: str) -> None:
        super().__init__(
            f"{command} 只用于镇里的账本，--db 却是区县库的地址",
            f"区县库上可用：{'、'.join(sorted(OF_DISTRICTS))}；记账都在镇里",
        )
