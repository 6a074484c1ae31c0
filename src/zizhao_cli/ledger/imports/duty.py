"""Imports duties."""

from __future__ import annotations

from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(DUTY)
