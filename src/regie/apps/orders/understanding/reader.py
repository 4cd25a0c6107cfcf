"""From what somebody typed to what they want: numbers, then the name, language, intent, period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .asked import Asked, asked
from .customer import find_name
from .intents import NOT_OURS, intent_of
from .language import Lang, language_of
from .numbers import NumberFormat, find_numbers
from .periods import find_period
from .plain import CUT, NAMED, plain
from .quoted import own_words
from .ranges import Period
from .spelling import spelt
from .understood import Understood


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A question before its intent is read."""

    lang: Lang
    numbers: tuple[str, ...]
    name: str | None
    period: Period | None
    asked: Asked


def understand(written: str, today: date, formats: Sequence[NumberFormat]) -> Understood:
    """Pure and deterministic: the same words on the same day are the same question."""
    told = unfolded(written, today, formats)
    foreign = told.lang == "other" and not told.numbers
    reading = NOT_OURS if foreign else intent_of(told.asked)
    return Understood(
        intent=reading.intent,
        lang=told.lang,
        numbers=told.numbers,
        name=told.name,
        period=told.period,
        because=reading.because or None,
        guessed=reading.guessed,
    )


def unfolded(written: str, today: date, formats: Sequence[NumberFormat]) -> Unfolded:
    text = plain(written)
    found = find_numbers(text, formats)
    for number in found:
        text = text.without(number.start, number.end, CUT)
    text = own_words(text)
    named = find_name(text)
    rest = text.without(*named[1:], NAMED) if named else text
    lang = language_of(rest)
    meant = spelt(rest, lang)
    numbers = tuple(dict.fromkeys(number.number for number in found))
    period = find_period(meant, today)
    return Unfolded(
        lang,
        numbers,
        named[0] if named else None,
        period,
        asked(meant, numbered=bool(numbers), dated=period is not None),
    )
