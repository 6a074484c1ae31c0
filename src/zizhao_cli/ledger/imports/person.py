"""Imports people in office."""

from __future__ import annotations

from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(PERSON)
