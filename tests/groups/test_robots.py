"""The three robots, by the real program against servers that answer as they do: taken, refused inside HTTP 200, misbehaving."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.groups.robots import CERTIFICATE, MISBEHAVIOURS, REFUSALS, SECRET, TOKEN, Robot
from tests.groups.setting_up import add
from zizhao_cli.groups.robots import dingtalk_signed, feishu_sign

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

KINDS = sorted(REFUSALS)
AT = "2022-07-15T18:30:00+08:00"
SOON = {"ZIZHAO_GROUP_SECONDS": "1"}


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def test_feishu_signs_as_its_vector_says() -> None:
    assert feishu_sign("demo", 1599360473) == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


def test_dingtalk_encodes_its_signature_once() -> None:
    """A signature with + and / and =, which shows a second time."""
    signed = {dingtalk_signed("https://a/?access_token=x", SECRET, at) for at in range(200)}
    assert any("%2B" in url for url in signed)
    assert all(url.endswith("%3D") for url in signed)
    assert not any("%25" in url for url in signed)
    # The guard notices: encoded twice, there is one.
    assert "%253D" in quote(quote("=", safe=""), safe="")


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_arrives_signed(zizhao: Morning, kind: str) -> None:
    with Robot(kind) as robot:
        assert add(zizhao, robot, "村委会").code == 0
        run = zizhao("group", "test", "村委会", now=AT)
    assert (run.code, run.out) == (0, "")
    assert robot.messages == ["安全生产台账：这是试发的一条，群“村委会”设好了。"]


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_wrong_key_is_refused_and_told(zizhao: Morning, kind: str) -> None:
    with Robot(kind) as robot:
        add(zizhao, robot, "村委会", secret="SEC-another-key")  # noqa: S106 - of a server of the tests
        run = zizhao("group", "test", "村委会", now=AT)
    assert (run.code, run.out, robot.messages) == (1, "", [])
    assert "没有发到：对方不收：" in run.err
    assert "密钥" in run.err


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_without_a_key_nothing_is_signed(zizhao: Morning, kind: str) -> None:
    with Robot(kind) as robot:
        add(zizhao, robot, "村委会", secret="")
        assert zizhao("group", "test", "村委会").code == 0
    ((path, body),) = robot.requests
    assert "sign" not in path
    assert b"sign" not in body


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_inside_http_200_is_a_failure(zizhao: Morning, kind: str) -> None:
    with Robot(kind, "refuse") as robot:
        add(zizhao, robot, "村委会")
        run = zizhao("group", "test", "村委会")
    code = next(value for value in REFUSALS[kind].values() if isinstance(value, int))
    assert run.code == 1
    assert f"对方不收：{code}" in run.err
    assert "***" in run.err
    assert "too fast" in run.err or kind != "dingtalk"
    assert TOKEN not in run.err
    assert "发得太快" in run.err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("behaviour", MISBEHAVIOURS)
def test_what_is_no_answer_is_a_failure(zizhao: Morning, kind: str, behaviour: str) -> None:
    with Robot(kind, behaviour) as robot:
        add(zizhao, robot, "村委会")
        run = zizhao("group", "test", "村委会", env=SOON)
        assert len(robot.requests) == 1  # no redirect was followed, nothing sent again
    assert (run.code, run.out) == (1, "")
    assert "没有发到" in run.err
    assert "程序出错" not in run.err
    assert TOKEN not in run.err


def test_nobody_there(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "村委会")
    run = zizhao("group", "test", "村委会", env=SOON)
    assert (run.code, run.err.count("\n")) == (1, 2)
    assert "对方拒绝连接" in run.err


def test_a_proxy_does_not_hear_what_is_for_this_machine(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot, Robot("dingtalk") as proxy:
        add(zizhao, robot, "村委会")
        address = proxy.address.partition("/robot")[0]
        zizhao.ok("group", "test", "村委会", env={"http_proxy": address, "no_proxy": ""})
    assert (len(robot.messages), proxy.requests) == (1, [])


def test_a_robot_that_does_not_prove_who_it_is_hears_nothing(zizhao: Morning) -> None:
    with Robot("dingtalk", encrypted=True) as robot:
        add(zizhao, robot, "村委会")
        run = zizhao("group", "test", "村委会", env={"ZIZHAO_DEBUG": "1"})
        assert (run.code, robot.requests) == (1, [])
        assert "证书核验不过" in run.err
        assert TOKEN not in run.err
        zizhao.ok("group", "test", "村委会", env={"SSL_CERT_FILE": str(CERTIFICATE)})
        assert len(robot.messages) == 1
