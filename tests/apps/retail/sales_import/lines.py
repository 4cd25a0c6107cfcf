"""Lines of a till's file, and what became of them."""

from __future__ import annotations

import csv
import io

from regie.core.tabular import ImportView

from .conftest import Chain

HEADERS = "Vente;Magasin;Vendu le;Article;Libellé;Quantité;Prix unitaire HT"
TWO_SALES = (
    "T1;LYON;31/12/2025 10:00;A-1;Stylo;2;1,50",
    "T1;LYON;31/12/2025 10:00;B-2;Cahier;1;3,25",
    "T2;NANTES;02/01/2026 09:30;A-1;Stylo;-2;1,50",
)


def file(*lines: str, headers: str = HEADERS) -> bytes:
    return "\r\n".join([headers, *lines]).encode()


async def bring(chain: Chain, *lines: str, headers: str = HEADERS) -> ImportView:
    return await chain.importer.bring(file(*lines, headers=headers), kind="sales")


def counts(view: ImportView) -> tuple[int | None, ...]:
    """New, identical, changed, rejected."""
    return view.new, view.identical, view.changed, view.rejected


async def sentences(chain: Chain, view: ImportView, language: str = "fr") -> list[str]:
    data = await chain.importer.rejects(view.id, language=language)
    return [row[-1] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")][1:]
