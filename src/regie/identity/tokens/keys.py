"""The keys that sign short tokens, as one process knows them.

The oldest key that may still sign does. Its successor is made a day before that ends at least, so
every process, and whoever keeps our JWKS for minutes, knows a key long before its first token.
"""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.observe import get_logger
from regie.core.vault import Vault

from .jwts import LIFE, SKEW_S, new_kid
from .keys_repository import (
    KeyRow,
    add_key,
    be_alone,
    forget_all_keys,
    forget_keys,
    known_keys,
    private_half,
)
from .sealed import PRIVATE_HALVES

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

_log = get_logger(__name__)

SIGNS_FOR: Final = timedelta(days=30)
KNOWN_AHEAD: Final = timedelta(days=2)
"""Looked at once a day: it is one at least."""
REREAD_AFTER: Final = timedelta(minutes=1)
"""Within that a key that an operator withdrew is forgotten everywhere."""
UNKNOWN_PAUSE: Final = timedelta(seconds=1)
"""So often at most does a name that nobody knows cost a query."""
_SKEW: Final = timedelta(seconds=SKEW_S)


class SigningKey(NamedTuple):
    kid: str
    private: Ed25519PrivateKey
    signs_until: datetime


class Keys:
    def __init__(self, database: Database, vault: Vault, clock: Clock):
        self._database = database
        self._vault = vault
        self._clock = clock
        self._rows: list[KeyRow] = []
        self._public: dict[str, Ed25519PublicKey] = {}
        self._signing: SigningKey | None = None
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()

    def known(self, kid: str) -> Ed25519PublicKey | None:
        """As far as this process knows; asks nobody."""
        return self._public.get(kid) if self.fresh else None

    @property
    def fresh(self) -> bool:
        return self._is_newer(REREAD_AFTER)

    async def find(self, kid: str) -> Ed25519PublicKey | None:
        """Asks the database when what is known is old, or does not have it."""
        await self._read(REREAD_AFTER)
        if kid not in self._public:
            await self._read(UNKNOWN_PAUSE)
        return self._public.get(kid)

    async def published(self) -> list[KeyRow]:
        """Those by which others verify; the first one is made when there is none."""
        await self._read(REREAD_AFTER)
        if not self._rows:
            await self.rotate()
        return self._rows

    async def signing(self) -> SigningKey:
        """Made at need: an installation may have stood still longer than its keys."""
        await self._read(REREAD_AFTER)
        now = self._clock()
        kept = self._signing
        if kept is None or kept.signs_until <= now or kept.kid not in self._public:
            if (row := signer(self._rows, now)) is None:
                await self.rotate()
                row = signer(self._rows, now)
            if row is None:
                raise LookupError("a key was made and is not there")
            self._signing = kept = await self._opened(row)
        return kept

    async def rotate(self, *, withdraw: bool = False) -> bool:
        """Makes the next key when its time has come, and forgets those of which no token is left.
        `withdraw`: all former ones are forgotten at once, with every short token that they signed.
        """
        now = self._clock()
        async with self._database.begin() as connection:
            await be_alone(connection)
            forget = forget_all_keys(connection) if withdraw else forget_keys(connection, now)
            gone = await forget
            newest = max(
                (row.signs_until for row in await known_keys(connection, now)), default=now
            )
            made = newest - now < KNOWN_AHEAD
            if made:
                await self._make(connection, now, max(now, newest) + SIGNS_FOR)
        if made:
            _log.info("signing_key_made", forgotten=gone)
        await self._read(timedelta(0))
        return made

    async def _make(self, connection: AsyncConnection, now: datetime, until: datetime) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - as in jwts
            Ed25519PrivateKey,
        )

        private = Ed25519PrivateKey.generate()
        kid = new_kid()
        public = _text(private.public_key().public_bytes_raw())
        sealed = self._vault.seal(_text(private.private_bytes_raw()), PRIVATE_HALVES.of(kid))
        await add_key(connection, KeyRow(kid, public, now, until, until + LIFE + _SKEW), sealed)

    async def _opened(self, row: KeyRow) -> SigningKey:
        """Raises VaultError."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - as in jwts
            Ed25519PrivateKey,
        )

        async with self._database.single() as connection:
            sealed = await private_half(connection, row.kid)
        if sealed is None:
            raise LookupError(f"the signing key {row.kid} was withdrawn meanwhile")
        raw = _bytes(self._vault.open(sealed, PRIVATE_HALVES.of(row.kid)))
        return SigningKey(row.kid, Ed25519PrivateKey.from_private_bytes(raw), row.signs_until)

    async def _read(self, older_than: timedelta) -> None:
        """Once for all who wait for it."""
        if self._is_newer(older_than):
            return
        async with self._reading:
            if self._is_newer(older_than):
                return
            if self._read_at is None:  # 0.1 s, in which nobody else shall wait
                await asyncio.to_thread(import_module, "jwt")
            from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
                Ed25519PublicKey,
            )

            now = self._clock()
            async with self._database.single() as connection:
                self._rows = await known_keys(connection, now)
            self._public = {
                row.kid: Ed25519PublicKey.from_public_bytes(_bytes(row.public))
                for row in self._rows
            }
            self._read_at = now

    def _is_newer(self, age: timedelta) -> bool:
        """What was read in the future was read by a clock that has since been set back."""
        return self._read_at is not None and timedelta(0) <= self._clock() - self._read_at < age


def signer(rows: Sequence[KeyRow], now: datetime) -> KeyRow | None:
    """Of the known keys, the oldest first, the one that signs."""
    return next((row for row in rows if now < row.signs_until), None)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
