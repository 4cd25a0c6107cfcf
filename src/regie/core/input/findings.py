"""Which characters and sequences are objected to, where, and by which name.

Quotes, semicolons and SQL words are not among them: a statement's parameters carry any text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

FindingCode = Literal[
    "text_control",
    "text_direction",
    "text_surrogate",
    "text_noncharacter",
    "text_line_break",
    "text_combining",
    "text_markup",
]

MOST_COMBINING: Final = 30
"""Marks in a row (UAX #15, Stream-Safe Text Format): above it normalising costs their square."""

_CODE_OF_GROUP: Final[dict[str, FindingCode]] = {
    "control": "text_control",
    "direction": "text_direction",
    "surrogate": "text_surrogate",
    "noncharacter": "text_noncharacter",
    "line": "text_line_break",
}

_OBJECTIONABLE: Final = re.compile(
    "(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb])"
    "|(?P<direction>[\u202a-\u202e\u2066-\u2069])"  # CVE-2021-42574: text that reads otherwise
    "|(?P<surrogate>[\ud800-\udfff])"
    "|(?P<noncharacter>[\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "])"
    "|(?P<line>[\t\n\r\u2028\u2029])"
)
_TAG: Final = re.compile("<[A-Za-z/!?]")
_DENSE: Final = re.compile(f"[\u0300-\U0010ffff]{{{MOST_COMBINING + 1}}}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection. `field.<code>` in the message catalogue says it to people."""

    code: FindingCode
    position: int
    """In characters, from 0."""
    character: str
    """The culprit as `U+202E`, so that showing it is harmless."""


@dataclass(frozen=True, slots=True)
class Safety:
    """True when there is nothing to object to."""

    findings: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return not self.findings


def is_safe(text: str, *, lines: bool = True) -> Safety:
    """Whether the text can be kept, shown and put into logs as it is, and if not, why not.

    `lines` allows line breaks and tabs. It advises: whoever shows a text encodes it anyhow.
    """
    found = [*character_findings(text, lines=lines), *_markup_findings(text)]
    return Safety(tuple(sorted(found, key=lambda finding: finding.position)))


def character_findings(text: str, *, lines: bool) -> Iterator[Finding]:
    for match in _OBJECTIONABLE.finditer(text):
        if match.lastgroup == "line" and lines and match[0] < "\u2028":
            continue
        yield _finding(_CODE_OF_GROUP[match.lastgroup or ""], match.start(), match[0])
    yield from _combining_findings(text)


def without_objections(text: str) -> str:
    """The text less every character objected to; line breaks stay, of one kind."""
    kept = _OBJECTIONABLE.sub(
        lambda match: match[0] if match[0] in "\t\n\r" else _substitute(match[0]), text
    )
    if _DENSE.search(kept) is None:
        return kept
    runs = groupby(kept, lambda character: unicodedata.combining(character) > 0)
    return "".join("".join(run)[: MOST_COMBINING if marks else None] for marks, run in runs)


def _substitute(character: str) -> str:
    return "\n" if character in "\u2028\u2029" else ""


def _combining_findings(text: str) -> Iterator[Finding]:
    if _DENSE.search(text) is None:
        return
    run = 0
    for position, character in enumerate(text):
        run = run + 1 if unicodedata.combining(character) else 0
        if run == MOST_COMBINING + 1:
            yield _finding("text_combining", position, character)


def _markup_findings(text: str) -> Iterator[Finding]:
    for match in _TAG.finditer(text):
        yield _finding("text_markup", match.start(), "<")


def _finding(code: FindingCode, position: int, character: str) -> Finding:
    return Finding(code, position, f"U+{ord(character):04X}")
