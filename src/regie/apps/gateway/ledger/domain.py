"""What a request costs, and what it may cost at worst. Whole millionths of a euro, no floats."""

from __future__ import annotations

from typing import Final

import msgspec

_MILLION: Final = 1_000_000


class Prices(msgspec.Struct, frozen=True):
    """Of a million tokens."""

    micros_in: int
    micros_out: int


def cost_micros(tokens_in: int, tokens_out: int, prices: Prices) -> int:
    """Rounded up once per request: nothing is free but what costs nothing."""
    return -(-(tokens_in * prices.micros_in + tokens_out * prices.micros_out) // _MILLION)


def worst_tokens_in(body_bytes: int, context_tokens: int, *, only_text: bool) -> int:
    """A token is a byte of text at least, and what surrounds a message in JSON is longer than what
    surrounds it in a prompt; a picture may be as much as the context holds."""
    return min(body_bytes, context_tokens) if only_text else context_tokens


def estimated_tokens(text_bytes: int) -> int:
    """Where nobody counted. French and English take 3 to 5 bytes a token: the lower end, so that
    an estimate is rather too high."""
    return -(-text_bytes // 3)


class Reserve(msgspec.Struct, frozen=True, kw_only=True, tag_field="act", tag="reserve"):
    tenant: str
    key_id: int
    id: str
    amount: int
    model: str
    price_in: int
    price_out: int
    lasts_s: float
    n: int = 0


class Settle(msgspec.Struct, frozen=True, kw_only=True, tag_field="act", tag="settle"):
    """`amount` is what it cost; no more than what was reserved is ever charged."""

    tenant: str
    key_id: int
    id: str
    amount: int
    model: str
    price_in: int
    price_out: int
    provider: str | None
    outcome: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    cache: str = "miss"
    saved: int = 0
    first_ms: int | None = None
    whole_ms: int | None = None
    own_us: int | None = None
    request_id: str | None = None
    n: int = 0


class Count(Settle, frozen=True, kw_only=True, tag_field="act", tag="count"):
    """Of what cost nothing, for nothing was reserved: an answer from the cache."""
