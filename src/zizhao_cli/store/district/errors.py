"""What goes wrong with a district's database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import (
    ExitCode,
    MachineFault,
    UsageProblem,
    ZizhaoError,
    quoted,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class AddressRefused(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "区县库的地址里有 PostgreSQL 不认识的写法",
            "地址写成 postgresql://账号@主机/库名，或 postgresql:///?service=服务名",
        )


class NoDriver(ZizhaoError):
    code = ExitCode.FAULT

    def __init__(self) -> None:
        super().__init__(
            "这台机器没有装连接 PostgreSQL 的部件（psycopg）",
            "装上：pip install 'psycopg[binary]'；报送也可以用 zizhao push --file 写成文件，用 U 盘送去",
        )


class Unreachable(MachineFault):
    def __init__(self, why: str) -> None:
        super().__init__("连接区县库", why)
        self.way_out = "账本没有动，过一会再来；一直连不上，看网络通不通、地址对不对"


class DistrictUnusable(ZizhaoError):
    code = ExitCode.UNUSABLE

    def __init__(self, why: str) -> None:
        super().__init__(
            f"区县库用不了：{visible(why)}",
            "核对地址、账号、口令和证书；都对时请区县管库的人看看",
        )


class NoDistrict(ZizhaoError):
    code = ExitCode.UNUSABLE

    def __init__(self) -> None:
        super().__init__(
            "那个数据库里没有区县库，或这个账号看不到它",
            "管库的人用 zizhao --db 地址 district init 建立，用 district add 收镇，读的人要有 zizhao_reader 的权限",
        )


class OtherServer(ZizhaoError):
    code = ExitCode.UNUSABLE

    def __init__(self, version: int | None, encoding: str | None) -> None:
        what = f" PostgreSQL {version // 10000} " if version else f"编码是 {encoding} 的数据库"
        super().__init__(
            f"区县库不能放在{visible(what)}里", "要 PostgreSQL 14 或更新的，数据库编码为 UTF8"
        )


class DistrictBusy(ZizhaoError):
    code = ExitCode.BUSY

    def __init__(self) -> None:
        super().__init__("区县库正忙，等了还是没有轮到", "过一会再来一次；已收下的不会重复")


class ConnectionLost(MachineFault):
    def __init__(self, why: str) -> None:
        super().__init__("与区县库通信", why)
        self.way_out = "再来一次就接着送；已收下的不会重复，没收下的不会丢"


class NotATown(ZizhaoError):
    code = ExitCode.UNUSABLE

    def __init__(self, role: str) -> None:
        super().__init__(
            f"区县库里没有哪个镇由账号 {visible(role)} 报送",
            "核对地址里的账号；还没有收镇的，请区县管库的人用 district add 收",
        )


class NoSuchRole(Refused):
    def __init__(self, role: str) -> None:
        super().__init__(
            f"服务器上没有账号 {quoted(role)}，没有收镇",
            "先在服务器上建账号：createuser --pwprompt 账号；只用证书登录的，createuser 账号",
        )


class TownTaken(Refused):
    def __init__(self, name: str, role: str) -> None:
        super().__init__(
            f"镇名 {quoted(name)}、账号 {quoted(role)} 或那本账已经收过，没有再收",
            "用 district towns 看已收的",
        )


class DistrictOfOtherRevision(ZizhaoError):
    code = ExitCode.UNUSABLE

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"区县库的格式是 {visible(revision)} 版，和这个程序的不同",
            "区县库旧：管库的人用新程序 zizhao --db 地址 district init 升级；程序旧：装新的",
        )


class UnknownTown(ZizhaoError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=NEAREST, cutoff=0.0)
        shown = "、".join(map(visible, near)) or "（还没有镇）"
        super().__init__(f"区县库里没有镇 {quoted(name)}", f"最接近的：{shown}")


NEAREST = 5
