"""What the office hands in each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.year.office import Office


def handed_in(office: Office, form: str, period: str) -> None:
    """Fill a form for a period and record that it was handed in; its number is kept by form and period."""
    file = office.zizhao.db.with_name(f"{form}-{period}.json")
    office(f"submit make {form} --period {period} --output '{file}'")
    office.named(f"{form}-{period}", f"submit record '{file}' --to 区安委办")
