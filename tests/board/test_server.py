"""Who comes in and how: the token, the names of this machine, methods, headers, slow and rude callers, the port, the end."""

from __future__ import annotations

import socket
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.board.served import served
from tests.cli.test_hygiene import RUNNER, heavy
from tests.store.older import older
from zizhao_cli.board import server
from zizhao_cli.board.door import Door, Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.board.served import Served
    from tests.cli.ledgers import Morning


def test_it_prints_its_address_alone_and_ends_by_ctrl_c(officer: Morning) -> None:
    with served(officer) as running:
        running.get()
        code, out, err = running.end()
    assert (code, out) == (130, "")
    first, last = err.splitlines()
    assert first.startswith(f"zizhao: 看板开着，看的是 {officer.db}；")
    assert last == "zizhao: 已中断，没有办完的事没有写入"
    assert running.path.strip("/") not in err


def test_it_loads_nothing_heavy(officer: Morning, tmp_path: Path) -> None:
    notes = tmp_path / "modules.txt"
    with served(officer, program=("-c", RUNNER.format(notes=str(notes)))) as running:
        for page in (
            "",
            "coverage",
            "trend",
            "unit?code=GXC",
            "hazard?no=YH-2022-0001",
            "search?q=1",
        ):
            running.get(page)
        running.end()
    loaded = set(notes.read_text().split())
    assert "zizhao_cli.board.hazard" in loaded
    assert heavy(loaded) == set()
    assert "rich.table" not in loaded  # fmt: skip


def test_each_start_has_a_token_of_its_own(board: Served, officer: Morning) -> None:
    with served(officer) as other:
        assert other.path != board.path
        assert other.ask(board.path).status == 404
    assert len(board.path) > 30


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/x/",
        "/overdue",
        "/board.css",
        "//",
        "/%00/",
        "*",
        "/%C3%A9/",
        "/../",
        "/favicon.ico",
        "x",
    ],
)
def test_without_the_token_there_is_nothing(board: Served, target: str) -> None:
    got = board.ask(target)
    assert got.status == 404
    assert "账本" not in got.html
    assert board.path.strip("/") not in got.html


def test_half_a_token_is_none(board: Served) -> None:
    token = board.path.strip("/")
    for wrong in (token[:-1], token + "x", token.swapcase()):
        assert board.ask(f"/{wrong}/").status == 404
    assert board.ask(f"/{token}").headers["location"] == board.path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.evil.example"])  # fmt: skip
def test_whoever_calls_this_machine_by_another_name_is_refused(board: Served, host: str) -> None:
    got = board.ask(board.path, host=host.format(port=board.port))
    assert got.status == 403
    assert "账本" not in got.html


def test_two_names_are_none_and_localhost_is_one(board: Served) -> None:
    assert board.ask(board.path, host=f"LocalHost:{board.port}").status == 200
    good = f"127.0.0.1:{board.port}"
    assert board.ask(board.path, host=good, Host=good).status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_it_is_only_looked_at(board: Served, method: str) -> None:
    got = board.ask(board.path, method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_get_without_the_page(board: Served) -> None:
    got, head = board.get("trend"), board.ask(f"{board.path}trend", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize("page", ["", "hazard?no=YH-2022-0007", "board.css", "icon.svg", "nope", "evidence?no=1"])  # fmt: skip
def test_every_answer_says_how_little_it_may(board: Served, page: str) -> None:
    answers = [board.ask(f"{board.path}{page}"), board.ask("/"), board.ask("/", "POST")]
    for got in answers:
        policy = got.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        expected = {
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "cache-control": "no-store",
        }
        assert got.headers.items() >= expected.items()
        assert "server" not in got.headers
        assert "set-cookie" not in got.headers


def _raw(board: Served, sent: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", board.port), timeout=30)) as caller:
        caller.sendall(sent)
        caller.shutdown(socket.SHUT_WR)
        came = b""
        while more := caller.recv(65536):
            came += more
        return came


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\na: " + b"b" * 9000 + b"\r\n\r\n", b"403"),
        (b"GET /\xc3\xa9/ HTTP/1.1\r\n\r\n", b"403"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_in_full(board: Served, sent: bytes, status: bytes) -> None:
    came = _raw(board, sent)
    assert came.split()[1] == status
    assert b"default-src 'none'" in came


def test_a_request_without_end_is_not_read_to_it(board: Served) -> None:
    with closing(socket.create_connection(("127.0.0.1", board.port), timeout=30)) as caller:
        caller.sendall(b"GET /" + b"x" * (server.LONGEST - 4))
        assert b" 431 " in caller.recv(65536)
    board.get()


def test_slow_callers_hold_no_others(board: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", board.port)) for _ in range(server.AT_ONCE // 2)]
    for each in slow:
        each.sendall(b"GET / HT")
    board.get("overdue")
    for each in slow:
        each.close()


def test_no_more_at_once_than_it_can_bear(officer: Morning) -> None:
    with served(officer) as running:
        many = [
            socket.create_connection(("127.0.0.1", running.port), timeout=30)
            for _ in range(server.AT_ONCE + 8)
        ]
        # Those beyond the bound are closed at once, the others wait for what is asked.
        assert [each.recv(1) for each in many[server.AT_ONCE :]] == [b""] * 8
        for each in many:
            each.close()
        # Those that were closed here are let go there a moment later.
        for _ in range(600):
            with suppress(ConnectionError):
                running.get()
                break
            time.sleep(0.05)
        else:
            pytest.fail("it answers nobody any more")


def test_one_that_says_nothing_is_let_go(officer: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.05)
    with server.Board(officer.db, 0, print) as board, closing(socket.socket()) as caller:
        caller.connect(board.server_address[:2])  # type: ignore[arg-type]
        caller.sendall(b"GET")
        board.handle_request()
        caller.settimeout(30)
        assert caller.recv(10) == b""


def test_a_port_in_use_is_named(officer: Morning, board: Served) -> None:
    run = officer("board", "--port", str(board.port))
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        f"zizhao: 错误: 在端口 {board.port} 上开看板失败：已有别的程序在用",
        "  用 --port 换一个 1024 以上的，或不写 --port，由系统挑一个空的",
    ]


def test_it_takes_the_port_that_it_is_told(officer: Morning) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(officer, "--port", str(port)) as running:
        assert running.port == port
    for wrong in ("-1", "65536", "x"):
        assert officer("board", "--port", wrong).code == 2


def test_it_listens_on_this_machine_alone(board: Served) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1"}:
        with closing(socket.socket()) as caller:
            assert caller.connect_ex((address, board.port)) != 0


def test_a_ledger_that_cannot_be_read_is_told_before_it_listens(
    officer: Morning, tmp_path: Path
) -> None:
    for path in (tmp_path / "none.db", older(tmp_path)):
        run = officer("--db", str(path), "board")
        assert (run.code, run.out) == (6, "")
        assert run.err.startswith("zizhao: 错误: ")


def test_the_door_compares_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr("secrets.compare_digest", compare)
    door = Door(8000)
    token = door.address.split("/")[3]
    assert door.enter("GET", f"/{token}/due?page=2", ["127.0.0.1:8000"]) == Wanted(
        "due", {"page": "2"}
    )
    assert compared == [(token.encode(), token.encode())]
