"""What keeps a secret from being read. No detail holds any part of one."""

from __future__ import annotations

from regie.core.errors import RegieError


class VaultError(RegieError):
    """A secret cannot be read or kept: an operator has to act."""

    code = "vault.failed"


class KeyMissing(VaultError):
    """The key that sealed it is not among those of this process."""

    code = "vault.key_missing"


class SealBroken(VaultError):
    """It was changed, cut, or stands in another place than the one it was sealed for."""

    code = "vault.seal_broken"
