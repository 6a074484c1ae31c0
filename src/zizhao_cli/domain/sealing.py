"""Sealing what only a custodian may read: age with x25519 (pyrage), and the code words of those who gave no name.

The officer's machine holds only what seals; what opens lies in a file of the custodian's under a passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCK = 2048
"""Bytes to a multiple of which a part is filled up, so that its length tells little of what is in it."""
LEAST_PASSPHRASE = 8
"""Characters of a passphrase."""
_CODE_DIGITS = 16
_N, _R, _P = 1 << 15, 8, 1
"""The cost of a hash of a code word: about a tenth of a second and 32 MiB."""


class KeyPair(NamedTuple):
    """A new key: what seals to it, and the file that opens, itself under a passphrase."""

    recipient: str
    file: bytes


class CannotOpen(Refused):
    """The key does not open; its sentence, which is recorded, says nothing of what is sealed."""


class WrongPassphrase(CannotOpen):
    def __init__(self) -> None:
        super().__init__("口令不对，或这不是密封钥匙的文件", "口令忘了，封给这把钥匙的就打不开了")


class PassphraseTooShort(Refused):
    def __init__(self) -> None:
        super().__init__(f"口令太短，至少 {LEAST_PASSPHRASE} 个字符", "换一个长些的，另外记好")


def new_key(passphrase: str) -> KeyPair:
    """Return a new key whose private half only `passphrase` opens. Raises PassphraseTooShort."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), _locked(str(identity).encode(), passphrase))


_WORK = re.compile(rb"-> scrypt \S+ (\d+)\n")
_LEAST_WORK, _TRIES = 16, 20
"""age takes as much work for a passphrase as the machine does in a second, by a guess that a busy moment spoils: this is the least (as a power of two), within so many guesses."""


def _locked(secret: bytes, passphrase: str) -> bytes:
    """Return a secret under a passphrase, with the most work of a few guesses where they are low."""
    from pyrage import passphrase as under

    best, most = b"", -1
    for _ in range(_TRIES):
        made: bytes = under.encrypt(secret, passphrase)
        found = _WORK.search(made)
        work = int(found[1]) if found else 0
        if work > most:
            best, most = made, work
        if most >= _LEAST_WORK:
            break
    return best


def _unlocked(file: bytes, passphrase: str) -> bytes:
    """Return what lies under a passphrase. Raises CannotOpen."""
    from pyrage import DecryptError
    from pyrage import passphrase as under

    for _ in range(_TRIES):
        try:
            content: bytes = under.decrypt(file, passphrase)
        except DecryptError as problem:
            if "Excessive work" not in str(problem):
                raise WrongPassphrase from None
        else:
            return content
    raise CannotOpen("电脑太忙或太慢，解不开钥匙", "过一会再试，或换一台电脑")


class Custodian:
    """A key that was unlocked: it opens what was sealed to its `recipient`."""

    def __init__(self, file: bytes, passphrase: str) -> None:
        """Unlock the content of a key file. Raises CannotOpen."""
        from pyrage import IdentityError, x25519

        try:
            self._identity = x25519.Identity.from_str(_unlocked(file, passphrase).decode())
        except (IdentityError, UnicodeDecodeError):
            raise WrongPassphrase from None
        self.recipient = str(self._identity.to_public())

    def opened(self, content: bytes) -> dict[str, str]:
        """Return the texts of a sealed part by their keys. Raises CannotOpen."""
        from pyrage import DecryptError, decrypt

        try:
            found: dict[str, str] = json.loads(decrypt(content, [self._identity]))
        except (DecryptError, ValueError):
            raise CannotOpen(
                "这一份不是封给这把钥匙的", "用 keys 看它封给哪一把，找那一把的保管人"
            ) from None
        return found


def sealed(texts: Mapping[str, str], recipient: str) -> bytes:
    """Return texts as they are kept: only the key behind `recipient` opens them."""
    from pyrage import encrypt, x25519

    plain = json.dumps(dict(texts), ensure_ascii=False).encode()
    plain += b" " * (-len(plain) % BLOCK)
    content: bytes = encrypt(plain, [x25519.Recipient.from_str(recipient)])
    return content


def digest_of(content: bytes) -> str:
    """Return the hash of a sealed part, which the ledger's digests go over."""
    return hashlib.sha256(content).hexdigest()


def new_code() -> str:
    """Return a code word for somebody who gave no name: four groups of four digits, to be told by telephone."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_CODE_DIGITS))
    return "-".join(digits[at : at + 4] for at in range(0, _CODE_DIGITS, 4))


def hashed(code: str) -> str:
    """Return what is kept of a code word: a slow hash, salted."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_slow(code, salt).hex()}"


def is_code(code: str, kept: str) -> bool:
    """Say whether somebody who says `code` was given the code word of which `kept` is kept."""
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_slow(code, bytes.fromhex(salt)).hex(), digest)


def _slow(code: str, salt: bytes) -> bytes:
    digits = "".join(str(int(each)) for each in code if each.isdecimal())
    return hashlib.scrypt(
        digits.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=128 * _N * _R * 2, dklen=32
    )
