"""Days, times, durations, figures and lists as they are said in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from regie.core.i18n import Language, french
from regie.core.mail import spoken_day

_NEAR: Final[dict[Language, dict[int, str]]] = {
    "fr": {-2: "avant-hier", -1: "hier", 0: "aujourd’hui", 1: "demain", 2: "après-demain"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_UNIT: Final = re.compile(r"(?<=\d) ?(?=[a-z])")


def on_day(day: date, today: date, language: Language) -> str:
    """« demain, mardi 28 octobre 2025 », « le lundi 3 novembre 2025 »."""
    near = _NEAR[language].get((day - today).days)
    whole = spoken_day(day, language)
    if near:
        return f"{near}, {whole}"
    return f"le {whole}" if language == "fr" else f"on {whole}"


def at_time(at: datetime, now: datetime, language: Language) -> str:
    """« 14 h 02 », with the day when it is another. Both on one clock."""
    time = f"{at.hour}\u00a0h\u00a0{at.minute:02}" if language == "fr" else f"{at:%H:%M}"
    if at.date() == now.date():
        return time
    day = on_day(at.date(), now.date(), language)
    return f"{day} à {time}" if language == "fr" else f"{day} at {time}"


def opening(at: datetime, now: datetime, language: Language) -> str:
    """« demain, mardi 28 octobre 2025 à 9 h », « aujourd’hui à 14 h »."""
    if language == "fr":
        minutes = f"\u00a0{at.minute:02}" if at.minute else ""
        time = f"{at.hour}\u00a0h{minutes}"
    else:
        time = f"{at:%H:%M}"
    day = _NEAR[language][0] if at.date() == now.date() else on_day(at.date(), now.date(), language)
    return f"{day} à {time}" if language == "fr" else f"{day} at {time}"


def short_day(day: date, today: date, language: Language) -> str:
    """« 15/10 », with its year when it is long ago; 15 Oct in English, which two habits share."""
    far = abs(today - day) > timedelta(days=300)
    if language == "fr":
        return f"{day:%d/%m/%Y}" if far else f"{day:%d/%m}"
    return f"{day.day}\u00a0{day:%b %Y}" if far else f"{day.day}\u00a0{day:%b}"


def days_counted(count: int, language: Language) -> str:
    if language == "fr":
        return f"{count}\u00a0jour{'s' if count > 1 else ''}"
    return f"{count}\u00a0day{'s' if count > 1 else ''}"


def copies_counted(count: int, language: Language) -> str:
    if language == "fr":
        written = f"{count:,}".replace(",", "\u202f")
        return f"{written}\u00a0exemplaire{'s' if count > 1 else ''}"
    return f"{count:,}\u00a0{'copy' if count == 1 else 'copies'}"


def measured(figure: str, language: Language) -> str:
    """« 1,8 s », which does not break, of the "1.8 s" or "1.8s" that machines are told."""
    if language == "en":
        return figure
    return _UNIT.sub("\u00a0", french(figure.replace(".", ",")))


def listed(parts: Sequence[str], language: Language) -> str:
    """« en production, en préparation et expédiée »"""
    if len(parts) < 2:
        return "".join(parts)
    last = " et " if language == "fr" else " and "
    return ", ".join(parts[:-1]) + last + parts[-1]


def in_a_sentence(label: str) -> str:
    """« En production » → « en production »; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
