"""What an answer depends on, by name. A name is the key of a version in Valkey, which invalidation
removes; the same names tell processes what is invalid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Final

from .scope import Scope

LONGEST_NAME: Final = 120
IMPLIED: Final = 3
"""The first so many names of every answer are `everything`, its prefix and its tenant."""


class Names:
    def __init__(self, namespace: str):
        self._begin = f"{namespace}:v:".encode()
        self.everything = self._begin + b"*"
        self._implied = (self._begin + b"p:", self._begin + b"t:")
        self.of_tenant = lru_cache(maxsize=1024)(self._of_tenant)
        self.of_person = lru_cache(maxsize=4096)(self._of_person)
        self.of_tag = lru_cache(maxsize=4096)(self._of_tag)

    def of_prefix(self, prefix: str) -> bytes:
        return self._name(b"p:" + prefix.encode())

    def is_implied(self, name: bytes) -> bool:
        """Whether so many answers bear it that they are not found by it."""
        return name.startswith(self._implied)

    def of_answers(self, prefix: str) -> Callable[[Scope], tuple[bytes, ...]]:
        """Those of a scope's answers, without their tags; they are the same tuple each time."""
        return lru_cache(maxsize=4096)(partial(self._of_answers, self.of_prefix(prefix)))

    def with_tags(self, names: tuple[bytes, ...], tags: Iterable[str]) -> tuple[bytes, ...]:
        """In an order that depends on nothing else: versions are compared by their places."""
        return (*names, *sorted({self.of_tag(tag) for tag in tags}))

    def _of_answers(self, prefix: bytes, scope: Scope) -> tuple[bytes, ...]:
        names = (self.everything, prefix, self.of_tenant(scope.tenant))
        if scope.person is None:
            return names
        return (*names, self.of_person(scope.tenant, scope.person))

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
