"""Why a row is refused: all of its reasons, as the bits of one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from regie.core.i18n import LANGUAGES, Language, french

from .layout import MOST_REASONS, Column, Texts

_SEPARATORS: Final[Texts] = {"fr": "\u202f; ", "en": "; "}


class Reason(NamedTuple):
    code: str
    text: Texts
    wrong: pl.Series
    """Of all rows of a batch, without nulls."""


def missing(column: Column, wrong: pl.Series) -> Reason:
    text: Texts = {
        "fr": f"« {column.title['fr']} » est vide",
        "en": f"“{column.title['en']}” is empty",
    }
    return Reason(f"{column.name}:missing", text, wrong)


def unreadable(column: Column, wrong: pl.Series) -> Reason:
    what = _WHAT[column.type]
    decimals = column.scale if column.type == "decimal" else 0
    text: Texts = {
        "fr": f"« {column.title['fr']} » n’est pas {what['fr'].format(decimals)}",
        "en": f"“{column.title['en']}” is not {what['en'].format(decimals)}",
    }
    return Reason(f"{column.name}:unreadable", text, wrong)


def out_of_bounds(column: Column, wrong: pl.Series) -> Reason:
    bounds = {language: _bounds(column, language) for language in LANGUAGES}
    text: Texts = {
        "fr": f"« {column.title['fr']} » doit être {bounds['fr']}",
        "en": f"“{column.title['en']}” must be {bounds['en']}",
    }
    return Reason(f"{column.name}:bounds", text, wrong)


def unnumbered(column: Column, wrong: pl.Series) -> Reason:
    text: Texts = {
        "fr": f"« {column.title['fr']} » est vide ; ce fichier de rejets propose un numéro libre",
        "en": f"“{column.title['en']}” is empty; this reject file proposes a free number",
    }
    return Reason(f"{column.name}:unnumbered", text, wrong)


def _bounds(column: Column, language: Language) -> str:
    least, most = (_written(each, language) for each in (column.least, column.most))
    if column.most is None:
        return {"fr": f"au moins {least}", "en": f"at least {least}"}[language]
    if column.least is None:
        return {"fr": f"au plus {most}", "en": f"at most {most}"}[language]
    return {"fr": f"entre {least} et {most}", "en": f"between {least} and {most}"}[language]


def _written(bound: float | None, language: Language) -> str:
    english = "" if bound is None else f"{bound:,.10g}"
    return english if language == "en" else english.replace(",", "\u202f").replace(".", ",")


def too_long(column: Column, wrong: pl.Series) -> Reason:
    text: Texts = {
        "fr": f"« {column.title['fr']} » dépasse {column.longest} caractères",
        "en": f"“{column.title['en']}” is longer than {column.longest} characters",
    }
    return Reason(f"{column.name}:long", text, wrong)


def excess(wrong: pl.Series) -> Reason:
    text: Texts = {
        "fr": "la ligne a plus de cellules que d’en-têtes",
        "en": "the row has more cells than there are headers",
    }
    return Reason("excess", text, wrong)


def twice(key: Sequence[Column], wrong: pl.Series) -> Reason:
    titles = {
        language: ", ".join(column.title[language] for column in key) for language in ("fr", "en")
    }
    text: Texts = {
        "fr": f"une ligne plus haut a les mêmes valeurs ({titles['fr']})",
        "en": f"a row above has the same values ({titles['en']})",
    }
    return Reason("twice", text, wrong)


def masked(reasons: Sequence[Reason], height: int) -> pl.Series:
    """A bit per reason, in their order; 0 is an accepted row. Raises ValueError for too many."""
    if len(reasons) > MOST_REASONS:
        raise ValueError(f"{len(reasons)} reasons, above {MOST_REASONS}")
    mask = pl.Series("mask", [0], pl.UInt64).new_from_index(0, height)
    for bit, reason in enumerate(reasons):
        if reason.wrong.any():
            mask |= reason.wrong.cast(pl.UInt64) * 2**bit
    return mask


def told(reasons: Sequence[Reason], masks: pl.Series) -> pl.DataFrame:
    """`reasons`, codes parted by blanks, and `fr` and `en`, sentences, for each of some masks."""

    def joined(texts: Sequence[str], separator: str) -> pl.Expr:
        each = [
            pl.when(pl.col("mask") & 2**bit != 0).then(pl.lit(text))
            for bit, text in enumerate(texts)
        ]
        return pl.concat_str(each or [pl.lit("")], separator=separator, ignore_nulls=True)

    return pl.DataFrame({"mask": masks}).select(
        joined([reason.code for reason in reasons], " ").alias("reasons"),
        joined([french(reason.text["fr"]) for reason in reasons], _SEPARATORS["fr"]).alias("fr"),
        joined([reason.text["en"] for reason in reasons], _SEPARATORS["en"]).alias("en"),
    )


_WHAT: Final[dict[str, Texts]] = {
    "text": {"fr": "un texte", "en": "a text"},
    "integer": {"fr": "un nombre entier", "en": "a whole number"},
    "number": {"fr": "un nombre", "en": "a number"},
    "decimal": {
        "fr": "un nombre d’au plus {} décimales",
        "en": "a number of at most {} decimals",
    },
    "date": {"fr": "une date (31/12/2025)", "en": "a date (2025-12-31)"},
    "month": {"fr": "un mois (12/2025)", "en": "a month (2025-12)"},
    "moment": {
        "fr": "une date, avec ou sans heure (31/12/2025 18:30)",
        "en": "a date, with or without a time (2025-12-31 18:30)",
    },
}
