"""Imports violations."""

from __future__ import annotations

from zizhao_cli.domain.kinds.violation import VIOLATION
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(VIOLATION)
