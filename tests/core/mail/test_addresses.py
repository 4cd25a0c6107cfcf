"""Addresses as people write them become addresses that a server takes."""

from __future__ import annotations

import pytest

from regie.core.errors import Misconfigured
from regie.core.mail import MailServer, Sender
from regie.core.mail.addresses import needs_utf8, on_the_wire


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Régie <regie@example.fr>", "Régie"),
        ('"Dupont, Claire" <regie@example.fr>', "Dupont, Claire"),
        ("regie@example.fr", "Organisation"),
    ],
)
def test_a_sender_has_a_name(text: str, name: str) -> None:
    assert Sender.parsed(text, organisation="Organisation") == Sender(name, "regie@example.fr")


@pytest.mark.parametrize("text", ["", "Régie", "regie@", "a@example.fr\r\nBcc: b@example.fr"])
def test_a_sender_without_an_address_is_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match="REGIE_MAIL_FROM"):
        Sender.parsed(text, organisation="Organisation")


@pytest.mark.parametrize("name", ["Régie", "Dupont, Claire", 'Le "Grand" Dépôt', "a@b"])
def test_a_sender_survives_its_row(name: str) -> None:
    sender = Sender(name, "regie@example.fr")
    assert Sender.from_header(str(sender.header)) == sender


def test_a_foreign_domain_travels_in_ascii() -> None:
    assert on_the_wire("zoe@dépôt.fr") == "zoe@xn--dpt-bma0d.fr"


@pytest.mark.parametrize(("address", "needs"), [("zoe@dépôt.fr", False), ("zoé@example.fr", True)])
def test_only_the_part_before_the_at_needs_utf8(address: str, *, needs: bool) -> None:
    assert needs_utf8(address) is needs


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.fr", ("mail.example.fr", 587, "starttls")),
        ("smtp://mail.example.fr:2525?tls=none", ("mail.example.fr", 2525, "none")),
        ("smtp://127.0.0.1?tls=none", ("127.0.0.1", 25, "none")),
        ("smtps://mail.example.fr", ("mail.example.fr", 465, "implicit")),
        ("smtp://[::1]:26?tls=none", ("::1", 26, "none")),
    ],
)
def test_an_address_of_a_server_says_how_it_is_reached(
    url: str, server: tuple[str, int, str]
) -> None:
    parsed = MailServer.parsed(url)
    assert (parsed.host, parsed.port, parsed.tls) == server


def test_user_and_password_are_percent_decoded() -> None:
    parsed = MailServer.parsed("smtps://a%40b:p%2Fw%20d@mail.example.fr")
    assert (parsed.user, parsed.password) == ("a@b", "p/w d")


def test_a_password_is_not_in_what_is_logged() -> None:
    assert "hidden" not in repr(MailServer.parsed("smtps://me:hidden@mail.example.fr"))


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.fr",
        "http://mail.example.fr",
        "smtp://",
        "smtp://mail.example.fr:port",
        "smtp://mail.example.fr/path",
        "smtp://mail.example.fr?tls=maybe",
        "smtps://mail.example.fr?tls=none",
        "smtp://mail.example.fr?timeout=3",
        "smtp://me:hidden@mail.example.fr?tls=none",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(Misconfigured, match="REGIE_MAIL_URL") as refused:
        MailServer.parsed(url)
    assert "hidden" not in str(refused.value)
