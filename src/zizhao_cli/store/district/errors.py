"""What goes wrong with a district's database."""

from __future__ import annotations

from zizhao_cli.errors import ExitCode, MachineFault, UsageProblem, ZizhaoError, visible


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
            "装上：pip install 'zizhao-cli[district]'；不装也可以用 zizhao push --file 写成文件，用 U 盘送去",
        )


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

    def __init__(self, version: int, encoding: str) -> None:
        what = f"PostgreSQL {version // 10000}" if version else f"编码是 {encoding} 的数据库"
        super().__init__(
            f"区县库不能放在 {visible(what)} 里", "要 PostgreSQL 14 或更新的，数据库编码为 UTF8"
        )


class DistrictBusy(ZizhaoError):
    code = ExitCode.BUSY

    def __init__(self) -> None:
        super().__init__("区县库正忙，等了还是没有轮到", "过一会再来一次；已收下的不会重复")


class ConnectionLost(MachineFault):
    def __init__(self, why: str) -> None:
        super().__init__("与区县库通信", why)
        self.way_out = "再来一次就接着送；已收下的不会重复，没收下的不会丢"
