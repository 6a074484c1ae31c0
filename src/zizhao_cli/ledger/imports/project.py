"""Imports projects that need approval, and of what is to be removed."""

from __future__ import annotations

from zizhao_cli.domain.kinds.project import PROJECT
from zizhao_cli.ledger.imports.declared import importer_of

IMPORTER = importer_of(PROJECT)
