"""Mail, by the real program against a server on this machine: in plain to it alone, else encrypted and proved."""

from __future__ import annotations

from email import message_from_string
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from tests.groups.robots import CERTIFICATE, Letters
from tests.groups.setting_up import PASSWORD, RECEIVER, SENDER, USER, add_mail
from zizhao_cli.groups.address import server_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def test_a_letter_arrives(zizhao: Morning) -> None:
    with Letters() as letters:
        assert add_mail(zizhao, letters, "各村").code == 0
        zizhao.ok("group", "test", "各村")
    (letter,) = letters.letters
    read = message_from_string(letter, policy=default)
    assert (read["From"], read["To"]) == (SENDER, RECEIVER)
    assert read["Subject"].startswith("安全生产台账：")
    assert "localhost" not in letter


def test_a_password_goes_only_where_somebody_proves_who_he_is(zizhao: Morning) -> None:
    with Letters(starttls=True) as letters:
        add_mail(zizhao, letters, "各村")
        run = zizhao("group", "test", "各村")
        assert run.code == 1
        assert "证书核验不过" in run.err
        assert not any(line.startswith(("AUTH", "MAIL")) for line in letters.heard)
        trusted = zizhao("group", "test", "各村", env={"SSL_CERT_FILE": str(CERTIFICATE)})
        assert (trusted.code, trusted.err) == (0, "zizhao: 群“各村”收下了\n")
    assert letters.encrypted == 1
    assert len(letters.letters) == 1
    assert any(line.startswith("AUTH") for line in letters.heard)


@pytest.mark.parametrize(
    ("refuse", "told"), [("AUTH", "不认用户或口令"), ("RCPT", "不收这些收件人")]
)
def test_what_the_server_refuses_is_told_without_its_words(
    zizhao: Morning, refuse: str, told: str
) -> None:
    with Letters(refuse=refuse) as letters:
        add_mail(zizhao, letters, "各村")
        run = zizhao("group", "test", "各村", env={"ZIZHAO_DEBUG": "1"})
    assert run.code == 1
    assert told in run.err
    for secret in (PASSWORD, USER, RECEIVER, "no such user", "AUTH PLAIN"):
        assert secret not in run.err


def test_without_a_user_nobody_logs_in(zizhao: Morning) -> None:
    with Letters() as letters:
        add_mail(zizhao, letters, "各村", login=False)
        zizhao.ok("group", "test", "各村")
    assert not any(line.startswith("AUTH") for line in letters.heard)


def test_what_a_server_may_be_called() -> None:
    assert server_of("smtp.example.com") == ("smtp.example.com", 587, False)
    assert server_of("smtp.example.com:465") == ("smtp.example.com", 465, True)
    assert server_of("smtps://mail.example.com:4650") == ("mail.example.com", 4650, True)
