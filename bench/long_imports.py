"""Large imports of hazards, of objects and of workbooks, beside their peers: what `make bench-full` measures more than `make bench`."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from files import checks, hazards, write_rows, write_xlsx
from ledgers import empty
from measure import ZIZHAO, Contender, compare

MANY, MORE = 100_000, 1_000_000
LIVES = {"as they were found": False, "with past steps": True}


def importing(folder: Path, kind: str, source: Path) -> Contender:
    """Return the import of a file into an empty ledger."""
    fresh, ledger = folder / "fresh-long.db", folder / "long.db"
    if not fresh.exists():
        empty(fresh)

    def anew() -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{ledger}{ending}").unlink(missing_ok=True)
        shutil.copy(fresh, ledger)

    return Contender([*ZIZHAO, "--db", str(ledger), kind, "import", str(source)], anew)


def hazard_imports(folder: Path) -> None:
    """100,000 hazards of CSV, as they were found and with what became of them, against sqlite3 .import; and of jsonl against the CSV."""
    if not shutil.which("sqlite3"):
        print("sqlite3 .import: the sqlite3 shell is not installed, so this is not measured")
        return
    for what, lived in LIVES.items():
        found = compare(*_beside_shell(folder, lived=lived), 3)
        told = f"hazard import, 100,000 of CSV {what} / sqlite3 .import, same indexes"
        print(f"{told}: {found.cpu_ratio:.1f} of processor time (aim 12)", flush=True)


def _beside_shell(folder: Path, *, lived: bool) -> tuple[Contender, Contender]:
    source, theirs = folder / f"hazards-{lived}.csv", folder / "theirs.db"
    write_rows(source, hazards(MANY, lived=lived))
    script = f".mode csv\n.import --skip 1 {source} hazard\n"
    shell = ["sqlite3", str(theirs)]
    return importing(folder, "hazard", source), Contender(
        shell, lambda: _same_indexes(theirs, lived=lived), script
    )


def objects(folder: Path) -> None:
    """100,000 checks and hazards of jsonl against the same of CSV."""
    for kind, table in (("check", checks), ("hazard", lambda count: hazards(count, lived=False))):
        both = [folder / f"{kind}.jsonl", folder / f"{kind}.csv"]
        for path in both:
            write_rows(path, table(MANY))
        mine, peer = (importing(folder, kind, path) for path in both)
        found = compare(mine, peer, 3)
        print(
            f"{kind} import, 100,000 of jsonl / of CSV: {found.cpu_ratio:.2f} (aim 1.30)",
            flush=True,
        )


def million_hazards(folder: Path) -> None:
    """A million hazards of CSV: their processor time and memory."""
    for what, lived in LIVES.items():
        source = folder / "million-hazards.csv"
        write_rows(source, hazards(MORE, lived=lived))
        run = importing(folder, "hazard", source).run()
        print(
            f"hazard import, 1,000,000 {what}: {run.processor:.0f} s of processor time (aim 100),"
            f" peak {run.peak:.0f} MiB",
            flush=True,
        )


def large_workbook(folder: Path) -> None:
    """The memory of 400,000 rows of xlsx, in all processes together."""
    source = folder / "large.xlsx"
    write_xlsx(source, 400_000, columns=7)
    peak = importing(folder, "check", source).peak_of_all()
    print(f"check import, 400,000 of xlsx: peak {peak:.0f} MiB together (aim 300)", flush=True)


def _same_indexes(path: Path, *, lived: bool) -> None:
    """Make an empty table with the columns of the CSV and the indexes of the program's table of hazards."""
    path.unlink(missing_ok=True)
    more = ", rectified_on TEXT, reviewer TEXT, closed_on TEXT, passed TEXT" if lived else ""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"""
            CREATE TABLE hazard (source_id TEXT, unit TEXT, measure INT, found_on TEXT, inspectors TEXT, title TEXT,
                                 location TEXT, sector TEXT, level TEXT, due_on TEXT, responsible TEXT, note TEXT{more});
            CREATE INDEX a ON hazard (source_id);
            CREATE INDEX b ON hazard (unit);
            CREATE INDEX c ON hazard (found_on);
            CREATE INDEX d ON hazard (level, due_on);
            CREATE INDEX e ON hazard (sector, level, due_on);
            CREATE INDEX f ON hazard (responsible, level, due_on);
            """
        )


LONG = {
    "hazard_imports": hazard_imports,
    "objects": objects,
    "million_hazards": million_hazards,
    "large_workbook": large_workbook,
}
