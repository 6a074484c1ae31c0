"""Imports accidents."""

from __future__ import annotations

from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(ACCIDENT)
