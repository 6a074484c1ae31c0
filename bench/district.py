r"""A district measured: towns that push at once, reports of all of them, the push of a night.

    python bench/district.py FOLDER TOWNS HAZARDS CHECKS

FOLDER keeps the ledgers of the towns from one run to the next; they are copied before they push. Each figure stands beside that of a peer
in the same run: `\copy` of the same rows into tables of the same shape, the statements of a report as the server timed them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from district_ledgers import town
from tests.district.server import Server, programs, reachable
from tests.store.damage import rewrite

DAY = "2022-12-25"
REPORTS = {
    "overdue": (),
    "open": ("--limit", "500"),
    "due": (),
    "summary": ("--group-by", "town"),
    "coverage": ("--town", "镇1"),
    "trend": (),
    "voided": (),
    "overdue, one town": ("--town", "镇1"),
    "summary, one town": ("--town", "镇1"),
    "overdue, an earlier day": (),
}
NIGHT = 50
"""Entries that a town records in a day."""
RECORDED = "journal hazard_version unit_version checks batch hazard unit"


def zizhao(*args: str, ledger: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    here = {**os.environ, "ZIZHAO_DB": ledger, "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "zizhao_cli", *args]
    return subprocess.run(command, env=here, check=check, capture_output=True, text=True)


def made(folder: Path, towns: int, hazards: int, checks: int) -> list[Path]:
    """Return the ledgers of the towns, recorded where they are not there yet: that of one, and copies whose chains begin otherwise."""
    first = folder / "town1" / "ledger.db"
    if not first.exists():
        town(first.parent, 1, hazards, checks)
    ledgers = [first]
    for number in range(2, towns + 1):
        ledger = folder / f"town{number}" / "ledger.db"
        if not ledger.exists():
            ledger.parent.mkdir()
            shutil.copy(first, ledger)
            rewrite(ledger, f"UPDATE journal SET actor = '镇{number}' WHERE seq = 1")
        ledgers.append(ledger)
    return ledgers


def prepared(server: Server, towns: int) -> str:
    """Make a district that has taken up towns, and return the address of its owner."""
    address = server.database("district")
    zizhao("district", "init", ledger=address)
    for number in range(1, towns + 1):
        server.role(f"town_{number}")
        zizhao("district", "add", f"镇{number}", "--role", f"town_{number}", ledger=address)
    return address


def pushed_at_once(server: Server, ledgers: list[Path]) -> float:
    """Have all ledgers push at once; return the seconds until the last is done."""
    began = time.perf_counter()
    pushing = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "zizhao_cli",
                "push",
                server.address("district", f"town_{number}"),
            ],
            env={**os.environ, "ZIZHAO_DB": str(ledger), "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number, ledger in enumerate(ledgers, 1)
    ]
    for each in pushing:
        _, said = each.communicate()
        assert each.returncode == 0, said.decode()
    return time.perf_counter() - began


def copied(server: Server, folder: Path) -> tuple[float, int]:
    """Copy the rows that were pushed into tables of the same shape with psql; return the seconds of copying in, and how many rows."""
    psql = [str((programs() or Path()) / "psql"), "-q", "-h", str(server.folder), "-U", "postgres"]
    rows, seconds = 0, 0.0
    with server.connect("district") as connection:
        connection.execute("CREATE SCHEMA peer")
        for table in RECORDED.split():
            connection.execute(
                f"CREATE TABLE peer.{table} (LIKE zizhao.{table} INCLUDING ALL)".encode()
            )
            counted = connection.execute(f"SELECT count(*) FROM zizhao.{table}".encode()).fetchone()
            rows += counted[0] if counted else 0
    for table in RECORDED.split():
        file = folder / f"{table}.csv"
        out = f"\\copy (SELECT * FROM zizhao.{table}) TO '{file}' CSV"
        subprocess.run([*psql, "-c", out, "district"], check=True)
        began = time.perf_counter()
        subprocess.run(
            [*psql, "-c", f"\\copy peer.{table} FROM '{file}' CSV", "district"], check=True
        )
        seconds += time.perf_counter() - began
        file.unlink()
    with server.connect("district") as connection:
        connection.execute("DROP SCHEMA peer CASCADE")
    return seconds, rows


def asked(server: Server, report: str, options: tuple[str, ...], day: str) -> tuple[float, float]:
    """Ask a report three times; return the least seconds of the process, and what the server says that its statements took."""
    address = server.address("district", "reader")
    least = (9e9, 0.0)
    for _ in range(3):
        before = (server.folder / "log").stat().st_size
        began = time.perf_counter()
        zizhao("report", report, *options, "--as-of", day, "--format", "json", ledger=address)
        seconds = time.perf_counter() - began
        with (server.folder / "log").open("rb") as log:
            log.seek(before)
            said = log.read().decode(errors="replace")
        took = sum(float(found) for found in re.findall(r"duration: ([0-9.]+) ms", said)) / 1000
        least = min(least, (seconds, took))
    return least


def district(keep: Path, towns: int = 33, hazards: int = 30_000, checks: int = 150_000) -> None:
    """Towns that push at once, reports of all of them, the push of a night; `keep` has their ledgers from one run to the next."""
    say = sys.stdout.write
    ledgers = made(keep, towns, hazards, checks)
    with reachable() as folder, TemporaryDirectory() as scratch:
        copies = []
        for number, ledger in enumerate(ledgers, 1):
            (Path(scratch) / str(number)).mkdir()
            copies.append(Path(shutil.copy(ledger, Path(scratch) / str(number))))
        server = Server.made(folder / "s", "shared_buffers=512MB", "max_wal_size=4GB")
        prepared(server, towns)
        server.role("reader", "LOGIN IN ROLE zizhao_reader")
        seconds = pushed_at_once(server, copies)
        with server.connect("district") as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")
            size = connection.execute("SELECT pg_database_size('district')").fetchone()
        peer, rows = copied(server, Path(scratch))
        say(
            f"{towns} towns, {hazards} hazards and {checks} checks each; {rows} rows, {size and size[0] >> 20} MiB\n"
        )
        say(f"all pushed at once: {seconds:.0f} s, {rows / seconds:.0f} rows a second\n")
        say(
            f"\\copy of the same rows: {peer:.0f} s, {rows / peer:.0f} rows a second; ratio {seconds / peer:.2f}\n"
        )
        with server.connect() as connection:
            connection.execute("ALTER SYSTEM SET log_min_duration_statement = 0")
            connection.execute("SELECT pg_reload_conf()")
        for name, options in REPORTS.items():
            day = "2022-12-10" if name.endswith("earlier day") else DAY
            whole, bare = asked(server, name.split(",")[0], options, day)
            say(
                f"report {name}: {whole:.2f} s, its statements {bare:.2f} s; ratio {whole / bare:.2f}\n"
            )
        lines = "".join(
            f'["hazard","add","--unit","桂香村","--measure","6","--title","第 {number} 处电线老化","--found","2022-12-20","--due","+15d"]\n'
            for number in range(NIGHT)
        )
        file = Path(scratch) / "night.jsonl"
        file.write_text(lines, encoding="utf-8")
        zizhao("batch", "run", str(file), ledger=str(copies[0]))
        began = time.perf_counter()
        zizhao("db", "verify", ledger=str(copies[0]))
        verified = time.perf_counter() - began
        began = time.perf_counter()
        zizhao("push", server.address("district", "town_1"), ledger=str(copies[0]))
        night = time.perf_counter() - began
        say(
            f"push of a night, {NIGHT} entries: {night:.2f} s, db verify of that ledger {verified:.2f} s; ratio {night / verified:.2f}\n"
        )
        began = time.perf_counter()
        zizhao("district", "verify", ledger=server.address("district"))
        say(f"district verify: {time.perf_counter() - began:.0f} s\n")
        server.stop()


if __name__ == "__main__":
    district(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
