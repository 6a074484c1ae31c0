"""Where the district is: addresses, passwords, certificates, other servers. One line each, and both sides as they were."""

from __future__ import annotations

import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.district.server import Server, needs_postgresql, reachable
from tests.district.towns import District, hazard, new_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run, Zizhao

pytestmark = needs_postgresql
TOWN = "紫照镇"
SECRET = "s3cret-pass"  # noqa: S105 - of a server that lives for some seconds


@pytest.fixture
def town(tmp_path: Path) -> Zizhao:
    """A ledger with a hazard."""
    zizhao = new_ledger(tmp_path / "town")
    hazard(zizhao)
    return zizhao


def refused(run: Run, code: int, said: str) -> None:
    assert (run.code, run.out) == (code, ""), run.err
    assert run.err.startswith("zizhao: 错误: ")
    assert len(run.err.strip().splitlines()) <= 2
    assert said in run.err
    assert SECRET not in run.err


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        (f"postgresql://a:{SECRET}@h/d", 2, "不写口令"),
        (f"postgresql://a@h/d?password={SECRET}", 2, "不写口令"),
        (f"POSTGRES://a:{SECRET}@h/d", 2, "不写口令"),
        ("postgresql://a@h/d?sslmode=require", 2, "核对对方的证书"),
        ("postgresql://a@h/d?nonsense=1", 2, "不认识的写法"),
        ("postgresql://[h/d", 2, "不认识的写法"),
        ("postgresql://h/d#x", 2, "读不懂"),
        ("postgresql:///?service=none", 6, "用不了"),
        ("postgresql://a@127.0.0.1:9/d", 1, "连接区县库"),
        (f"postgresql://a:S3#{SECRET}@h/d", 2, "不写口令"),
        (f"postgresql://a:S3/{SECRET}@h/d", 2, "不写口令"),
        (f"postgresql://a?x=1:{SECRET}@h/d", 2, "不写口令"),
        (f"postgresql://a@h/d?pass%77ord={SECRET}", 2, "不写口令"),
        (f"postgresql+psycopg://a:{SECRET}@h/d", 2, "不写口令"),
        (f" postgresql://a:{SECRET}@h/d", 2, "不写口令"),
        (f"postgresq://a:{SECRET}@h/d", 2, "不写口令"),
        ("/a/path", 2, "不是区县库的地址"),
        ("https://h/d", 2, "读不懂"),
    ],
)
def test_an_address_that_leads_nowhere(town: Zizhao, address: str, code: int, said: str) -> None:
    refused(town("push", address), code, said)
    refused(town("--db", address, "district", "towns"), code, said)


def test_no_address_at_all(town: Zizhao) -> None:
    refused(town("push"), 2, "没有说是哪个区县库")


def test_the_address_is_a_setting(server: Server, tmp_path: Path, town: Zizhao) -> None:
    district = District.made(server, tmp_path, TOWN)
    run = town("config", "set", "district", f"postgresql://a:{SECRET}@h/d")
    refused(run, 2, "不写口令")
    refused(town("config", "set", "db", f"postgresql://a@h/d?password={SECRET}"), 2, "不写口令")
    town.ok("config", "set", "db", district.address)
    nothing = {"ZIZHAO_DB": ""}
    assert "各镇最后一条记于" in town.ok("report", "overdue", env=nothing)
    refused(town("unit", "list", env=nothing), 2, "只用于镇里的账本")
    refused(town("hazard", "void", "YH-2022-0001", "--reason", "试", env=nothing), 2, "只用于镇里")
    assert district.held(TOWN) == 0
    town.ok("config", "unset", "db")
    town.ok("config", "set", "district", district.of(TOWN))
    town.ok("push")
    assert district.held(TOWN) == 2
    hazard(town, "电线老化")
    run = town("push", env={"ZIZHAO_DISTRICT": "postgresql://a@127.0.0.1:9/d"})
    refused(run, 1, "账本没有动")


def test_a_database_that_is_none_of_a_district(server: Server, town: Zizhao) -> None:
    server.database("empty")
    refused(town("push", server.address("empty")), 6, "没有区县库")
    refused(town("push", server.address("no_such")), 6, "no_such")


def test_a_role_that_pushes_no_town(server: Server, tmp_path: Path, town: Zizhao) -> None:
    district = District.made(server, tmp_path, TOWN)
    refused(town("push", district.address), 6, "没有哪个镇由账号")
    server.role(f"{district.name}_reader", "LOGIN IN ROLE zizhao_reader")
    refused(town("push", server.address(district.name, f"{district.name}_reader")), 6, "用不了")


def test_a_database_of_another_encoding(server: Server, town: Zizhao) -> None:
    with server.connect() as owner:
        owner.execute(b"CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    refused(town("--db", server.address("latin"), "district", "init"), 6, "UTF8")


def test_towns_that_cannot_be_taken_up(server: Server, tmp_path: Path) -> None:
    district = District.made(server, tmp_path, TOWN)
    for role in ("x", "y"):
        server.role(f"{district.name}_{role}")
    for role in ("no_such_role", "public", "zizhao_reader"):
        refused(district("add", "青山镇", "--role", role), 3, "没有账号")
    refused(district("add", TOWN, "--role", f"{district.name}_x"), 3, "已经收过")
    refused(district("add", "青山镇", "--role", district.roles[TOWN]), 3, "已经收过")
    refused(district("add", "青/山", "--role", f"{district.name}_x"), 3, "/")
    district.ok("add", "青山镇", "--role", f"{district.name}_x")


@dataclass(frozen=True)
class Secure:
    """A server that is reached over the network: with a certificate for localhost, and passwords."""

    district: District
    port: int
    folder: Path

    def address(self, host: str = "localhost", **asked: str) -> str:
        """Return the town's address over the network."""
        query = "&".join(f"{key}={value}" for key, value in asked.items())
        role = self.district.roles[TOWN]
        return f"postgresql://{role}@{host}:{self.port}/{self.district.name}?{query}"

    def passwords(self, password: str) -> dict[str, str]:
        """Return the environment in which a password is known."""
        file = self.folder / "pgpass"
        file.write_text(f"*:*:*:*:{password}\n")
        file.chmod(0o600)
        return {"PGPASSFILE": str(file)}


def certificate(folder: Path, name: str) -> None:
    """Make an authority of its own and a certificate for `name`."""
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject),
            *("-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.crt")),
        ],
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    """A server over the network."""
    own = tmp_path_factory.mktemp("tls")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with reachable() as folder:
        server = Server.made(folder / "s")
        for name in ("localhost", "elsewhere"):
            certificate(own, name)
        for kind in ("crt", "key"):
            server.put(f"server.{kind}", (own / f"localhost.{kind}").read_bytes())
        server.put(
            "pg_hba.conf", b"local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        )
        server.stop("fast")
        server = Server(server.folder, port)
        server.start("ssl=on", "listen_addresses=127.0.0.1", f"port={port}")
        district = District.made(server, own, TOWN)
        with server.connect() as owner:
            owner.execute(f"ALTER ROLE {district.roles[TOWN]} PASSWORD '{SECRET}'".encode())
        yield Secure(district, port, own)
        server.stop()


def test_over_the_network_with_a_certificate_that_is_trusted(secure: Secure, town: Zizhao) -> None:
    address = secure.address(sslrootcert=str(secure.folder / "localhost.crt"))
    refused(town("push", address, env=secure.passwords("wrong")), 6, "password authentication")
    refused(town("push", address), 6, "no password supplied")
    town.ok("push", address, env=secure.passwords(SECRET))
    assert secure.district.held(TOWN) == 2


@pytest.mark.parametrize(
    ("host", "root"), [("localhost", None), ("localhost", "elsewhere"), ("127.0.0.1", "localhost")]
)
def test_a_certificate_that_is_not_trusted_or_not_of_that_host(
    secure: Secure, town: Zizhao, host: str, root: str | None
) -> None:
    asked = {} if root is None else {"sslrootcert": str(secure.folder / f"{root}.crt")}
    run = town("push", secure.address(host, **asked), env=secure.passwords(SECRET))
    refused(run, 6, "certificate")


def test_a_server_without_tls_is_not_talked_to_over_the_network(
    secure: Secure, town: Zizhao
) -> None:
    """Nothing is sent: no password, no ledger."""
    with socket.socket() as bare:
        bare.bind(("127.0.0.1", 0))
        bare.listen()
        address = f"postgresql://a@127.0.0.1:{bare.getsockname()[1]}/d"

        def answer() -> bytes:
            peer, _ = bare.accept()
            with peer:
                asked = peer.recv(64)
                peer.sendall(b"N")
                return asked + peer.recv(64)

        with ThreadPoolExecutor() as pool:
            heard = pool.submit(answer)
            run = town("push", address, env=secure.passwords(SECRET))
            assert len(heard.result()) == 8
        refused(run, 6, "SSL")
