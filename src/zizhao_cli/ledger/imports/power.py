"""Imports powers."""

from __future__ import annotations

from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(POWER)
