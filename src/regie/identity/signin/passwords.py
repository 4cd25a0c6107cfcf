"""Hashing and checking passwords, off the event loop."""

from __future__ import annotations

from typing import NamedTuple

from .hashes import is_known, is_ours, make_hash, matches, unmatched_hash
from .new_password import check_new_password, normal
from .pool import HashingPool


class Verdict(NamedTuple):
    ok: bool
    upgraded_hash: str | None = None
    """Where the stored one is of another kind or of other parameters: to be stored instead."""


class Passwords:
    """A process has one. Raises HashingFull where more wait than it takes on."""

    def __init__(self, pool: HashingPool | None = None):
        self._pool = pool or HashingPool()
        self._nothing = unmatched_hash()

    async def hash(self, password: str) -> str:
        """Unchecked: for one that Régie drew itself. Raises ValueError for what can be none."""
        secret = normal(password).encode()
        return await self._pool.run(lambda: make_hash(secret))

    async def hash_new(
        self, password: str, *, email: str, name: str, pointer: str = "/password"
    ) -> str:
        """Raises InvalidFields for one that its owner should not choose."""

        def checked_and_made() -> str:
            check_new_password(password, email=email, name=name, pointer=pointer)
            return make_hash(normal(password).encode())

        return await self._pool.run(checked_and_made)

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Without a hash, or with one that is not known, it takes as long as with ours and fails.
        A bcrypt hash takes its own time: see `Evenness`."""
        return await self._pool.run(lambda: self._verdict(password, stored))

    def require_room(self) -> None:
        """Before something is spent on what would then be refused. Raises HashingFull."""
        self._pool.require_room()

    def _verdict(self, password: str, stored: str | None) -> Verdict:
        try:
            secret = normal(password).encode()
        except ValueError:
            matches(b"", b"", self._nothing)
            return Verdict(ok=False)
        if stored is None or not is_known(stored):
            matches(secret, secret, self._nothing)
            return Verdict(ok=False)
        if not matches(password.encode(), secret, stored):
            return Verdict(ok=False)
        return Verdict(ok=True, upgraded_hash=None if is_ours(stored) else make_hash(secret))
