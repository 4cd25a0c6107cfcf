"""Links to one file for a short time: signed, so that nothing has to be kept to honour them."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import msgspec

from regie.core.clock import Clock, utc_now

from .errors import LinkInvalid

LIFETIME: Final = timedelta(minutes=5)
_CONTEXT: Final = b"regie.files.link.v1"
"""Goes into the key, so that what the same secret signs elsewhere is no link."""
_LONGEST: Final = 2048


class Download(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a link leads to."""

    digest: str
    name: str
    media_type: str
    audience: str = ""
    """Whom it is for, a session's or person's id: the link opens for nobody else. Empty: for
    whoever has it."""


class _Payload(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    download: Download
    expires_at: int


class LinkSigner:
    """`secrets`: the first signs, all of them are honoured, so that one can be replaced."""

    def __init__(self, secrets: Sequence[bytes], clock: Clock = utc_now):
        if not secrets or not all(secrets):
            raise ValueError("a link needs a secret to be signed with")
        self._keys = [hmac.digest(secret, _CONTEXT, "sha256") for secret in secrets]
        self._clock = clock

    def sign(self, download: Download, lifetime: timedelta = LIFETIME) -> str:
        """A token of the URL-safe alphabet and one dot: the last part of an address."""
        expires_at = int((self._clock() + lifetime).timestamp())
        payload = msgspec.json.encode(_Payload(download, expires_at))
        return f"{_text(payload)}.{_text(_signature(self._keys[0], payload))}"

    def open(self, token: str, audience: str = "") -> Download:
        """Raises LinkInvalid for everything but a link of ours, in its time, for this audience."""
        payload, signature = _parts(token)
        if not any(hmac.compare_digest(_signature(key, payload), signature) for key in self._keys):
            raise LinkInvalid("signature")
        try:
            link = msgspec.json.decode(payload, type=_Payload)
        except msgspec.DecodeError as error:
            raise LinkInvalid("signed by another version") from error
        if self._clock().timestamp() >= link.expires_at:
            raise LinkInvalid("out of time")
        if not hmac.compare_digest(link.download.audience.encode(), audience.encode()):
            raise LinkInvalid("for somebody else")
        return link.download


def _signature(key: bytes, payload: bytes) -> bytes:
    return hmac.digest(key, payload, hashlib.sha256)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _parts(token: str) -> tuple[bytes, bytes]:
    if len(token) > _LONGEST:
        raise LinkInvalid("too long")
    payload, _, signature = token.partition(".")
    try:
        return _data(payload), _data(signature)
    except ValueError as error:  # Base64Error and UnicodeEncodeError are some
        raise LinkInvalid("not base64") from error


def _data(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
