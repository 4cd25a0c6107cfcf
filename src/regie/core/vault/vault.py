"""Seals with the newest key, opens with any that it was given."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pydantic import SecretStr

from regie.core.errors import Misconfigured

from .errors import KeyMissing, SealBroken

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION: Final = "v1"
_LABEL: Final = b"regie vault v1 "
_KEY_BYTES: Final = 32
_NAME_BYTES: Final = 4
"""Enough to tell an installation's few keys apart; two of one name are both tried."""
_NONCE_BYTES: Final = 12
"""Drawn at random: NIST SP 800-38D allows 2^32 of them per key."""


class Vault:
    """AES-256-GCM; each key is drawn from a secret of the installation by HKDF-SHA256.

    What a secret belongs to is part of its seal (associated data): moved to another row or column
    it cannot be opened. Holds nothing open and may be made without any key: what needs one then
    raises Misconfigured.
    """

    def __init__(self, current: SecretStr | None, old: Sequence[SecretStr] = ()):
        self._given = [current, *old] if current is not None else []
        self._drawn: list[_Key] | None = None

    def seal(self, plain: str, place: str) -> str:
        """`v1.<name of the key>.<base64url>`: text for a column. Sealing twice gives two texts."""
        key = self._keys[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + key.cipher.encrypt(nonce, plain.encode(), _bound(key, place))
        return f"{_VERSION}.{key.name}.{_text(sealed)}"

    def open(self, sealed: str, place: str) -> str:
        """Raises KeyMissing or SealBroken."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _draw

        name, data = _parts(sealed)
        known = [key for key in self._keys if key.name == name]
        if not known:
            raise KeyMissing(f"sealed with key {name}, which is not known here")
        for key in known:
            try:
                opened = key.cipher.decrypt(
                    data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound(key, place)
                )
            except InvalidTag:
                continue
            return opened.decode()
        raise SealBroken(f"not what was sealed for {place}")

    def resealed(self, sealed: str, place: str) -> str | None:
        """The same secret under the newest key; None when it is under that key already."""
        if _parts(sealed)[0] == self._keys[0].name:
            return None
        return self.seal(self.open(sealed, place), place)

    @property
    def _keys(self) -> list[_Key]:
        if not self._given:
            raise Misconfigured("REGIE_SECRET_KEY is missing: it protects the secrets at rest")
        if self._drawn is None:
            self._drawn = [_draw(secret.get_secret_value()) for secret in self._given]
        return self._drawn


class _Key:
    __slots__ = ("cipher", "name")

    def __init__(self, name: str, cipher: AESGCM):
        self.name = name
        self.cipher = cipher


def _draw(secret: str) -> _Key:
    """Imported at first use: 20 ms that a command which opens no secret need not spend."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    def derived(length: int, purpose: bytes) -> bytes:
        return HKDF(SHA256(), length, None, _LABEL + purpose).derive(secret.encode())

    return _Key(derived(_NAME_BYTES, b"name").hex(), AESGCM(derived(_KEY_BYTES, b"key")))


def _bound(key: _Key, place: str) -> bytes:
    return f"{_VERSION}.{key.name}.{place}".encode()


def _parts(sealed: str) -> tuple[str, bytes]:
    version, _, rest = sealed.partition(".")
    name, _, text = rest.partition(".")
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        data = b""
    # The decoder also takes the other alphabet, strangers and spare bits: one text per secret only.
    if version != _VERSION or not name or len(data) <= _NONCE_BYTES or text != _text(data):
        raise SealBroken("not a sealed secret")
    return name, data


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
