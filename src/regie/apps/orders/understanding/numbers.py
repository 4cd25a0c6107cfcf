"""Order numbers in any disguise: spaces, dashes, small letters, O for 0, l for 1, no prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .plain import Plain, plain
from .spoken import spoken_rows

_DIGIT: Final = "[0-9oli]"
_TYPED: Final = str.maketrans("oli", "011")
_SPOKEN: Final = (
    r"tirets?|trait(?: d'union)?|moins|slash|point|espace|puis"
    r"|dash|hyphen|dot|space|underscore|then"
)
"""Between groups, by whoever dictates to a telephone."""
_STROKES: Final = r"[-_./:\\+*]{1,2}"
_BETWEEN: Final = rf"\s{{0,2}}(?:{_STROKES}|{_SPOKEN})?\s{{0,2}}"
"""What people put between two groups, or leave out."""
_LOOSELY: Final = rf"\s{{0,2}}(?:[-_./:\\+*(),;=#°]{{1,2}}|{_SPOKEN})?\s{{0,2}}"
"""Where the format or its letters leave no doubt."""
_PARTED: Final = rf"(?:\s{{0,2}}(?:{_STROKES}|{_SPOKEN})\s{{0,2}}|\s{{1,2}})"
"""Where only what stands between the groups tells that they are groups."""
_APART: Final = r"(?:\s|\s?[-_.]\s?)"
_SAID: Final = r"(?:(?<![a-z])(?:n[o°]?s?|nr)[.: ]{1,2})?"
"""« no. » belongs to the number: to the rules it would say that there is nothing."""
_GLUED: Final = r"(?:(?<![a-z0-9])(?:numero|num|no|n|cmde?|cde|commande|order|ref))"
"""« nº401372… », « cmd401372… »."""
_DATES: Final = "".join(
    rf"(?![0-3]\d{mark}[01]\d{mark}\d\d\W{{1,3}}[0-3]\d{mark}[01]\d{mark}\d\d(?!\d))"
    for mark in (r"\.", "/")
)
"""« 03/10/25 - 12/11/25 » has as many figures."""
_CODE: Final = r"(?<![a-z])(?:fa|fac|fact|ft|inv|dev|devis|quote|sn)[-_ ]?$"
"""Letters of other papers: « FA-202510-004812 »."""
_ANOTHER_PAPER: Final = re.compile(_CODE)
_OTHER: Final = re.compile(
    rf"{_CODE}|"
    r"\b(?:factures?|invoice|devis|quote|iban|siret|siren|tva|vat|isbn|ean|fedex|ups|dhl|dpd|gls"
    r"|chronopost|colissimo|mondial relay|de suivi|tracking|client|customer|compte|account|tel"
    r"|telephone|portable|mobile|fax|phone)"
    r"(?:[ .:#-]|n°|n?o\b|nr\b|num\b|numero|number|code|id\b|ref\b|reference|est\b|is\b){0,6}$"
)
"""What a number without letters is then, unless it is cut as ours are."""
_SEEN_BEFORE: Final = 40
"""Characters."""
_LOOKALIKES: Final = {"l": "[l1i]", "i": "[i1l]", "o": "[o0]"}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a source writes its numbers: `CL-000000-000000`, each 0 a digit, the rest as it is."""

    pattern: str

    def prefix(self) -> str:
        """The letters in front: « cl »."""
        return self.pattern[: re.search(r"[\W\d_]|$", self.pattern).start()].lower()  # pyright: ignore[reportOptionalMemberAccess] - $ always matches

    def groups(self) -> tuple[int, ...]:
        """How many digits stand together: 6 and 6."""
        return tuple(len(run) for run in re.findall("0+", self.pattern))

    def canonical(self, digits: str) -> str:
        left = iter(digits)
        return "".join(next(left) if mark == "0" else mark for mark in self.pattern)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadNumber:
    written: str
    """As it stands in the question."""
    number: str
    """As its source writes it."""


def read_numbers(written: str, formats: Sequence[NumberFormat]) -> list[ReadNumber]:
    """What `understand` takes for numbers, each as often as it comes."""
    text = plain(written)
    return [
        ReadNumber(text.as_written(found.start, found.end).strip(), found.number)
        for found in find_numbers(text, formats)
    ]


def find_numbers(text: Plain, formats: Sequence[NumberFormat]) -> list[FoundNumber]:
    """From left to right; a stretch is read once, under the first format that fits it."""
    taken: list[FoundNumber] = []
    for form in formats:
        for found in _of_format(text.text, form):
            if all(found.end <= other.start or other.end <= found.start for other in taken):
                taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def _of_format(text: str, form: NumberFormat) -> Iterator[FoundNumber]:
    for disguise in _disguises(form):
        for match in disguise.pattern.finditer(text):
            digits = re.sub(rf"{_SPOKEN}|[^0-9oli]", "", match["digits"])
            typed = sum(character.isdigit() for character in digits)
            before = text[max(0, match.start() - _SEEN_BEFORE) : match.start()]
            foreign = disguise.foreign and disguise.foreign.search(before)
            if typed > disguise.share * len(digits) and not foreign:
                yield FoundNumber(form.canonical(digits.translate(_TYPED)), *match.span())
    for digits, start, end in spoken_rows(text):
        before = text[max(0, start - _SEEN_BEFORE) : start]
        if len(digits) == sum(form.groups()) and not _OTHER.search(before):
            said = _said_letters(form).search(before)
            yield FoundNumber(form.canonical(digits), start - len(said[0]) if said else start, end)


@lru_cache(maxsize=64)
def _said_letters(form: NumberFormat) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){' ?'.join(form.prefix())}{_LOOSELY}$")


@dataclass(frozen=True, slots=True)
class _Disguise:
    pattern: re.Pattern[str]
    share: float
    """Of its digits those that must be digits indeed."""
    foreign: re.Pattern[str] | None
    """In front of it this makes another paper's number of it."""


@lru_cache(maxsize=64)
def _disguises(form: NumberFormat) -> tuple[_Disguise, ...]:
    """With its prefix the digits may be cut anywhere. Without, they stand together, cut as the
    format cuts them, in even groups, or one by one, with no other figure beside them but a second
    number behind a stroke: a telephone number has groups of two as well, but ten figures, or a plus
    in front."""
    groups, count = form.groups(), sum(form.groups())
    letters = _BETWEEN.join(_LOOKALIKES.get(letter, letter) for letter in form.prefix())
    anywhere = _LOOSELY.join([_DIGIT] * count)
    with_prefix = rf"{_SAID}(?<![a-z0-9]){letters}{_LOOSELY}(?P<digits>{anywhere})(?![0-9])"
    as_cut, glued = _cut(groups, _LOOSELY), _cut((count,), "")
    another = rf"(?<={_cut(groups, '[-_. ]')}[/+])|(?<={glued}[/+])"
    begins = rf"(?:{_GLUED}|{another}|(?<![a-z0-9+])(?<![0-9][-_./:]))"
    ends = rf"(?![a-z0-9])(?!(?!/(?:{glued}|{as_cut})(?!\w))[-_./:][0-9])"
    alone = r"(?<![a-z0-9+])(?<![0-9][-_./: ])(?P<digits>{})(?![a-z0-9])(?![-_./: ][0-9])"
    one_by_one = f"{_DIGIT}(?:{_APART}{_DIGIT}){{{count - 1}}}"
    even = [_cut((size,) * (count // size), _PARTED) for size in (2, 3, 4) if count % size == 0]
    parted = _PARTED.join(f"(?:{_divided(size)})" for size in groups)
    in_groups = rf"{_DATES}(?!{_cut(groups, _STROKES)})(?:{'|'.join([*even, parted, one_by_one])})"
    return tuple(
        _Disguise(re.compile(pattern), share, foreign)
        for pattern, share, foreign in (
            *(((with_prefix, 0.2, None),) if letters else ()),
            (rf"{_SAID}{begins}(?P<digits>{as_cut})(?<!{glued}){ends}", 0.5, _ANOTHER_PAPER),
            (rf"{_SAID}{begins}(?P<digits>{glued}){ends}", 0.5, _OTHER),
            (alone.replace("{}", in_groups, 1), 0.5, _OTHER),
        )
    )


def _divided(size: int) -> str:
    """A group as it is, or evenly cut."""
    even = [_cut((part,) * (size // part), _PARTED) for part in (2, 3, 4) if size % part == 0]
    return "|".join([*even, _cut((size,), "")])


def _cut(sizes: tuple[int, ...], between: str) -> str:
    return between.join(f"{_DIGIT}{{{size}}}" for size in sizes)
