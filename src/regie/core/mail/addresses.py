"""From whom and to whom: as people read it, and as a mail server takes it."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Self

import idna

from regie.core.errors import Misconfigured
from regie.core.input import check_email, check_line


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name an installation writes; its domain goes into every Message-ID."""

    name: str
    address: str

    @classmethod
    def parsed(cls, text: str, *, organisation: str) -> Self:
        """From `Régie <regie@example.fr>` or a bare address, then named after the organisation.

        Raises Misconfigured.
        """
        try:
            name, address = parseaddr(check_line(text))
            return cls(name or organisation, check_email(address))
        except ValueError as error:
            raise Misconfigured(
                "REGIE_MAIL_FROM must look like regie@example.fr or Régie <regie@example.fr>"
            ) from error

    @classmethod
    def from_header(cls, text: str) -> Self:
        """What `str(sender.header)` has kept."""
        return cls(*parseaddr(text))

    @property
    def domain(self) -> str:
        return on_the_wire(self.address).rpartition("@")[2]

    @property
    def header(self) -> Address:
        return header_address(self.address, self.name)


def on_the_wire(address: str) -> str:
    """With the domain in ASCII (RFC 5891): a server without SMTPUTF8 takes it then, unless the
    part before the @ needs it."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{idna.encode(domain, uts46=True).decode()}"


def header_address(address: str, name: str = "") -> Address:
    local, _, domain = on_the_wire(address).rpartition("@")
    return Address(name, local, domain)


def needs_utf8(address: str) -> bool:
    return not address.rpartition("@")[0].isascii()
