"""Imports where tip-offs can be made."""

from __future__ import annotations

from zizhao_cli.domain.kinds.channel import CHANNEL
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(CHANNEL)
