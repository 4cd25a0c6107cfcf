"""What an edit makes known: what was remembered on the hot path holds no longer."""

from __future__ import annotations


def offer_tag(tenant: str) -> str:
    """Of the providers and models of a tenant, their state included."""
    return f"gateway.offer:{tenant}"


def key_tag(digest: bytes) -> str:
    return f"gateway.key:{digest.hex()}"
