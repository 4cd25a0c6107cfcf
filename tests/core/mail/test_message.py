"""A mail on its way is what RFC 5322 says, whatever alphabet its words are in."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.mail import Letter

from .conftest import AT, SENDER

LETTER = Letter(
    sender=SENDER,
    recipient="zoé@dépôt.example.fr",
    subject="Échec de la tâche « import »",
    language="fr",
    message_id="<regie.9223372036854775807.0123456789ab@example.fr>",
    at=AT,
    unsubscribe=f"https://regie.example.fr/unsubscribe?token={'x' * 300}",
    text="Où en est-on\u202f?\n.\n..fin\n",
    html="<p>Où en est-on\u202f?</p>\n",
)


def travelled(letter: Letter) -> Any:
    return message_from_bytes(letter.encoded(), policy=default)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("From", "Imprimerie du Rhône <regie@example.fr>"),
        ("To", "zoé@xn--dpt-bma0d.example.fr"),
        ("Subject", LETTER.subject),
        ("Date", "Sat, 21 Nov 2026 08:05:00 +0000"),
        ("Message-ID", LETTER.message_id),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "fr"),
        ("List-Unsubscribe", f"<{LETTER.unsubscribe}>"),
        ("MIME-Version", "1.0"),
    ],
)
def test_a_header_arrives(header: str, value: str) -> None:
    assert travelled(LETTER)[header] == value


@pytest.mark.parametrize("header", [b"Message-ID: <regie.", b"List-Unsubscribe: <https://"])
def test_what_programs_read_is_not_encoded(header: bytes) -> None:
    assert header in LETTER.encoded()


@pytest.mark.parametrize(("kind", "content"), [("plain", LETTER.text), ("html", LETTER.html)])
def test_both_contents_arrive(kind: str, content: str) -> None:
    body = travelled(LETTER).get_body(preferencelist=(kind,))
    assert body.get_content().replace("\r\n", "\n") == content


def test_text_comes_before_html() -> None:
    parts = [part.get_content_type() for part in travelled(LETTER).iter_parts()]
    assert parts == ["text/plain", "text/html"]


def test_every_attempt_sends_the_same_bytes() -> None:
    assert LETTER.encoded() == replace(LETTER).encoded()


def test_no_line_is_longer_than_servers_take() -> None:
    assert max(map(len, LETTER.encoded().split(b"\r\n"))) <= 998


def test_every_line_ends_as_smtp_wants() -> None:
    assert b"\n" not in LETTER.encoded().replace(b"\r\n", b"")


def test_a_mail_to_an_ascii_address_is_ascii() -> None:
    assert replace(LETTER, recipient="zoe@dépôt.example.fr").encoded().isascii()


@pytest.mark.parametrize("field", ["subject", "message_id", "unsubscribe"])
def test_no_header_can_be_smuggled_in(field: str) -> None:
    smuggled = replace(LETTER, **{field: "x\r\nBcc: all@example.fr"})
    with pytest.raises(ValueError, match=r"linefeed|carriage return"):
        smuggled.encoded()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_subject_arrives(subject: str) -> None:
    subject = " ".join(subject.split())
    assert travelled(replace(LETTER, subject=subject))["Subject"] == subject
