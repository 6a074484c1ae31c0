"""The office's own terms: numbers that rules leave open, each with its source (data/policy.yaml)."""

from __future__ import annotations

import json
from typing import Any, NamedTuple


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
    stale_after_days: int
    """Calendar days after which a check no longer says how a unit stands (`report coverage`)."""
    transfer_reply_within: str
    """By when an authority answers a transfer, as `+10wd` or `+15d` after the day it was sent."""
    rebound_within_days: int
    """Calendar days after a closing within which the same hazard found again has come back (`report rebound`)."""
    supervision_extension_ahead: str
    """How long before its term an extension of a listed supervision is to be asked for, as `+15wd`."""
    supervision_progress_days: int
    """Calendar days after which progress of a listed supervision is to be told again."""
    interview_answer_within: str
    """By when an interview is answered in writing, as `+5wd` after its day."""
    training_hours: int
    """Hours of training a year that the head and the safety managers of an enterprise are to have."""
    training_hours_dangerous: int
    """The same, where its sector is one of high danger."""
    training_hours_new: int
    """Hours of training that a new worker is to have."""
    training_hours_new_dangerous: int
    """The same, where its sector is one of high danger."""
    training_again_within_days: int
    """Calendar days within which the head and the safety managers are trained again."""
    dispatched_many: int
    """How many dispatched and flexible workers an enterprise has at least that is looked at first (`report dispatched`)."""
    tip_within: str
    """By when a tip-off is to be done with, as `+60d` after it was received."""
    tip_extension_days: int
    """Calendar days by which that may be put off, once."""
    tip_reply_within: str
    """By when who told is answered, as `+10d` after it was verified."""
    tip_reward_share: int
    """The share of a fine that is the reward, in hundredths."""
    tip_reward_floor: int
    """The least reward, in yuan."""
    tip_reward_ceiling: int
    """The largest reward, in yuan."""
    tip_reward_death_general: int
    """The reward for each verified death that was concealed in an accident of the lowest grade, in yuan."""
    tip_reward_death_larger: int
    tip_reward_death_major: int
    tip_reward_death_gravest: int
    tip_reward_local_ceiling: int | None
    """The largest of the small sums that the office gives by a rule of its own, in yuan; None where it has none."""
    accident_unit_report_hours: int
    """Hours within which the head of a unit reports an accident, from when he was told."""
    accident_pass_on_hours: int
    """Hours within which an authority passes a report of an accident on."""
    accident_statistics_hours: int
    """Hours within which an accident is reported to the statistics."""
    accident_followup_hours: int
    """Hours after which an accident of which something is still open is told of again."""
    accident_followup_hours_grave: int
    """The same, of a major accident or worse."""
    accident_supplement_days: int
    """Calendar days from an accident within which a change of casualties is reported besides."""
    accident_supplement_days_fast: int
    """The same, of accidents of road traffic and fires."""
    accident_missing_days: int
    """Calendar days from an accident after which who is missing counts as dead."""
    accident_missing_days_fast: int
    """The same, of accidents of road traffic and fires."""
    sources: dict[str, str]

    def decides(self, *terms: str) -> dict[str, Any]:
        """Return what a deadline that was decided by some `terms` keeps of them: a digest of the whole policy, and the values that they have."""
        import hashlib  # reading commands know the policy, and load no cryptography

        whole = json.dumps(self._asdict(), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(whole.encode()).hexdigest()[:DIGITS]
        values = {term: getattr(self, term) for term in terms}
        # A term without a value sets no limit; the journal keeps no null.
        return {"digest": digest, **{k: value for k, value in values.items() if value is not None}}


DIGITS = 12
"""Of the digest of a policy, enough to tell those of one office apart."""
DECIDING = {
    "transfer_reply_within": "移送的回复期限",
    "digest": "摘要",
    "general_deadline": "一般隐患默认期限",
    "extension_max_times": "延期次数上限",
    "extension_asked_before_deadline": "延期须到期前申请",
}
"""What the terms that decide deadlines are called."""


def decided_by(basis: dict[str, Any]) -> str | None:
    """Return by which terms a deadline was decided, given its basis (domain.deadlines.Deadline); None where it keeps none."""
    terms = basis.get("policy")
    if terms is None:
        return None
    words = {True: "是", False: "否"}
    said = [
        f"{DECIDING.get(term, term)} {words[value] if isinstance(value, bool) else value}"
        for term, value in terms.items()
    ]
    return f"policy.yaml（{'，'.join(said)}）"
