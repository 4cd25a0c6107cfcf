"""Secrets of a mail rest sealed, and whoever is not meant sees a mask."""

from __future__ import annotations

import pytest

from regie.core.errors import Misconfigured
from regie.core.mail import Seal
from regie.core.mail.secret_fields import SealBroken, masked, new_mark, revealed

MARKS = {new_mark("link"): "https://example.fr/?a=1&b=2"}
(MARK,) = MARKS


def test_what_was_sealed_can_be_opened() -> None:
    seal = Seal([b"new", b"old"])
    assert seal.open(seal.close(MARKS, owner="m"), owner="m") == MARKS


def test_a_key_that_was_replaced_still_opens() -> None:
    assert Seal([b"new", b"old"]).open(Seal([b"old"]).close(MARKS, owner="m"), owner="m") == MARKS


def test_nothing_of_the_secret_is_readable() -> None:
    assert b"example" not in Seal([b"key"]).close(MARKS, owner="m")


@pytest.mark.parametrize(
    ("key", "owner"), [(b"other", "m"), (b"key", "another mail")], ids=["key", "owner"]
)
def test_what_was_sealed_for_another_stays_shut(key: bytes, owner: str) -> None:
    sealed = Seal([b"key"]).close(MARKS, owner="m")
    with pytest.raises(SealBroken):
        Seal([key]).open(sealed, owner=owner)


def test_without_a_key_no_secret_is_written() -> None:
    with pytest.raises(Misconfigured, match="REGIE_SECRET_KEY"):
        Seal([]).close(MARKS, owner="m")


def test_a_mask_stands_for_what_is_not_revealed() -> None:
    assert masked(f"Open {MARK} now") == "Open •••••• now"


@pytest.mark.parametrize(("html", "shown"), [(True, "a=1&amp;b=2"), (False, "a=1&b=2")])
def test_a_secret_is_escaped_where_it_must_be(shown: str, *, html: bool) -> None:
    assert shown in revealed(f"Open {MARK}", MARKS, html=html)
