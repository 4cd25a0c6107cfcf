"""From what somebody typed to what they want: numbers, then the name, language, intent, period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .customer import find_name
from .intents import NOT_OURS, intent_of
from .language import language_of
from .numbers import NumberFormat, find_numbers
from .periods import find_period
from .plain import CUT, NAMED, plain
from .quoted import own_words
from .spelling import spelt
from .understood import Understood


def understand(written: str, today: date, formats: Sequence[NumberFormat]) -> Understood:
    """Pure and deterministic: the same words on the same day are the same question."""
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
    reading = intent_of(meant, numbered=bool(numbers), dated=period is not None)
    if lang == "other" and not numbers:
        reading = NOT_OURS
    return Understood(
        intent=reading.intent,
        lang=lang,
        numbers=numbers,
        name=named[0] if named else None,
        period=period,
        because=reading.because or None,
    )
