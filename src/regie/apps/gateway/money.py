"""Money and tokens as the API takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

MOST_MICROS = 10**15
"""A milliard of euros: a sum of a million of them still fits into 64 bits."""

Micros = Annotated[int, Field(ge=0, le=MOST_MICROS)]
"""Millionths of a euro."""
Tokens = Annotated[int, Field(ge=1, le=100_000_000)]
RowId = Annotated[int, Field(ge=1, lt=2**53)]
"""Up to where every JSON reader tells whole numbers apart (RFC 8259, section 6)."""
