"""Imports the staff of departments."""

from __future__ import annotations

from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(STAFFING)
