"""The process that the fuzzer feeds: one import at a time, always as a dry run, in bounded memory.

Started with a ledger, a folder for what it writes, and the bytes that it may take. Each line of stdin asks for an import as JSON; each line
of stdout says how it ended. Whatever else happens to this process is what the fuzzer looks for.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from zizhao_cli.domain.kinds import forms
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.layouts import Layout
from zizhao_cli.ledger.imports.run import Request, import_rows
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.render.data import to_json
from zizhao_cli.render.plain import report_text
from zizhao_cli.render.receipt import receipt_report
from zizhao_cli.render.rejects import write_rejects

TODAY = date(2022, 12, 31)


def take(ledger: Path, folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Import a file as the command would, with its receipt for people and for programs, and its rejects."""
    form = forms()[asked["form"]]
    options = dict(asked["options"])
    layout = Layout(asked["form"], set=asked["sets"], sheet=options.pop("sheet", None))
    request = Request([asked["file"]], layout, dry_run=True, **options)
    receipt, rejects = import_rows(LedgerSession(ledger, "陈科旭", TODAY), form, request)
    told = receipt.as_dict()
    to_json(told).encode()
    report_text(receipt_report(told, on_terminal=False)).encode()
    for ending in (".csv", ".xlsx"):
        write_rejects(str(folder / f"rejects{ending}"), rejects.headings, rejects.rows)
    ended = {key: told[key] for key in ("batch", "rows", "new", "same", "rejected")}
    return {"end": "receipt", **ended, "problems": [p["message"] for p in told["problems"][:3]]}


def ended(ledger: Path, folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Return how the import ended; a named error is an end, any other exception a crash."""
    try:
        return take(ledger, folder, asked)
    except ZizhaoError as refused:
        return {
            "end": "refused",
            "code": refused.code,
            "why": f"{type(refused).__name__}: {refused}",
        }
    except BaseException as problem:  # noqa: BLE001 - also what the native reader calls a panic
        places = [
            f"{Path(frame.filename).name}:{frame.name}"
            for frame in traceback.extract_tb(problem.__traceback__)
            if "zizhao_cli" in frame.filename
        ]
        why = f"{type(problem).__name__}: {str(problem)[:300]}"
        return {"end": "crashed", "why": why, "where": places[-1] if places else "?"}


def main() -> None:
    ledger, folder, memory = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        print(json.dumps(ended(ledger, folder, json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
