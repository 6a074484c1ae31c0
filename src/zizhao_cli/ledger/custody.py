"""The custodian's side of what is sealed: taking a key into use, opening a part, sealing all to another key, hearing a code word."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.domain.kinds.kind import REVEAL, REVEAL_REFUSED
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.private import holds_numbers
from zizhao_cli.domain.reading import kept_text
from zizhao_cli.domain.sealing import CannotOpen, Custodian, is_code, new_key, sealed
from zizhao_cli.errors import MachineFault, UsageProblem, bounded
from zizhao_cli.ledger.sealing import ToldInClear, refuse_told
from zizhao_cli.store.called import id_called
from zizhao_cli.store.journal.seals import put_again, put_key
from zizhao_cli.store.reading import reading
from zizhao_cli.store.sealed import content_of, part_of, parts_of_other_keys, recipient_in_use
from zizhao_cli.store.verify.seals import RENEWED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet
    from zizhao_cli.store.sealed import Part

KEY_TAKEN = "seal.key"
"""The action of an entry by which a key is taken into use."""
OWNER_ALONE = 0o600


class KeyBesideLedger(UsageProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"钥匙 {bounded(file)} 不能放在账本的文件夹里：谁拷走账本，就一起拷走了",
            "用 --key 写别的地方，如保管人自己的 U 盘",
        )


class KeyThere(UsageProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(f"已有文件 {bounded(file)}", "旧钥匙要留着；新的用 --key 写别的文件名")


class SecondKey(Refused):
    def __init__(self) -> None:
        super().__init__(
            "账本已有钥匙：换一把要写理由，由另一个人批准", "加 --reason 和 --approved-by"
        )


class NothingSealed(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 没有密封的内容", "匿名、没有原文的，登记的都是明文，用 show 看")


class PartGone(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 的密封件不在这本账里", "用 db verify 看是缺了，还是不带密封件的副本"
        )


class NumberInReason(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(f"{field}里有电话或证件号码，它要明着记进日志", "去掉号码再来")


class NothingToRenew(Refused):
    def __init__(self) -> None:
        super().__init__("没有封给别的钥匙的密封件", "都封给现在的钥匙了，不用换封")


def take_key(
    session: LedgerSession,
    file: Path,
    passphrase: str,
    custodian: str,
    *,
    reason: str | None = None,
    approved_by: str | None = None,
) -> str:
    """Make a key, write its private half to `file` under a passphrase, and take it into use; return what seals to it.

    A second key asks for a reason, and for another person's approval. The file is made first: a key that is in use and that nobody
    has would be worse than a file that nobody needs. Raises PassphraseTooShort, KeyBesideLedger, KeyThere, SecondKey, SamePerson, MachineFault.
    """
    keeper = person("保管人", custodian)
    if file.absolute().resolve().is_relative_to(session.path.absolute().resolve().parent):
        raise KeyBesideLedger(file)
    made = new_key(passphrase)
    with session.change() as changes:
        noted: dict[str, Any] = {"recipient": made.recipient, "custodian": keeper}
        if recipient_in_use(changes.connection) is not None:
            noted |= _approved(session, reason, approved_by)
        _write(file, made.file)
        try:
            put_key(changes, made.recipient, keeper)
            changes.seal(KEY_TAKEN, "账本", session.today, noted)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    return made.recipient


def _approved(
    session: LedgerSession, reason: str | None, approved_by: str | None
) -> dict[str, str]:
    if reason is None or approved_by is None:
        raise SecondKey
    approver = person(APPROVED_BY.name, approved_by)
    keep_apart("记账人", Person(session.actor), "批准人", Person(approver))
    return {"reason": _told(REASON.name, reason), "approved_by": approver}


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE)
    except FileExistsError:
        raise KeyThere(file) from None
    except OSError as problem:
        raise MachineFault(f"写钥匙文件 {file} ", problem) from problem
    with os.fdopen(handle, "wb") as key:
        key.write(content)
        key.flush()
        os.fsync(key.fileno())


def _told(name: str, text: str) -> str:
    """Return a text that is to stand in the journal. Raises NumberInReason."""
    said = kept_text(REASON._replace(heading=name), text)
    if holds_numbers(said):
        raise NumberInReason(name)
    return said


def unlocked(file: Path, passphrase: str) -> Custodian:
    """Return the custodian's key. Raises CannotOpen."""
    try:
        content = file.read_bytes()
    except OSError:
        raise CannotOpen(
            f"读不了钥匙文件 {bounded(file)}", "插好保管人的 U 盘，用 --key 写文件在哪"
        ) from None
    return Custodian(content, passphrase)


def reveal(
    session: LedgerSession,
    kind: Kind,
    no: str,
    unlock: Callable[[], Custodian],
    *,
    reason: str,
    asked_by: str | None,
) -> tuple[str, dict[str, str]]:
    """Return the number of a record and what is sealed of it, once it is in the journal who asked for it and why.

    A request that the key does not open is recorded, too, without its reason, for nobody can say then whether that tells of the informant.
    Raises UnknownRecord, NothingSealed, NumberInReason, ToldInClear, CannotOpen.
    """
    asker = _told("申请人", asked_by or session.actor)
    why = _told(REASON.name, reason)
    with reading(session.path) as connection:
        record_no, part = _part(connection, kind, no)
        content = content_of(connection, str(part.sha256))
    if content is None:
        raise PartGone(record_no)
    try:
        texts = unlock().opened(content)
        refuse_told(kind, {REASON.name: why}, texts)
    except (CannotOpen, ToldInClear) as refused:
        with session.change() as changes:
            told = {"asked_by": asker, "why": refused.sentence}
            changes.seal(f"{kind.name}.{REVEAL_REFUSED}", record_no, session.today, told)
        raise
    with session.change() as changes:
        changes.seal(
            f"{kind.name}.{REVEAL}", record_no, session.today, {"asked_by": asker, "reason": why}
        )
    return record_no, texts


def _part(connection: sqlite3.Connection, kind: Kind, no: str) -> tuple[str, Part]:
    record_id = id_called(connection, kind, no)
    part = part_of(connection, kind, record_id)
    if part is None or part.sha256 is None:
        raise NothingSealed(kind.no(record_id))
    return kind.no(record_id), part


def renew(session: LedgerSession, unlock: Callable[[], Custodian], reason: str) -> tuple[int, int]:
    """Seal to the key in use all parts that are sealed to the custodian's, an earlier one; return how many, and how many of other keys are left.

    Raises NothingToRenew, CannotOpen.
    """
    why = _told(REASON.name, reason)
    with reading(session.path) as connection:
        _refuse_nothing(_of_other_keys(connection))
    custodian = unlock()
    with session.change() as changes:
        recipient = recipient_in_use(changes.connection)
        others = _of_other_keys(changes.connection)
        ours = [part for part in others if part.recipient == custodian.recipient]
        _refuse_nothing(ours)
        assert recipient is not None  # noqa: S101 - else nothing is sealed to others
        for part in ours:
            _renew(changes, part, custodian, recipient)
        told = {
            "reason": why,
            "recipient": recipient,
            "from": custodian.recipient,
            "parts": len(ours),
        }
        changes.seal(RENEWED, "账本", session.today, told)
    return len(ours), len(others) - len(ours)


def _of_other_keys(connection: sqlite3.Connection) -> list[Part]:
    """Return the parts that are sealed to other keys than the one in use."""
    recipient = recipient_in_use(connection)
    return [] if recipient is None else parts_of_other_keys(connection, recipient)


def _refuse_nothing(parts: list[Part]) -> None:
    if not parts:
        raise NothingToRenew


def _renew(changes: ChangeSet, part: Part, custodian: Custodian, recipient: str) -> None:
    content = content_of(changes.connection, str(part.sha256))
    if content is None:
        raise PartGone(kind_named(part.kind).no(part.record_id))
    put_again(changes, part, sealed(custodian.opened(content), recipient), recipient)


class CodeWrong(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"口令和 {no} 的对不上，不能告诉他", "请他再说一遍；忘了的补不了")


def knows_code(session: LedgerSession, kind: Kind, no: str, code: str) -> tuple[str, bool]:
    """Return the number of a record, and whether `code` is the code word that was given for it. Raises UnknownRecord."""
    with reading(session.path) as connection:
        record_id = id_called(connection, kind, no)
        part = part_of(connection, kind, record_id)
    kept = None if part is None else part.code
    return kind.no(record_id), kept is not None and is_code(code, kept)
