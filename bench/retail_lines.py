"""Lines of sales to load and to check: drawn once, the same each time, some of them wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

WRONG: Final = 0.005
"""Part of the lines that has a quantity of zero, and as many a negative price."""
TABLE: Final = "bench_line"
COLUMNS: Final = (
    *("sale_id", "line_no", "product_id", "category_id", "quantity_e3", "unit_price_e4"),
    *("purchase_price_e4", "excl_cents", "incl_cents", "cost_cents", "content_hash", "import_id"),
)
CREATE: Final = f"CREATE TABLE {TABLE} ({', '.join(f'{name} bigint NOT NULL' for name in COLUMNS)})"
"""As retail.sale_line, without its indexes: what is compared is how rows get there."""


def stored(rows: int) -> Mapping[str, np.ndarray[Any, np.dtype[np.int64]]]:
    """Columns as they lie in memory when all checks are done."""
    random = np.random.default_rng(2011)
    quantity = random.integers(1, 24, rows) * 1_000
    price = random.integers(10, 400, rows) * 500
    excl = quantity * price // 100_000
    return {
        "sale_id": np.arange(rows) // 20,
        "line_no": np.arange(rows) % 20 + 1,
        "product_id": random.integers(1, 4_000, rows),
        "category_id": random.integers(1, 40, rows),
        "quantity_e3": quantity,
        "unit_price_e4": price,
        "purchase_price_e4": price * 6 // 10,
        "excl_cents": excl,
        "incl_cents": excl * 12 // 10,
        "cost_cents": excl * 6 // 10,
        "content_hash": random.integers(-(2**62), 2**62, rows),
        "import_id": np.ones(rows, np.int64),
    }


@dataclass(frozen=True, slots=True)
class TillFile:
    path: Path
    wrong: np.ndarray[Any, np.dtype[np.bool_]]

    def wrong_among(self, rows: int) -> int:
        """The first ones."""
        return int(self.wrong[:rows].sum())

    @classmethod
    def written(cls, path: Path, rows: int) -> TillFile:
        """CSV as a till in France writes it."""
        random = np.random.default_rng(2012)
        quantity = random.integers(1, 24, rows)
        price = random.integers(10, 4_000, rows)
        wrong = random.random(rows)
        quantity[wrong < WRONG] = 0
        negative = (wrong >= WRONG) & (wrong < 2 * WRONG)
        price[negative] *= -1
        first = datetime(2025, 1, 1)  # noqa: DTZ001 - a till's own clock
        opened = 60 * 9 + random.integers(0, 60 * 10, rows // 20 + 1)
        minutes = 60 * 24 * random.integers(0, 365, rows // 20 + 1) + opened
        sold = [f"{first + timedelta(minutes=int(each)):%d/%m/%Y %H:%M}" for each in minutes]
        lines = pl.DataFrame(
            {
                "Vente": [f"T{number // 20:07}" for number in range(rows)],
                "Ligne": np.arange(rows) % 20 + 1,
                "Magasin": [f"MAG-{number // 20 % 500:03}" for number in range(rows)],
                "Vendu le": [sold[number // 20] for number in range(rows)],
                "Article": random.integers(10_000, 14_000, rows).astype(str),
                "Quantité": quantity,
                "Prix unitaire HT": [f"{each / 100:.2f}".replace(".", ",") for each in price],
            }
        )
        lines.write_csv(path, separator=";")
        return cls(path, wrong < 2 * WRONG)
