"""Which column of a layout a header means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .errors import ColumnsMissing, ColumnTwice
from .layout import Layout

_NOT_A_WORD: Final = re.compile(r"[^0-9a-z]+")


def fold(header: str) -> str:
    """« Prix unitaire (HT) » and `prix_unitaire_ht` alike: `prix unitaire ht`."""
    spelled = unicodedata.normalize("NFKD", header.casefold()).replace("œ", "oe")
    plain = "".join(each for each in spelled if not unicodedata.combining(each))
    return _NOT_A_WORD.sub(" ", plain).strip()


class Headers:
    """What a layout understands. Raises ValueError when two of its columns share a header."""

    def __init__(self, layout: Layout):
        self._layout = layout
        self._meant: dict[str, str] = {}
        for column in layout.columns:
            for header in (column.name, *column.title.values(), *column.aliases):
                other = self._meant.setdefault(fold(header), column.name)
                if other != column.name:
                    raise ValueError(f"{header!r} means {other} and {column.name}")

    def recognised(self, headers: Iterable[str]) -> int:
        return len({self._meant[fold(each)] for each in headers if fold(each) in self._meant})

    def positions(self, headers: Sequence[str]) -> Mapping[str, int]:
        """Where each column stands; one that is not there is left out, and so is a header that
        nobody knows. Raises ColumnsMissing, ColumnTwice."""
        found: dict[str, int] = {}
        for position, header in enumerate(headers):
            column = self._meant.get(fold(header))
            if column is None:
                continue
            if column in found:
                raise ColumnTwice(first=headers[found[column]], second=header)
            found[column] = position
        missing = [
            column
            for column in self._layout.columns
            if column.required and not column.counted_by and column.name not in found
        ]
        if missing:
            raise ColumnsMissing(
                fr=", ".join(column.title["fr"] for column in missing),
                en=", ".join(column.title["en"] for column in missing),
            )
        return found
