"""Names of accounts, devices and addresses that tell nobody who they are."""

from __future__ import annotations

import hmac
from functools import cached_property
from typing import Final

from pydantic import SecretStr

from regie.core.errors import Misconfigured

_LABEL: Final = b"regie sign-in v1"
_DIGEST_BYTES: Final = 16


class Digests:
    """HMAC-SHA256 under a key drawn from the installation's secret: whoever reads the table of
    tries cannot find out by guessing which addresses were tried. With a new secret all counters
    begin anew. May be made without a secret: what needs it then raises Misconfigured."""

    def __init__(self, secret: SecretStr | None):
        self._secret = secret

    def of(self, kind: str, *parts: str) -> bytes:
        """`parts` hold no NUL: they are what was checked as an address, or Régie's own."""
        message = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, "sha256")[:_DIGEST_BYTES]

    @cached_property
    def _key(self) -> bytes:
        if self._secret is None:
            raise Misconfigured("REGIE_SECRET_KEY is missing: tries to sign in are counted by it")
        return hmac.digest(self._secret.get_secret_value().encode(), _LABEL, "sha256")
