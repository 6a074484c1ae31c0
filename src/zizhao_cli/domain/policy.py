"""The office's own terms: numbers that rules leave open, each with its source (data/policy.yaml)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What `policy.yaml` says; `sources` holds the source of each term under its name."""

    general_deadline: str
    """Default deadline of a general hazard, as `+15d` or `+10wd`."""
    extension_asked_before_deadline: bool
    extension_max_times: int | None
    review_within_days: int
    """Calendar days within which a re-inspection should follow."""
    due_soon_days: int
    """Calendar days that `report due` looks ahead."""
    sources: dict[str, str]
