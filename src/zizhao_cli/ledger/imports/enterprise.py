"""Imports enterprises."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(ENTERPRISE)
