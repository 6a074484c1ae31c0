"""Imports areas of concentrated action."""

from __future__ import annotations

from zizhao_cli.domain.kinds.area import AREA
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(AREA)
