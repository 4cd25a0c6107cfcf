"""E-mail addresses (RFC 5321, 6531), as email-validator reads them. Asks no server."""

from __future__ import annotations

from typing import Final

from email_validator import EmailNotValidError, validate_email
from pydantic_core import PydanticCustomError

from .findings import is_safe

LONGEST_EMAIL: Final = 254
"""Characters: RFC 5321 leaves no more in a path of 256 with its brackets."""


def check_email(text: str) -> str:
    """The address in normal form: Unicode NFC, the domain in lower case."""
    address = text.strip()
    if not is_safe(address, lines=False) or len(address) > LONGEST_EMAIL:
        raise PydanticCustomError("email", "Not an e-mail address")
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "Not an e-mail address") from error
