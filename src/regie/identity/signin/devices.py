"""Devices that an account knows: their browser keeps a sealed cookie since it signed in there.

It lets nobody in. It gives a device a counter of its own, so that a stranger who uses an account's
tries up does not lock its owner out (OWASP: device cookies), and spares the owner the letter about
a new device.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from regie.core.clock import Clock
from regie.core.vault import KeyMissing, SealBroken, Vault

LIFE: Final = timedelta(days=365)
"""Since it was last used. Browsers keep no cookie for more than 400 days."""
MOST_ACCOUNTS: Final = 8
"""That know one device: colleagues share a till. The one that was here longest ago goes."""
_PLACE: Final = "identity.device"
_LONGEST: Final = 2048


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    accounts: tuple[bytes, ...] = ()
    """Their digests, the latest first."""

    def after(self, account: bytes) -> Device:
        """Once somebody has signed in."""
        others = (each for each in self.accounts if each != account)
        return Device(self.id, (account, *others)[:MOST_ACCOUNTS])


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    id: str
    until: float
    accounts: tuple[bytes, ...]


class Devices:
    def __init__(self, vault: Vault, clock: Clock):
        self._vault = vault
        self._clock = clock

    def read(self, cookie: str | None) -> Device:
        """A new one for no cookie, and for one that is forged, cut, too old, or sealed with a key
        that is no longer kept."""
        kept = None if cookie is None or len(cookie) > _LONGEST else self._open(cookie)
        if kept is None or kept.until < self._clock().timestamp():
            return Device(secrets.token_hex(16))
        return Device(kept.id, kept.accounts)

    def cookie(self, device: Device) -> str:
        until = (self._clock() + LIFE).timestamp()
        kept = msgspec.json.encode(_Kept(device.id, until, device.accounts))
        return self._vault.seal(kept.decode(), _PLACE)

    def _open(self, cookie: str) -> _Kept | None:
        try:
            return msgspec.json.decode(self._vault.open(cookie, _PLACE), type=_Kept)
        except (KeyMissing, SealBroken):
            return None
