"""The programs in which people look at what is handed to them: LibreOffice and Chromium, where they are installed.

The check on a fresh clone installs them and sets ZIZHAO_VIEWERS, so that none is passed over there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 180
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"),
)


def _needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(
        bool(missing) and not os.environ.get("ZIZHAO_VIEWERS"),
        reason=f"not installed here: {', '.join(missing)}; .ci/run installs them",
    )


needs_libreoffice = _needs("soffice", "pdftotext")
needs_chromium = _needs("chromium")


def printed(workbook: Path, folder: Path) -> list[str]:
    """Return the text of each page that LibreOffice prints of a workbook."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(workbook)], check=True, capture_output=True, timeout=PATIENCE)
    pages = subprocess.run(
        ["pdftotext", "-layout", str(folder / f"{workbook.stem}.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return pages.stdout.decode().split("\f")[:-1]


class Opened:
    """A file or an address as Chromium has it once its scripts have run: `dom`, and in `said` what it complained of."""

    def __init__(self, page: Path | str, folder: Path) -> None:
        address = page if isinstance(page, str) else page.as_uri()
        done = subprocess.run(
            ["chromium", *_QUIET, f"--user-data-dir={folder}/browser", "--dump-dom", address],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        self.dom = done.stdout.decode()
        self.said = re.findall(r"CONSOLE.*", done.stderr.decode())
