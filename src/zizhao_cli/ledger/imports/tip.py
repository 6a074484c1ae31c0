"""Imports tip-offs."""

from __future__ import annotations

from zizhao_cli.domain.kinds.tip import TIP
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(TIP)
