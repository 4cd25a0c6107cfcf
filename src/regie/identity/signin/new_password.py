"""What a new password must be: long enough, and nothing that others guess first."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from regie.core.web import FieldError, InvalidFields

from .common import SHORTEST, common_passwords

LONGEST_BYTES: Final = 1024
"""In UTF-8, looked at before anything is computed. A sentence fits; no composition is demanded
(NIST SP 800-63B-4, ASVS 6.2)."""
_SHORTEST_WORD: Final = 3
"""Letters: initials are in too many passwords to mean anything."""


def normal(password: str) -> str:
    """One spelling of what looks alike: é typed as one character or as two. Not NFKC, which would
    make ² a 2. Raises ValueError for what is too long or no text."""
    if len(password) > LONGEST_BYTES:
        raise ValueError("too long")
    password = unicodedata.normalize("NFC", password)
    if len(password.encode()) > LONGEST_BYTES:  # a lone surrogate is a UnicodeEncodeError
        raise ValueError("too long")
    return password


def check_new_password(password: str, *, email: str, name: str, pointer: str = "/password") -> None:
    """Raises InvalidFields at the pointer. Its first call takes 13 ms: see `Passwords.hash_new`,
    which is for requests."""
    code = _objection(password, email, name)
    if code is not None:
        params = {"least": SHORTEST, "most": LONGEST_BYTES}
        raise InvalidFields([FieldError(pointer, code, dict(params))])


def _objection(password: str, email: str, name: str) -> str | None:
    try:
        password = normal(password)
    except UnicodeEncodeError:
        return "password_characters"
    except ValueError:
        return "password_long"
    if len(password) < SHORTEST:
        return "password_short"
    if password.casefold() in common_passwords() or len(set(password)) == 1:
        return "password_common"
    return "password_yours" if _is_made_of(password, email, name) else None


def _is_made_of(password: str, email: str, name: str) -> bool:
    """Whether nothing is left of its letters without those words, in whatever order."""
    parts = [name, email, email.partition("@")[2], *re.split(r"[\W_]+", f"{name} {email}")]
    words = {word for word in map(_core, parts) if len(word) >= _SHORTEST_WORD}
    left = letters = _core(password)
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != letters and left == ""


def _core(text: str) -> str:
    """Its letters, without accents and case: « Élodie-2026! » is « elodie »."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", text.casefold())))
