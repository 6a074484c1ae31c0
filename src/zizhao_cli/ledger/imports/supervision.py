"""Imports listed supervision."""

from __future__ import annotations

from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(SUPERVISION)
