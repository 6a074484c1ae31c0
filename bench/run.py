"""Measures the program against its peers in one run and prints ratios: `make bench`, `make bench-full`, or `run.py NAME …`."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from multiprocessing import Process
from pathlib import Path

from backups import backups
from files import write_csv, write_xlsx
from growth import growth
from ledgers import UNITS, VARIED, empty, grown, with_hazards, with_lives
from long_imports import LONG
from measure import SQLITE_UTILS, ZIZHAO, Contender, compare, show
from sizes import sizes

from district import district
from zizhao_cli.settings import today


def report(folder: Path) -> None:
    """`report overdue` on 10,000 hazards, against sqlite-utils asking for the same rows of the same file.

    What the terminal costs is measured against the same table off it, and the start, of a report of nothing,
    against importing what reads the command line.
    """
    db = folder / "hazards.db"
    with_hazards(db, 10_000, today())
    query = (
        "SELECT h.*, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind FROM hazard AS h "
        "JOIN unit AS u ON u.id = h.unit_id "
        f"WHERE state IN ('registered', 'rectifying') AND due_on < '{today()}' ORDER BY due_on, h.id"
    )
    peer = Contender([*SQLITE_UTILS, "query", str(db), query])
    for name in ("table", "json"):
        mine = Contender([*ZIZHAO, "--db", str(db), "report", "overdue", "--format", name])
        show(f"report overdue --format {name} / sqlite-utils query", compare(mine, peer, 9), "1.00")
    asked = [*ZIZHAO, "--db", str(db), "report", "overdue"]
    for columns in (200, 80):
        drawn = compare(Contender(asked, columns=columns), Contender(asked), 5)
        show(f"report overdue on a terminal of {columns} columns / off it", drawn, "4.00")
    nothing = folder / "nothing.db"
    empty(nothing)
    mine = Contender([*ZIZHAO, "--db", str(nothing), "report", "overdue"])
    peer = Contender([sys.executable, "-c", "import typer"])
    show("report overdue on no hazards / import typer", compare(mine, peer, 15), "1.50")


def add(folder: Path) -> None:
    """`hazard add`, against sqlite-utils inserting a row."""
    db = folder / "add.db"
    empty(db)
    given = [
        "--unit",
        "桂香村",
        "--measure",
        "6",
        "--title",
        "出口堵塞",
        "--found",
        "2022-04-20",
        "--due",
        "+15d",
    ]
    mine = Contender([*ZIZHAO, "--db", str(db), "hazard", "add", *given])
    peer = Contender([*SQLITE_UTILS, "insert", str(folder / "peer.db"), "t", "-"], stdin='{"a": 1}')
    show("hazard add / sqlite-utils insert of a row", compare(mine, peer, 15), "1.60")


def batch(folder: Path) -> None:
    """10,000 lines of `check add` in one process, each on its own and all in one transaction, against as many processes, of which 50 are run and counted 200 times."""
    fresh, db, lines = folder / "fresh-batch.db", folder / "batch.db", folder / "lines.txt"
    empty(fresh)
    given = [
        f"check add --unit {UNITS[place % len(UNITS)]} --measure {place % 15 + 1} --result pass"
        f" --on 2022-05-{place % 28 + 1:02d} --note 第{place}次"
        for place in range(10_000)
    ]
    lines.write_text("\n".join(given), encoding="utf-8")
    few = folder / "few.sh"
    asked = " ".join(ZIZHAO)
    few.write_text("".join(f"{asked} --db {db} {line}\n" for line in given[:50]), encoding="utf-8")
    apart = Contender(["sh", "-eu", str(few)], lambda: _copy(fresh, db))
    for more in ([], ["--atomic"]):
        together = Contender(
            [*ZIZHAO, "--db", str(db), "batch", "run", *more, str(lines)],
            lambda: _copy(fresh, db),
        )
        found = compare(together, apart, 3)
        name = " ".join(["batch run", *more])
        print(
            f"{name} of 10,000 lines / 10,000 processes (50 of them, counted 200 times): "
            f"{found.ratio / 200:.3f} ({found.seconds:.1f} s against {found.peer_seconds * 200:.0f} s;"
            f" aim 0.050), peak {found.peak:.0f} MiB",
            flush=True,
        )


def imports(folder: Path) -> None:
    """100,000 checks of CSV against two peers, and of xlsx against the CSV."""
    source, workbook = folder / "checks.csv", folder / "checks.xlsx"
    write_csv(source, 100_000)
    write_xlsx(workbook, 100_000)
    fresh, db = folder / "fresh.db", folder / "import.db"
    empty(fresh)
    mine = Contender(
        [*ZIZHAO, "--db", str(db), "check", "import", str(source)], lambda: _copy(fresh, db)
    )
    theirs = folder / "theirs.db"
    peer = Contender(
        [*SQLITE_UTILS, "insert", str(theirs), "checks", str(source), "--csv", "--pk", "编号"],
        lambda: theirs.unlink(missing_ok=True),
    )
    show(
        "check import, 100,000 of CSV / sqlite-utils insert --csv --pk",
        compare(mine, peer, 3),
        "0.35",
    )
    if shutil.which("sqlite3"):
        shell = Contender(
            ["sqlite3", str(theirs)],
            lambda: _same_indexes(theirs),
            f".mode csv\n.import --skip 1 {source} checks\n",
        )
        show(
            "check import, 100,000 of CSV / sqlite3 .import, same indexes",
            compare(mine, shell, 3),
            "3.60",
        )
    else:
        print("sqlite3 .import: the sqlite3 shell is not installed, so this is not measured")
    of_sheet = Contender(
        [*ZIZHAO, "--db", str(db), "check", "import", str(workbook)], lambda: _copy(fresh, db)
    )
    show("check import, 100,000 of xlsx / of CSV", compare(of_sheet, mine, 3), "3.00")


def million(folder: Path) -> None:
    """A million checks against a hundred thousand, their memory, and the same million again."""
    small, large = folder / "small.csv", folder / "large.csv"
    write_csv(small, 100_000)
    write_csv(large, 1_000_000)
    fresh, db = folder / "fresh-million.db", folder / "million.db"
    empty(fresh)
    first = Contender(
        [*ZIZHAO, "--db", str(db), "check", "import", str(large)], lambda: _copy(fresh, db)
    )
    little = Contender(
        [*ZIZHAO, "--db", str(db), "check", "import", str(small)], lambda: _copy(fresh, db)
    )
    found = compare(first, little, 1)
    show("check import, 1,000,000 / 100,000", found, "12.00")
    print(f"check import, 1,000,000: peak {found.peak:.0f} MiB (aim under 200)")
    _copy(fresh, db)
    once = first.command
    again = Contender(once).run()  # the ledger is new: this writes
    second = Contender(once).run()
    print(
        f"the same million again / the first time: {second.seconds / again.seconds:.2f} (aim 1.00)"
    )


def figures(folder: Path) -> None:
    """The reports of figures on 1,000,000 hazards and 5,000,000 checks, against what they ask of the database, asked by the sqlite3 shell."""
    if not shutil.which("sqlite3"):
        print("figures: the sqlite3 shell is not installed, so this is not measured")
        return
    db, day = folder / "figures.db", today()
    grown(db, 1_000_000, day, checks=5_000_000, varied=VARIED)
    # A phase that lasts, so that there is something in it.
    campaign = (Path(__file__).parents[1] / "data" / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "data").mkdir()
    lasting = campaign.replace("2022-", f"{day.year}-")
    (folder / "data" / "campaign.yaml").write_text(lasting, encoding="utf-8")
    for question in (
        "report summary --group-by measure",
        "report coverage",
        "report trend",
        "report phase",
    ):
        args = ["--db", str(db), *question.split(), "--format", "json"]
        mine = Contender([*ZIZHAO, *args])
        peer = Contender(["sqlite3", str(db)], stdin=_asked(args))
        show(f"{question}, 1,000,000 hazards / its SQL in sqlite3", compare(mine, peer, 3), "1.50")


def _asked(args: list[str]) -> str:
    """Return what a command asks of the database, as text for its shell."""
    tracing = (
        "import sqlite3, sys; from zizhao_cli import __main__ as program; connect = sqlite3.connect\n"
        "def traced(*args, **how):\n"
        "    connection = connect(*args, **how)\n"
        "    connection.set_trace_callback(lambda text: print(text + ';', file=sys.stderr))\n"
        "    return connection\n"
        "sqlite3.connect = traced; sys.argv[0] = 'zizhao'; program.main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", tracing, *args], capture_output=True, text=True, check=True
    )
    return run.stderr


def _copy(source: Path, target: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    shutil.copy(source, target)


def _same_indexes(path: Path) -> None:
    """Make an empty table with the columns of the CSV and the indexes of the program's table of checks."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        CREATE TABLE checks (source_id TEXT, unit TEXT, measure INT, checked_on TEXT, kind TEXT, inspectors TEXT,
                             result TEXT, note TEXT);
        CREATE INDEX a ON checks (source_id);
        CREATE INDEX b ON checks (unit, checked_on);
        CREATE INDEX c ON checks (checked_on);
        CREATE INDEX d ON checks (measure);
        """
    )
    connection.close()


def verify(folder: Path) -> None:
    """`db verify` of 60,000 entries: those of a second, and the memory; and of an import of 100,000 checks to reading it in."""
    db, source, fresh, imported = (
        folder / name for name in ("lives.db", "checks.csv", "fresh.db", "imported.db")
    )
    # In a process of its own: what this one takes would count as the peak of those that it starts.
    maker = Process(target=with_lives, args=(db, 15_000, today()))
    maker.start(), maker.join()
    runs = [Contender([*ZIZHAO, "--db", str(db), "db", "verify"]).run() for _ in range(3)]
    found = min(runs, key=lambda run: run.seconds)
    print(
        f"db verify, 60,000 entries: {60_000 / found.seconds:.0f} a second, start included (aim 30,000), "
        f"peak {found.peak:.0f} MiB (aim 100)"
    )
    write_csv(source, 100_000)
    empty(fresh)
    _copy(fresh, imported)
    Contender([*ZIZHAO, "--db", str(imported), "check", "import", str(source)]).run()
    mine = Contender([*ZIZHAO, "--db", str(imported), "db", "verify"])
    copy = folder / "again.db"
    peer = Contender(
        [*ZIZHAO, "--db", str(copy), "check", "import", str(source)], lambda: _copy(fresh, copy)
    )
    show("db verify of 100,000 imported checks / their import", compare(mine, peer, 5), "0.60")


ALL = {
    "report": report,
    "add": add,
    "batch": batch,
    "verify": verify,
    "imports": imports,
    "million": million,
    "figures": figures,
    "sizes": sizes,
}
FULL = {"backups": backups, "growth": growth, "district": district, **LONG}
"""What takes many minutes and some gigabytes of disk; `full` is all of it."""


def main() -> None:
    """Run the measurements named on the command line, or all."""
    with tempfile.TemporaryDirectory() as name:
        for chosen in chosen_of(sys.argv[1:] or list(ALL)):
            (ALL | FULL)[chosen](Path(name))


def chosen_of(names: list[str]) -> list[str]:
    """Return the names of the measurements, `full` spelled out."""
    return [each for name in names for each in (FULL if name == "full" else [name])]


main()
