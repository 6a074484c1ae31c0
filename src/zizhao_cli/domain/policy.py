"""The office's own terms: numbers that rules leave open, each with its source (data/policy.yaml)."""

from __future__ import annotations

from typing import NamedTuple


class Policy(NamedTuple):
    """What `policy.yaml` says; `sources` holds the source of each term under its name."""

    general_deadline: str
    """Default deadline of a general hazard, as `+15d` or `+10wd`."""
    extension_asked_before_deadline: bool
    extension_max_times: int | None
    review_within_days: int
    """Calendar days within which a re-inspection should follow."""
    due_soon_days: int
    """Calendar days that `report due` looks ahead."""
    evidence_kinds: tuple[str, ...]
    """What a piece of evidence may be, by its content (domain.evidence.KINDS)."""
    evidence_max_megabytes: int
    """Largest piece of evidence, in units of 1024 × 1024 bytes."""
    evidence_max_files: int
    """How many pieces one step or check may have."""
    sources: dict[str, str]
