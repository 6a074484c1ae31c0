"""Imports what is done about units and people."""

from __future__ import annotations

from zizhao_cli.domain.kinds.action import ACTION
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(ACTION)
