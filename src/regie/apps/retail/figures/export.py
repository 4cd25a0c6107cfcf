"""A consolidation as a file: the very rows of the page, under what was chosen and when the data
are from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from starlette.responses import Response

from regie.apps.retail.months import written
from regie.core.files import SHEET_TYPES, SheetFormat, attachment_headers, written_sheet
from regie.core.i18n import Catalogue, Language
from regie.core.threads import in_thread

from .schemas import Compared, Consolidation, FigureRow

_IN_EUROS: Final = frozenset({"eur_cents"})
_GROWING: Final = ("revenue", "margin", "margin_rate", "baskets", "average_basket")
_HEAD_ROWS: Final = 5


class Wording:
    """Texts of one language."""

    def __init__(self, catalogue: Catalogue, language: Language, zone: ZoneInfo):
        self._catalogue = catalogue
        self._language: Language = language
        self.zone = zone

    def __call__(self, name: str, **params: object) -> str:
        return self._catalogue.text(f"retail.export.{name}", self._language, params)


async def export_answer(page: Consolidation, to: SheetFormat, words: Wording) -> Response:
    lines = _lines(page, words)
    body = await in_thread(lambda: written_sheet(lines, to, frozen_rows=_HEAD_ROWS))
    name = f"consolidation-{written(page.period.last)}.{to}"
    headers = dict(attachment_headers(name, SHEET_TYPES[to], len(body)))
    return Response(body, headers=headers)


def _lines(page: Consolidation, words: Wording) -> Iterator[list[object]]:
    first, last = written(page.period.first), written(page.period.last)
    as_of = page.as_of.astimezone(words.zone).isoformat(timespec="seconds") if page.as_of else ""
    yield [words("period"), first, last]
    yield [words("place"), words("everything") if page.place is None else page.place.name]
    yield [words("category"), words("everything") if page.category is None else page.category.name]
    yield [words("as_of"), as_of]
    yield _header(page, words)
    yield [0, "", "", words("total"), *_cells(page, page.total)]
    for row in page.rows:
        yield [row.level + 1, row.kind, row.code, row.name, *_cells(page, row)]


def _header(page: Consolidation, words: Wording) -> list[object]:
    titles = {each.name: each.title for each in page.measures}
    return [
        words("level"),
        words("kind"),
        words("code"),
        words("name"),
        *titles.values(),
        *(words("last_year", title=title) for title in titles.values()),
        *(words("growth", title=titles[name]) for name in _GROWING),
    ]


def _cells(page: Consolidation, found: Compared | FigureRow) -> Iterator[object]:
    """Amounts in euros, as people calculate with them."""
    for part in (found.figures, found.last_year):
        for measure in page.measures:
            value = getattr(part, measure.name)
            yield value / 100 if value is not None and measure.unit in _IN_EUROS else value
    for name in _GROWING:
        yield getattr(found.growth, name)
