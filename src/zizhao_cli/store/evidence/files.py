"""The folder of evidence beside a ledger: a copy of every file, named by the SHA-256 of its content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.domain.evidence import (
    BEGINNING,
    MEGABYTE,
    EvidenceCutShort,
    EvidenceGivenTwice,
    EvidenceNotReadable,
    EvidenceOfUnknownKind,
    EvidenceTooLarge,
    TooMuchEvidence,
    kind_of,
)
from zizhao_cli.errors import MachineFault, system_reason, visible
from zizhao_cli.store.evidence.whole import is_whole
from zizhao_cli.store.file import make_folder, refuse_irregular, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from zizhao_cli.domain.policy import Policy

CHUNK = 1 << 20
EVIDENCE = "evidence"
INCOMING = ".incoming-"
"""How the name of a file begins that is still being copied."""
FORGOTTEN = 24 * 60 * 60
"""Seconds after which nobody is at work on a file any more."""


@dataclass(frozen=True)
class EvidenceFile:
    """A piece of evidence that was copied, but has not its name yet; `name` is what it was called."""

    name: str
    kind: str
    size: int
    sha256: str
    draft: Path


def folder_of(ledger: Path) -> Path:
    """Return where the evidence of `ledger` lies; two ledgers in one folder may share it."""
    return ledger.parent / EVIDENCE


def place_of(folder: Path, sha256: object, kind: object) -> Path | None:
    """Return the file in `folder` that holds the content `sha256`, or None where these make no such name.

    A ledger that was tampered with must not lead out of the folder.
    """
    name = f"{sha256}.{kind}"
    return folder / name if re.fullmatch(r"[0-9a-f]{64}\.[a-z0-9]{1,8}", name) else None


@contextmanager
def gathered(
    ledger: Path, files: Sequence[str], policy: Policy, of_kind: str | None = None
) -> Iterator[list[EvidenceFile]]:
    """Copy `files` beside `ledger` under names of no meaning, to be kept by `keep`; what is not is removed at the end.

    `of_kind` is what they are where whoever asks has read them already; else their content tells, and the policy allows.

    Raises the errors of domain.evidence, or MachineFault where the folder cannot be written.
    """
    if len(files) > policy.evidence_max_files:
        raise TooMuchEvidence(len(files), policy.evidence_max_files)
    folder = folder_of(ledger)
    copies: list[EvidenceFile] = []
    try:
        for file in files:
            copies.append(_copied(folder, file, policy, of_kind))
            _refuse_same(copies)
        yield copies
    finally:
        for copy in copies:
            copy.draft.unlink(missing_ok=True)


def keep(ledger: Path, files: Sequence[EvidenceFile]) -> None:
    """Give the copies their lasting names, inside the change-set that names them. Raises MachineFault."""
    folder = folder_of(ledger)
    try:
        for file in files:
            file.draft.replace(folder / f"{file.sha256}.{file.kind}")
        sync_folder(folder)
    except OSError as problem:
        raise MachineFault(f"写入 {folder} ", system_reason(problem)) from problem


def sha256_of(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file. Raises OSError."""
    refuse_irregular(path)
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _refuse_same(copies: list[EvidenceFile]) -> None:
    *before, last = copies
    for copy in before:
        if copy.sha256 == last.sha256:
            raise EvidenceGivenTwice(last.name, copy.name)


def _copied(folder: Path, file: str, policy: Policy, of_kind: str | None) -> EvidenceFile:
    with _opened(file) as source:
        return copied(folder, file, _readable(Path(file).name), source, policy, of_kind)


def copied(
    folder: Path,
    file: str,
    name: str,
    source: IO[bytes],
    policy: Policy,
    of_kind: str | None = None,
) -> EvidenceFile:
    """Copy what `source` holds into `folder`, to be called `name`, and tell its kind by its content; messages say `file`.

    Whoever asked removes the copy where no change-set kept it. Raises as `gathered` does.
    """
    beginning = _read(file, source, BEGINNING)
    if not beginning:
        raise EvidenceNotReadable(file, "是空文件，多半没有传完")
    kind = of_kind or kind_of(beginning)
    if kind is None or (of_kind is None and kind not in policy.evidence_kinds):
        raise EvidenceOfUnknownKind(file, kind, policy.evidence_kinds)
    try:
        make_folder(folder)
        handle, draft = tempfile.mkstemp(prefix=INCOMING, dir=folder)
    except OSError as problem:
        raise MachineFault(f"写入 {folder} ", system_reason(problem)) from problem
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, size = _pour(file, beginning, source, target, policy.evidence_max_megabytes)
        if of_kind is None:
            _refuse_half(file, kind, Path(draft))
    except OSError as problem:
        Path(draft).unlink(missing_ok=True)
        raise MachineFault(f"写入 {folder} ", system_reason(problem)) from problem
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return EvidenceFile(visible(name), kind, size, sha256, Path(draft))


def _read(file: str, source: IO[bytes], size: int) -> bytes:
    """Return the next bytes of a file; that it cannot be read is no fault of the place where its copy goes."""
    try:
        return source.read(size)
    except OSError as problem:
        raise MachineFault(f"读取 {file} ", problem) from problem


def _refuse_half(file: str, kind: str, draft: Path) -> None:
    with draft.open("rb") as copy:
        if not is_whole(kind, copy):
            raise EvidenceCutShort(file, kind)


def _readable(name: str) -> str:
    """Return the name of a file; one that came from a machine with GBK names is bytes that Python did not decode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        with suppress(UnicodeDecodeError):
            return os.fsencode(name).decode("gb18030")
    return name


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    """Open a regular file; a pipe or a device is refused before anything waits for it."""
    try:
        refuse_irregular(Path(file))
        source = Path(file).open("rb")  # noqa: SIM115 - closed below; only its opening is its own fault
    except OSError as problem:
        raise EvidenceNotReadable(file, system_reason(problem)) from problem
    with source:
        yield source


def _pour(
    file: str, beginning: bytes, source: IO[bytes], target: IO[bytes], megabytes: int
) -> tuple[str, int]:
    """Write all of a file to `target`, lastingly, and return its SHA-256 and its size."""
    digest, size, chunk = hashlib.sha256(), 0, beginning
    while chunk:
        size += len(chunk)
        if size > megabytes * MEGABYTE:
            raise EvidenceTooLarge(file, megabytes)
        digest.update(chunk)
        target.write(chunk)
        chunk = _read(file, source, CHUNK)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size
