"""Secrets at rest: sealed for their place, with a key that is not in the database."""

from .errors import KeyMissing, SealBroken, VaultError
from .messages import VAULT_MESSAGES
from .places import SealedColumn
from .rotation import Rotated, rotate
from .vault import Vault

__all__ = [
    "VAULT_MESSAGES",
    "KeyMissing",
    "Rotated",
    "SealBroken",
    "SealedColumn",
    "Vault",
    "VaultError",
    "rotate",
]
