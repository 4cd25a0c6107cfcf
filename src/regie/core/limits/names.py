"""Where a bucket is kept: its limit in clear, its subject not.

An address is easily found from its plain hash, there being few of them; with the installation's
secret in it, whoever reads Valkey learns nobody's.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

_DIGEST_BYTES: Final = 16


class Names:
    def __init__(self, secret: bytes, namespace: str = "regie"):
        """Processes that share limits share both."""
        key = blake2b(secret, digest_size=64, person=b"regie limits").digest()
        self._keyed = blake2b(key=key, digest_size=_DIGEST_BYTES)
        self._prefix = f"{namespace}:limit:"

    def of(self, limit: str, subject: str) -> bytes:
        hashed = self._keyed.copy()
        hashed.update(subject.encode())
        return f"{self._prefix}{limit}:{hashed.hexdigest()}".encode()
