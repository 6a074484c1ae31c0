"""The address of a district's database, `postgresql://…`: told apart from the path of a ledger before anything is loaded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from zizhao_cli.errors import UsageProblem, quoted, visible

_SCHEMES = ("postgresql:", "postgres:", "postgresql+", "postgres+")
_FORM = r"postgres(?:ql)?://(?:[^:@/?#\s]+@|@)?[^:@/?#\s]*(?::[0-9]+)?(?:,[^:@/?#\s]*(?::[0-9]+)?)*(?:/[^:@/?#\s]*)?(?:\?(?P<asked>[^@#\s]*))?"
_WITH_TWO = "//[^/]*:.*@"


class Address(NamedTuple):
    """Where a district's database is; never with a password. `trusts` says whether it, or the service that it names, says whose certificates are trusted."""

    text: str
    trusts: bool = False

    def __str__(self) -> str:
        """Return it as it may be shown."""
        return visible(self.text)


class Towns(NamedTuple):
    """What is read of a district: the towns `names`, or where none is named all of them."""

    address: Address
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a page calls it in short."""
        return "、".join(map(visible, self.names)) or "全部镇"

    def __str__(self) -> str:
        """Return its address as it may be shown."""
        return str(self.address)


Books = Path | Towns
"""What reports are asked of: the ledger of a town, or a district."""


def address(text: str) -> Address | None:
    """Return the address that `text` is, or None where it is none: then it is a path.

    Raises PasswordInAddress, AddressUnreadable, Unverified.
    """
    if "://" not in text and not text.strip().lower().startswith(_SCHEMES):
        return None
    from urllib.parse import parse_qsl

    # The library that connects splits odd addresses elsewhere than others do, and a part of a password could be taken for a host. What is refused is not repeated.
    found = re.fullmatch(_FORM, text.strip(), re.IGNORECASE)
    if found is None:
        raise PasswordInAddress if re.search(_WITH_TWO, text) else AddressUnreadable
    asked = dict(parse_qsl(found["asked"] or "", keep_blank_values=True))
    if {"password", "sslpassword"} & asked.keys():
        raise PasswordInAddress
    if asked.get("sslmode", VERIFIED) != VERIFIED:
        raise Unverified(asked["sslmode"])
    return Address(text.strip(), bool({"sslrootcert", "service"} & asked.keys()))


VERIFIED = "verify-full"
"""How connections over a network are held against the server's certificate; sockets of the same machine have none."""


class PasswordInAddress(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "区县库的地址里不写口令，命令记录和进程列表会留下它",
            "口令放在 PostgreSQL 的口令文件（~/.pgpass，Windows 是 %APPDATA%\\postgresql\\pgpass.conf）或服务文件里，或用客户端证书",
        )


class AddressUnreadable(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "区县库的地址读不懂",
            "地址写成 postgresql://账号@主机/库名，或 postgresql:///?service=服务名",
        )


class Unverified(UsageProblem):
    def __init__(self, mode: str) -> None:
        super().__init__(
            f"区县库的地址里写了 sslmode={quoted(mode)}，而连接必须核对对方的证书",
            "去掉 sslmode；对方证书由自己的机构签发时，用 sslrootcert=证书文件 指出该机构的证书",
        )


class NoAddress(UsageProblem):
    def __init__(self, given: str | None) -> None:
        what = f"{quoted(given)} 不是区县库的地址" if given else "没有说是哪个区县库"
        super().__init__(
            what,
            "地址写成 postgresql://账号@主机/库名；写在命令后面，或设定：zizhao config set district 地址（环境变量 ZIZHAO_DISTRICT）",
        )


class OnlyOfDistricts(UsageProblem):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} 只用于区县库，一本账就是一个镇", "去掉它，或 --db 写区县库的地址")
