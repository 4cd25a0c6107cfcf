from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.files import (
    Download,
    LinkInvalid,
    LinkSigner,
    attachment_headers,
    content_disposition,
)

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DOWNLOAD = Download("ab" * 32, "L’Été d'O'Brien.pdf", "application/pdf", audience="session-1")


class Watch:
    now = START

    def __call__(self) -> datetime:
        return self.now


def signer(*secrets: bytes, watch: Watch | None = None) -> LinkSigner:
    return LinkSigner(secrets or (b"one",), watch or Watch())


def test_a_link_leads_to_what_was_signed() -> None:
    token = signer().sign(DOWNLOAD)
    assert signer().open(token, "session-1") == DOWNLOAD


def test_a_link_is_part_of_an_address_as_it_is() -> None:
    token = signer().sign(DOWNLOAD)
    assert all(character.isalnum() or character in "-_." for character in token)


def test_until_its_time_is_over_it_opens() -> None:
    watch = Watch()
    token = signer(watch=watch).sign(DOWNLOAD, timedelta(seconds=60))
    watch.now = START + timedelta(seconds=59)
    assert signer(watch=watch).open(token, "session-1") == DOWNLOAD


def test_when_its_time_is_over_it_does_not() -> None:
    watch = Watch()
    token = signer(watch=watch).sign(DOWNLOAD, timedelta(seconds=60))
    watch.now = START + timedelta(seconds=60)
    with pytest.raises(LinkInvalid):
        signer(watch=watch).open(token, "session-1")


@pytest.mark.parametrize("audience", ["", "session-2", "session-11"])
def test_it_opens_for_nobody_else(audience: str) -> None:
    with pytest.raises(LinkInvalid):
        signer().open(signer().sign(DOWNLOAD), audience)


def test_another_secret_opens_nothing() -> None:
    with pytest.raises(LinkInvalid):
        signer(b"two").open(signer(b"one").sign(DOWNLOAD), "session-1")


def test_an_old_secret_is_honoured_while_it_is_named() -> None:
    token = signer(b"one").sign(DOWNLOAD)
    assert signer(b"two", b"one").open(token, "session-1") == DOWNLOAD


@given(position=st.integers(0, 500), character=st.sampled_from("ABab01-_.="))
def test_no_changed_link_opens(position: int, character: str) -> None:
    token = signer().sign(DOWNLOAD)
    position %= len(token)
    changed = token[:position] + character + token[position + 1 :]
    try:
        opened = signer().open(changed, "session-1")
    except LinkInvalid:
        return
    assert opened == DOWNLOAD


@given(token=st.text() | st.text("ABCabc012-_.", max_size=60))
def test_nothing_made_up_opens(token: str) -> None:
    with pytest.raises(LinkInvalid):
        signer().open(token)


def test_a_signer_without_a_secret_is_not_made() -> None:
    with pytest.raises(ValueError, match="secret"):
        LinkSigner([b""])


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        ("Été.pdf", "attachment; filename=\"_t_.pdf\"; filename*=UTF-8''%C3%89t%C3%A9.pdf"),
        ('a"; x=y', "attachment; filename=\"a_; x=y\"; filename*=UTF-8''a_%3B%20x%3Dy"),
        ("a\r\nX: y", "attachment; filename=\"a X_ y\"; filename*=UTF-8''a%20X_%20y"),
    ],
)
def test_a_file_is_sent_to_be_saved(name: str, header: str) -> None:
    assert content_disposition(name) == header


@given(name=st.text())
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = content_disposition(name)
    assert (header.isascii(), header.isprintable(), header.count('"')) == (True, True, 2)


def test_nothing_sent_is_sniffed_run_or_kept() -> None:
    headers = dict(attachment_headers("a.svg", "image/svg+xml", 3))
    assert (
        headers["X-Content-Type-Options"],
        headers["Content-Security-Policy"],
        headers["Cache-Control"],
    ) == ("nosniff", "default-src 'none'; sandbox", "private, no-store")
