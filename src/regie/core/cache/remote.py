"""The second level: what all processes share, in Valkey.

One round trip reads an entry and the versions of all that it depends on. An entry carries the
versions that held *before* its value was loaded; it counts only while they still hold. So what was
loaded while its tag was being invalidated is dead on arrival, in whatever order things happen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import urandom
from typing import Final, NamedTuple

from regie.core.valkey import ValkeyLink

from .blob import VERSION_BYTES, Found, read_blob, stamp_of, write_blob
from .message import Message, encode_message
from .reading import Reading
from .scope import DIGEST_BYTES
from .scripts import CLAIM, FORGET, RELEASE, RENEW, STORE

VERSION_KEPT_MS: Final = 24 * 3600 * 1000
REPORTS_KEPT_MS: Final = 60 * 1000
LARGEST_BLOB: Final = 8 * 1024 * 1024
"""A larger entry is not shared: it would hold up everybody else's answers."""


class Place(NamedTuple):
    """Where an answer lies in Valkey, and the keys of the versions that it depends on."""

    entry: bytes
    lease: bytes
    versions: tuple[bytes, ...]


class Lease(NamedTuple):
    """The right to load."""

    place: Place
    token: bytes
    stamp: bytes
    """Of the versions of before."""


class Remote:
    """What is awaited, and what returns an answer, raises ValkeyFailed; the rest never does."""

    def __init__(
        self, link: ValkeyLink, *, namespace: str, lease_s: float, now: Callable[[], float]
    ):
        self.link = link
        self.reading = Reading(link)
        self.lease_s = lease_s
        self._lease_ms = int(lease_s * 1000)
        self._entries = f"{namespace}:e:".encode()
        self._leases = f"{namespace}:l:".encode()
        self.channel = f"{namespace}:bus"
        """On which processes hear each other."""
        self._reports = f"{namespace}:reports"
        self._now = now

    def server_time_s(self) -> float:
        """Valkey's own clock is the one on which all processes agree."""
        return self.link.server_ahead_s + self._now()

    def place(self, region: bytes, of_key: bytes, names: tuple[bytes, ...]) -> Place:
        """`of_key` is the key's digest."""
        code = region + of_key
        return Place(self._entries + code, self._leases + code, names)

    def packed_begin(self, region: bytes) -> bytes:
        """Of an entry's key in a command on the line; the digest and a new line end it."""
        begin = self._entries + region
        return b"$%d\r\n%b" % (len(begin) + DIGEST_BYTES, begin)

    async def claim(self, place: Place, kept_s: float) -> tuple[Found | None, Lease | None]:
        """What is there by now, and the lease if nobody has it. Both may be so."""
        token = urandom(VERSION_BYTES)
        needed_ms = int(kept_s * 1000)
        kept_ms = max(VERSION_KEPT_MS, 2 * needed_ms)
        keys = (place.entry, place.lease, *place.versions)
        arguments = (token, self._lease_ms, urandom(VERSION_BYTES), kept_ms, needed_ms)
        blob, mine, versions = await CLAIM.run(self.link, keys, arguments)
        stamp = stamp_of(versions)
        lease = Lease(place, token, stamp) if mine and stamp else None
        return read_blob(blob, stamp), lease

    def renew(self, lease: Lease) -> None:
        """Who lost it notices when storing."""
        RENEW.start(self.link, (lease.place.lease,), (lease.token, self._lease_ms))

    async def store(
        self, lease: Lease, payload: bytes, fresh_s: float, kept_s: float, *, is_error: bool
    ) -> None:
        """And give the lease back. Nothing is stored when the lease is lost."""
        fresh_until_ms = int((self.server_time_s() + fresh_s) * 1000)
        blob = write_blob(payload, lease.stamp, fresh_until_ms, is_error=is_error)
        if len(blob) > LARGEST_BLOB:
            self.release(lease)
            return
        keys = (lease.place.entry, lease.place.lease)
        kept_ms = max(1, int((fresh_s + kept_s) * 1000))
        news = encode_message(Message(b"", lease=lease.place.lease))
        await STORE.run(self.link, keys, (lease.token, blob, kept_ms, self.channel, news))

    def release(self, lease: Lease) -> None:
        """Left alone it would end by itself."""
        news = encode_message(Message(b"", lease=lease.place.lease))
        RELEASE.start(self.link, (lease.place.lease,), (lease.token, self.channel, news))

    async def lay_down(self, sender: bytes, report: bytes) -> None:
        await self.link.send("HSET", self._reports, sender, report)
        await self.link.send("PEXPIRE", self._reports, REPORTS_KEPT_MS)

    async def laid_down(self) -> dict[bytes, bytes]:
        """The reports by their senders."""
        return await self.link.send("HGETALL", self._reports)

    async def take_up(self, senders: Sequence[bytes]) -> None:
        await self.link.send("HDEL", self._reports, *senders)

    def forget(self, place: Place) -> None:
        """A load that is under way loses its lease, and with it the right to store."""
        FORGET.start(self.link, (place.entry, place.lease), ())
