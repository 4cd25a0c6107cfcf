"""Signed webhooks after Standard Webhooks: what a sender signs and a receiver checks."""

from .signing import Secret, SecretRefused, new_secret, sign, signed_headers
from .verifying import TOLERANCE_S, Message, SignatureRefused, verify

__all__ = [
    "TOLERANCE_S",
    "Message",
    "Secret",
    "SecretRefused",
    "SignatureRefused",
    "new_secret",
    "sign",
    "signed_headers",
    "verify",
]
