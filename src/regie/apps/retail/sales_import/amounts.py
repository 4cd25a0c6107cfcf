"""What a line amounts to, in whole cents: no clock, no SQL, no floats.

Quantities are thousandths, prices ten-thousandths of a euro without VAT, VAT hundredths of a
percent. Each amount is rounded once, half away from zero, so that a return takes back exactly what
the sale brought.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def excl_cents(quantity_e3: Integers, price_e4: Integers) -> Integers:
    return divided(quantity_e3 * price_e4, 100_000)


def incl_cents(excl: Integers, vat_bp: Integers) -> Integers:
    """VAT on the rounded amount, as it stands on an invoice."""
    return divided(excl * (10_000 + vat_bp), 10_000)


def assumed_purchase_e4(price_e4: Integers, percent: int) -> Integers:
    return divided(price_e4 * percent, 100)


def divided(amounts: npt.NDArray[Any], by: int) -> Integers:
    """Half away from zero."""
    return np.sign(amounts) * ((2 * np.abs(amounts) + by) // (2 * by))
