"""Why an archive is not read."""

from __future__ import annotations

from regie.core.errors import Misconfigured, RegieError


class DamagedArchive(RegieError):
    """Bytes are missing, were changed, or were never a backup's."""


class SealedArchive(Misconfigured):
    """The archive has a passphrase and this is not it."""


class TooNew(Misconfigured):
    """A newer Régie wrote it."""
