"""One use of a key, and the answer that is kept under it."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final, Self

from .errors import KeyMalformed

SHORTEST_KEY: Final = 16
"""Two clients must never choose the same one. A UUID has 36."""
LONGEST_KEY: Final = 200
ANSWER_LIMIT_BYTES: Final = 65_536

_KEY: Final = re.compile(rf"[!-~]{{{SHORTEST_KEY},{LONGEST_KEY}}}")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    """None when it was larger than ANSWER_LIMIT_BYTES: then only that it was done is known."""


@dataclass(frozen=True, slots=True)
class Use:
    tenant: str
    person: str
    key: bytes
    request: bytes
    """Both are digests. The key itself is kept nowhere, so that nobody who reads the table can
    try what was asked, a password perhaps, against `request`."""

    @classmethod
    def of(cls, key: str, *request: bytes, tenant: str, person: str) -> Self:
        """`request` is all that makes it this request and no other: method, path, query, body.

        The key may stand in double quotes, as structured headers write texts (RFC 9651). Raises
        KeyMalformed.
        """
        if len(key) > 1 and key[0] == key[-1] == '"':
            key = key[1:-1]
        if not _KEY.fullmatch(key):
            raise KeyMalformed(shortest=SHORTEST_KEY, longest=LONGEST_KEY)
        secret = key.encode()
        asked = hmac.new(secret, digestmod=hashlib.sha256)
        for part in request:
            asked.update(len(part).to_bytes(8) + part)
        return cls(tenant, person, hashlib.sha256(secret).digest(), asked.digest())

    @property
    def slot(self) -> tuple[str, bytes]:
        """What is used once. The person is no part of it: somebody whose address has changed
        between two tries must be refused, not served twice."""
        return self.tenant, self.key
