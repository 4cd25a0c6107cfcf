"""How a French word sounds, roughly.

Who writes by ear writes « kestion », « bocoup », « telefone ».

Only equality means anything. Endings that are not heard, or that are heard alike (-er, -ez, -é,
-ée, -ait), are one. In the manner of Phonex (Brouard, 1999), shorter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_STEPS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"sch|sh|ch", "$"),
        (r"(?<!^)h|^h", ""),
        (r"eau|au", "o"),
        (r"ou", "u"),
        (r"oeu|eu", "e"),
        (r"oi|oy", "wa"),
        (r"qu|q|ck|c(?=[aouklrt])|c$", "k"),
        (r"cc(?=[ei])", "ks"),
        (r"[cs]c(?=[eiy])|c(?=[eiy])", "s"),
        (r"gu(?=[ei])|g(?=[aoulr])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"tion", "sion"),
        (r"(?:ain|ein|aim|yn|ym)(?![aeiouynm])", "1"),
        (r"i[nm](?![aeiouynm])", "1"),
        (r"[ae][nm](?![aeiouynm])", "2"),
        (r"o[nm](?![aeiouynm])", "3"),
        (r"ai|ei|ay|ey", "e"),
        (r"y", "i"),
        (r"(?:ees|ers|ent|ets|ee|er|ez|es|et|e)$", "e"),
        (r"[stdxpz]+$", ""),
        (r"e$", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Of one plain word."""
    for pattern, sound in _STEPS:
        word = pattern.sub(sound, word)
    return word
