"""The two phases of the campaign, by number and by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zizhao_cli import datafiles
from zizhao_cli.domain.errors.records import PhaseUnknown

CAMPAIGN = datafiles.campaign(Path("/nowhere/ledger.db"))


def test_the_phases_share_a_day() -> None:
    assert [(phase.first, phase.last) for phase in CAMPAIGN.phases] == [
        (date(2022, 4, 20), date(2022, 6, 30)),
        (date(2022, 6, 30), date(2022, 12, 31)),
    ]


@pytest.mark.parametrize("text", ["2", "２", " 2 ", CAMPAIGN.phases[1].name])
def test_by_number_or_name(text: str) -> None:
    assert CAMPAIGN.phase(text).number == 2


@pytest.mark.parametrize("text", ["0", "3", "", "第三阶段"])
def test_an_unknown_phase_is_refused_with_the_choices(text: str) -> None:
    with pytest.raises(PhaseUnknown) as refused:
        CAMPAIGN.phase(text)
    assert CAMPAIGN.phases[0].name in str(refused.value.way_out)
