"""The tables of batches: each is written once, and undone by a row of its own."""

from __future__ import annotations

from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.rules.batch import BatchRecord
from zizhao_cli.store.tables.declared import registered, struck

Batch = registered(BATCH, BatchRecord)
BatchUndo = struck(BATCH)
