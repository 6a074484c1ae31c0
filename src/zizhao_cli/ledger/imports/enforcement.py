"""Imports what is done about violations."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enforcement import ENFORCEMENT
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(ENFORCEMENT)
