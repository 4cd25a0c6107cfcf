"""Secrets of a mail rest sealed, and whoever is not meant sees a mask."""

from __future__ import annotations

import pytest

from regie.core.mail.secret_fields import masked, new_mark, revealed, seal, unseal
from regie.core.vault import SealBroken

from .conftest import VAULT

MARKS = {new_mark("link"): "https://example.fr/?a=1&b=2"}
(MARK,) = MARKS


def test_what_was_sealed_can_be_opened() -> None:
    assert unseal(VAULT, seal(VAULT, MARKS, 7), 7) == MARKS


def test_what_was_sealed_for_another_mail_stays_shut() -> None:
    with pytest.raises(SealBroken):
        unseal(VAULT, seal(VAULT, MARKS, 7), 8)


def test_a_mask_stands_for_what_is_not_revealed() -> None:
    assert masked(f"Open {MARK} now") == "Open •••••• now"


@pytest.mark.parametrize(("html", "shown"), [(True, "a=1&amp;b=2"), (False, "a=1&b=2")])
def test_a_secret_is_escaped_where_it_must_be(shown: str, *, html: bool) -> None:
    assert shown in revealed(f"Open {MARK}", MARKS, html=html)
