"""Where a bucket is kept: its limit in clear, its subject not.

An address is easily found from its plain hash, there being few of them; with the installation's
secret in it, whoever reads Valkey learns nobody's.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

_DIGEST_BYTES: Final = 16
_REMEMBERED: Final = 8192
"""Who asks, asks again: finding the name is a tenth of making it."""


class Names:
    def __init__(self, secret: bytes, namespace: str = "regie"):
        """Processes that share limits share both."""
        key = blake2b(secret, digest_size=64, person=b"regie limits").digest()
        self._keyed = blake2b(key=key, digest_size=_DIGEST_BYTES)
        self._namespace = namespace
        self.bucket = lru_cache(maxsize=_REMEMBERED)(self._bucket)
        self.counter = lru_cache(maxsize=_REMEMBERED)(self._counter)

    def _bucket(self, limit: str, subject: str) -> bytes:
        return f"{self._namespace}:limit:{limit}:{self.pseudonym(subject)}".encode()

    def _counter(self, watch: str, subject: str) -> bytes:
        return f"{self._namespace}:watch:{watch}:{self.pseudonym(subject)}".encode()

    def pseudonym(self, subject: str) -> str:
        """Of any text, such as half of a surrogate pair that came in a request."""
        hashed = self._keyed.copy()
        hashed.update(subject.encode("utf-8", "surrogatepass"))
        return hashed.hexdigest()
