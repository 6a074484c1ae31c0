"""What is sealed of a record as it is registered: held apart from what is written in the clear, and given to the key in use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.field import WORDED, Reads
from zizhao_cli.domain.kinds.sealed import ACCOUNT, INFORMANT, NAMED, WHO
from zizhao_cli.domain.people import as_told, names_told
from zizhao_cli.domain.placeholders import names_nobody
from zizhao_cli.domain.sealing import hashed, new_code, sealed
from zizhao_cli.domain.text import matching_key
from zizhao_cli.store.journal.seals import put_seal
from zizhao_cli.store.sealed import recipient_in_use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.store.journal.changeset import ChangeSet

LONGEST = 20_000
"""Characters of one sealed text."""
SAME_RUN = 16
"""Characters in a row that a clear text may not share with the account as it was given: it is to be written anew."""
_SHORTEST_NUMBER = 6


class NoKey(Refused):
    def __init__(self, kind: Kind) -> None:
        super().__init__(
            "账本还没有密封的钥匙，举报人和原文不能明着记",
            f"先由保管人用 {kind.name} keygen 启用一把钥匙；匿名、不带原文的可以先登记",
        )


class SealedTooLong(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(f"{field}超过 {LONGEST} 个字符", "长的原件另行封存，这里写要点")


class ToldInClear(Refused):
    """A clear text that tells what is sealed; it quotes nothing."""

    def __init__(self, field: str, told: str) -> None:
        super().__init__(
            f"{field}里有密封的{told}，明文里不能有",
            "明文只写改编过的内容：不写是谁举报的，也不照抄原文",
        )


@dataclass
class Sealing:
    """What is to be sealed of one new record, by the keys of the fields; `code` is the code word that was given for it, once it is recorded.

    Somebody who gave no name is given a code word unless `coded` says otherwise.
    """

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    coded: bool = True
    code: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, kind: Kind, said: Mapping[str, Any], *, coded: bool = True) -> Sealing:
        """Return what `said` says of the sealed fields of `kind`. Raises SealedTooLong, which quotes nothing."""
        texts: dict[str, str] = {}
        for each in kind.sealed:
            text = str(said.get(each.key) or "").strip()
            if len(text) > LONGEST:
                raise SealedTooLong(each.name)
            if text and not (each is INFORMANT and _gives_no_name(text)):
                texts[each.key] = text
        return cls(texts, coded)

    @property
    def named(self) -> bool:
        """Whether somebody gave a name; half a one is sealed, and counts as none."""
        name = self.texts.get(INFORMANT.key)
        return name is not None and _HALF_A_NAME.fullmatch(matching_key(name)) is None


_NOBODY = re.compile(
    "匿名(?:举报)?(?:者|人|人员)?|(?:不|未|没有?|无)(?:愿意?|肯|便|想)?(?:透露|留下?|提供|说明?|具|署|知道?|详|明|清楚?)?(?:真?实?姓?名字?|身份)?"
    "|保密|佚名|(?:热心|周边|附近|某)?(?:群众|市民|居民|村民|员工|职工|人)"
)
"""What is written where nobody gave a name, and tells nothing."""
_HALF_A_NAME = re.compile(".某+.{0,3}|某.{1,4}|匿名.+")
"""What may still tell of somebody, and is no name by which he can be found: 王某, 匿名（王家的）."""


def _gives_no_name(text: str) -> bool:
    """Say whether what stands for the informant tells nothing of him: 匿名, 不愿透露, 群众, a stroke."""
    return names_nobody(text) or _NOBODY.fullmatch(matching_key(text)) is not None


def clear_of(kind: Kind, given: Mapping[str, Any], sealing: Sealing) -> dict[str, Any]:
    """Return what stands in the clear of a new record: what was given, and whether a name is sealed. Raises ToldInClear."""
    refuse_told(kind, given, sealing.texts)
    return {**given, NAMED.key: sealing.named}


def refuse_told(kind: Kind, clear: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Refuse clear texts that tell who it was, or repeat the account. Raises ToldInClear."""
    fields = {each.key: each for each in kind.columns}
    for key, value in clear.items():
        known = fields.get(key)
        if known is not None and known.reads not in {*WORDED, Reads.ID}:
            continue
        name = known.name if known is not None else key
        for text in value if isinstance(value, list | tuple) else [value]:
            if isinstance(text, str) and (told := _told(text, texts)) is not None:
                raise ToldInClear(name, told)


def _told(text: str, texts: Mapping[str, str]) -> str | None:
    """Return the name of the sealed field that a clear text tells of, if any."""
    told, plain, digits = as_told(text), matching_key(text), _digits(text)
    for each in WHO:
        if (secret := texts.get(each.key)) is None:
            continue
        number = _digits(secret)
        if any(name in told for name in names_told(secret)) or (
            len(number) >= _SHORTEST_NUMBER and number in digits
        ):
            return each.name
    account = matching_key(texts.get(ACCOUNT.key, ""))
    runs = {account[at : at + SAME_RUN] for at in range(len(account) - SAME_RUN + 1)}
    if any(plain[at : at + SAME_RUN] in runs for at in range(len(plain) - SAME_RUN + 1)):
        return ACCOUNT.name
    return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def put_sealed(changes: ChangeSet, record: Record, sealing: Sealing) -> None:
    """Write what is sealed of a record that was just registered; who gave no name has a code word from now on. Raises NoKey."""
    part = None
    if sealing.texts:
        recipient = recipient_in_use(changes.connection)
        if recipient is None:
            raise NoKey(record.kind_of_record)
        part = sealed(sealing.texts, recipient), recipient
    kept = None
    if sealing.coded and not sealing.named:
        sealing.code = new_code()
        kept = hashed(sealing.code)
    put_seal(changes, record.kind_of_record.name, vars(record)["id"], part, kept)
