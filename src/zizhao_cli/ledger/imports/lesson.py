"""Imports lessons."""

from __future__ import annotations

from zizhao_cli.domain.kinds.lesson import LESSON
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(LESSON)
