"""A server on another machine is spoken to over verified TLS unless told otherwise."""

from __future__ import annotations

import ssl

import pytest

from regie.core.db import DatabaseUrl
from regie.core.errors import Misconfigured


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://u:p@/regie?host=/run/regie", None),
        ("postgresql://u:p@localhost/regie", None),
        ("postgresql://u:p@127.0.0.1/regie", None),
        ("postgresql://u:p@[::1]/regie", None),
        ("postgresql://u:p@db.example.fr/regie?sslmode=disable", None),
        ("postgresql://u:p@db.example.fr/regie", (True, ssl.CERT_REQUIRED)),
        ("postgresql://u:p@10.0.0.5/regie", (True, ssl.CERT_REQUIRED)),
        ("postgresql://u:p@db.example.fr/regie?sslmode=verify-ca", (False, ssl.CERT_REQUIRED)),
        ("postgresql://u:p@db.example.fr/regie?sslmode=require", (False, ssl.CERT_NONE)),
    ],
)
def test_the_link_is_as_safe_as_the_address_asks(url: str, mode: object) -> None:
    context = DatabaseUrl(url).ssl_context()
    assert (context and (context.check_hostname, context.verify_mode)) == mode


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:p4ss@h/x",
        "p4ss",
        "postgresql://u:p4ss@h:port/x",
        "postgresql://u:p4ss@h/x?sslmode=prefer",
        "postgresql://u:p4ss@h/x?connect_timeout=5",
    ],
)
def test_what_cannot_be_used_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        DatabaseUrl(url)
    assert "p4ss" not in str(refusal.value)


def test_libpq_verifies_against_the_system_s_authorities() -> None:
    url = DatabaseUrl("postgresql://u:p@db.example.fr/regie").for_libpq()
    assert "sslmode=verify-full" in url
    assert "sslrootcert=system" in url
