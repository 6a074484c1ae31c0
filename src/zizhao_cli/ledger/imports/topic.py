"""Imports topics."""

from __future__ import annotations

from zizhao_cli.domain.kinds.topic import TOPIC
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(TOPIC)
