"""The columns of a till's file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from regie.core.tabular import MOST_COUNTED, Check, Column, Layout, Texts

MOST_EUROS: Final = 1_000_000_000
"""Of one line: far above any sale, and far below what 64 bits hold at a ten-thousandth."""

_TOO_MUCH: Final = Check(
    "amount_too_large",
    {
        "fr": "quantité × prix dépasse un milliard d’euros",
        "en": "quantity × price is above a billion euros",
    },
    lambda col: (
        (col("quantity").abs().cast(float) * col("unit_price").cast(float)) > MOST_EUROS * 1e7
    ),
)
_NOTHING_SOLD: Final = Check(
    "quantity_zero",
    {"fr": "la quantité est nulle", "en": "the quantity is zero"},
    lambda col: col("quantity") == 0,
)
_BEFORE_ALL: Final = Check(
    "too_long_ago",
    {"fr": "la vente est antérieure à 1990", "en": "the sale is from before 1990"},
    lambda col: col("sold_at") < datetime(1990, 1, 1, tzinfo=UTC),
)

LAYOUT: Final = Layout(
    columns=(
        Column(
            "sale",
            {"fr": "Vente", "en": "Sale"},
            "text",
            aliases=("ticket", "n° de ticket", "facture", "invoice no", "InvoiceNo", "receipt"),
            longest=80,
        ),
        Column(
            "line",
            {"fr": "Ligne", "en": "Line"},
            "integer",
            required=False,
            aliases=("n° de ligne", "line no"),
            least=1,
            most=MOST_COUNTED,
            counted_by=("sale",),
        ),
        Column(
            "store",
            {"fr": "Magasin", "en": "Store"},
            "text",
            aliases=("code magasin", "store code", "Country"),
            longest=80,
        ),
        Column(
            "sold_at",
            {"fr": "Vendu le", "en": "Sold at"},
            "moment",
            aliases=("date", "date de vente", "InvoiceDate", "sold on"),
        ),
        Column(
            "sku",
            {"fr": "Article", "en": "SKU"},
            "text",
            aliases=("référence", "code article", "StockCode", "product"),
            longest=80,
        ),
        Column(
            "label",
            {"fr": "Libellé", "en": "Label"},
            "text",
            required=False,
            aliases=("désignation", "description"),
            longest=200,
        ),
        Column(
            "quantity",
            {"fr": "Quantité", "en": "Quantity"},
            "decimal",
            aliases=("qté", "qty"),
            scale=3,
            least=-1_000_000,
            most=1_000_000,
        ),
        Column(
            "unit_price",
            {"fr": "Prix unitaire HT", "en": "Unit price excl. VAT"},
            "decimal",
            aliases=("PU HT", "UnitPrice", "prix ht"),
            scale=4,
            least=0,
            most=10_000_000,
        ),
        Column(
            "purchase_price",
            {"fr": "Prix d’achat HT", "en": "Purchase price excl. VAT"},
            "decimal",
            required=False,
            aliases=("PA HT", "cost"),
            scale=4,
            least=0,
            most=10_000_000,
        ),
        Column(
            "vat",
            {"fr": "TVA (%)", "en": "VAT (%)"},
            "decimal",
            required=False,
            aliases=("taux de TVA", "VAT rate"),
            scale=2,
            least=0,
            most=100,
        ),
        Column(
            "customer",
            {"fr": "Client", "en": "Customer"},
            "text",
            required=False,
            aliases=("n° client", "CustomerID"),
            longest=80,
        ),
    ),
    checks=(_NOTHING_SOLD, _TOO_MUCH, _BEFORE_ALL),
    key=("sale", "line"),
)
"""A negative quantity is a return; a price of zero is a gift or a loss, and legal: the file of
tests has 2,515 of them."""

TITLE: Final[Texts] = {"fr": "Ventes", "en": "Sales"}
UNKNOWN_STORE: Final[Texts] = {
    "fr": "ce magasin n’existe pas, ou n’est pas dans votre périmètre",
    "en": "there is no such store, or it is out of your reach",
}
NOT_OURS: Final[Texts] = {
    "fr": "ce magasin n’existe pas, n’est pas dans votre périmètre, ou n’est pas celui de la vente",
    "en": "there is no such store, it is out of your reach, or it is not the one of this sale",
}
"""For who reaches some stores only: whether a sale is another region's is nobody else's matter."""
ELSEWHERE: Final[Texts] = {
    "fr": "cette vente est d’un autre magasin",
    "en": "this sale is of another store",
}
