from __future__ import annotations

import ssl

import pytest

from regie.core.sqlguard.asyncpg_connection import transport_security


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://reader@db.example.fr/production",
        "postgresql://reader@10.1.2.3:5433/production",
        "postgresql://reader@/production?host=db.example.fr",
    ],
)
def test_a_server_on_a_network_must_show_a_certificate_that_is_checked(dsn: str) -> None:
    context = transport_security(dsn)
    assert context is not None
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://reader@/production?host=/run/postgresql",
        "postgresql://reader@/production?host=%2Frun%2Fpostgresql",
        "postgresql://reader@127.0.0.1/production",
        "postgresql://reader@[::1]/production",
        "postgresql://reader@db.example.fr/production?sslmode=disable",
    ],
)
def test_a_socket_the_loopback_and_an_explicit_wish_are_left_to_the_driver(dsn: str) -> None:
    assert transport_security(dsn) is None
