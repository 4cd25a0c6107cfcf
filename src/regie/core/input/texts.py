"""Texts that people type: normal form, one line or several, no invisible commands."""

from __future__ import annotations

import unicodedata
from typing import Final

from pydantic_core import PydanticCustomError

from .findings import character_findings

_NAME_MARKS: Final = frozenset(" '’ʼ-‐.,·")


def check_line(text: str) -> str:
    """One line in NFC, without blanks around it. Raises PydanticCustomError, a ValueError."""
    return _check(text, lines=False)


def check_lines(text: str) -> str:
    """Like `check_line`, with line breaks and tabs allowed; every break becomes `\\n`."""
    return _check(text.replace("\r\n", "\n").replace("\r", "\n"), lines=True)


def check_name(text: str) -> str:
    """A person's name: letters of any script, blanks, apostrophes, hyphens, dots, commas."""
    name = check_line(text)
    if not any(map(str.isalpha, name)):
        raise PydanticCustomError("name_letters", "A name has letters")
    for character in name:
        if character not in _NAME_MARKS and unicodedata.category(character)[0] not in "LM":
            raise PydanticCustomError("name_characters", "Only letters, blanks, ' - . and ,")
    return name


def _check(text: str, *, lines: bool) -> str:
    text = text.strip()
    for finding in character_findings(text, lines=lines):
        raise PydanticCustomError(
            finding.code,
            "{character} at {position} is not allowed",
            {"character": finding.character, "position": finding.position},
        )
    return unicodedata.normalize("NFC", text)
