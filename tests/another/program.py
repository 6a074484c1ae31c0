"""The program with one more kind: `python -m tests.another.program` is `zizhao` that knows permits.

What it does before it runs is what whoever adds a kind does in the program itself: one line in KINDS, one more
revision, and the columns of the new tables.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.another.domain.kinds.permit import PERMIT
from zizhao_cli import settings
from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store import file, statements

KINDS.append(PERMIT)
LAST = file.REVISION
file.REVISION = f"{int(LAST) + 1:04}"
file.REVISIONS = (*file.REVISIONS, file.REVISION)
statements.COLUMNS["permit"] = [
    "id",
    "unit_id",
    "title",
    "asked_on",
    "asked_by",
    "state",
    "last_step_on",
]
statements.COLUMNS["permit_version"] = [
    "id",
    "title",
    "asked_on",
    "asked_by",
    "state",
    "last_step_on",
    "step_no",
    "seq",
    "effective_on",
    "step",
    "detail",
    "unit_id",
]
_folders = settings.program_folders
settings.program_folders = lambda name: (
    [Path(os.environ["MIGRATIONS"])] if name == "migrations" else _folders(name)
)

if __name__ == "__main__":
    from zizhao_cli.__main__ import main

    main()
