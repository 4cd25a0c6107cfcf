"""REGIE_MAIL_URL: where mails go, and how well the way is guarded."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Literal, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from regie.core.errors import Misconfigured

Tls = Literal["implicit", "starttls", "none"]

_PORTS: Final[dict[Tls, int]] = {"implicit": 465, "starttls": 587, "none": 25}
_EXAMPLE: Final = "smtp://user:password@mail.example.fr:587, smtps://… or mailbox"


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None
    """Certificates to trust instead of the system's."""

    @classmethod
    def parsed(cls, text: str) -> Self:
        """`smtp://` demands STARTTLS unless `?tls=none` gives it up, `smtps://` is TLS from the
        first byte. Raises Misconfigured; the message does not repeat the address."""
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
            query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        except ValueError as error:
            raise Misconfigured(f"REGIE_MAIL_URL must look like {_EXAMPLE}") from error
        if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
            raise Misconfigured(f"REGIE_MAIL_URL must look like {_EXAMPLE}")
        if unknown := query.keys() - {"tls", "cafile"}:
            raise Misconfigured(f"REGIE_MAIL_URL: there is no {', '.join(sorted(unknown))}")
        tls = _tls(parts.scheme, query.get("tls"))
        user = unquote(parts.username) if parts.username else None
        if tls == "none" and user and not _is_loopback(host):
            raise Misconfigured("REGIE_MAIL_URL: a password is not sent without TLS")
        password = unquote(parts.password or "") if user else None
        return cls(host, port or _PORTS[tls], tls, user, password, query.get("cafile"))

    def ssl_context(self) -> ssl.SSLContext:
        """Reads the certificates: call it in a thread. Raises OSError for a file that is none."""
        return ssl.create_default_context(cafile=self.ca_file)


def _tls(scheme: str, wanted: str | None) -> Tls:
    if scheme == "smtps" and wanted is None:
        return "implicit"
    if scheme == "smtp" and wanted in (None, "starttls"):
        return "starttls"
    if scheme == "smtp" and wanted == "none":
        return "none"
    raise Misconfigured("REGIE_MAIL_URL: tls is starttls or none, and smtps:// has neither")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
