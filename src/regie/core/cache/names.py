"""What an answer depends on, by name. A name is the key of a version in Valkey, which invalidation
removes; the same names tell processes what is invalid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from .scope import Scope

LONGEST_NAME: Final = 120
IMPLIED: Final = 2
"""The first so many names of every answer are `everything` and its prefix."""


class Names:
    def __init__(self, namespace: str):
        self._begin = f"{namespace}:v:".encode()
        self.everything = self._begin + b"*"
        self.of_tenant = lru_cache(maxsize=1024)(self._of_tenant)
        self.of_person = lru_cache(maxsize=4096)(self._of_person)
        self.of_tag = lru_cache(maxsize=4096)(self._of_tag)

    def of_prefix(self, prefix: str) -> bytes:
        return self._name(b"p:" + prefix.encode())

    def of_answer(self, prefix: bytes, scope: Scope, tags: Iterable[str]) -> tuple[bytes, ...]:
        """In an order that depends on nothing else: versions are compared by their places."""
        implied = (self.everything, prefix, self.of_tenant(scope.tenant))
        if scope.person is not None:
            implied = (*implied, self.of_person(scope.tenant, scope.person))
        return (*implied, *sorted({self.of_tag(tag) for tag in tags})) if tags else implied

    def _of_tenant(self, tenant: str) -> bytes:
        return self._name(b"t:" + tenant.encode())

    def _of_person(self, tenant: str, person: str) -> bytes:
        return self._name(b"u:%d:%b%b" % (len(tenant), tenant.encode(), person.encode()))

    def _of_tag(self, tag: str) -> bytes:
        return self._name(b"g:" + tag.encode())

    def _name(self, name: bytes) -> bytes:
        if len(name) > LONGEST_NAME:
            name = name[:2] + hashlib.blake2b(name, digest_size=16).hexdigest().encode()
        return self._begin + name
