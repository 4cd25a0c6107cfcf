from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.errors import Misconfigured
from regie.core.sqlguard import read_address
from regie.core.sqlguard.engines.postgresql.connection import transport_security


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://reader@db.example.fr/production",
        "postgresql://reader@10.1.2.3:5433/production",
        "postgresql://reader@/production?host=db.example.fr",
        "mariadb://reader@db.example.fr/production",
        "sqlserver://reader@127.0.0.1/production?tls=verify",
    ],
)
def test_a_server_on_a_network_must_show_a_certificate_that_is_checked(dsn: str) -> None:
    context = read_address(dsn).tls_context()
    assert context is not None
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://reader@/production?host=/run/postgresql",
        "postgresql://reader@/production?host=%2Frun%2Fpostgresql",
        "mysql://reader@127.0.0.1/production",
        "mysql://reader@[::1]/production",
        "sqlserver://reader@localhost/production",
        "sqlite:////srv/orders.db",
        "mysql://reader@db.example.fr/production?tls=off",
    ],
)
def test_a_file_a_socket_the_loopback_and_an_explicit_wish_need_no_tls(dsn: str) -> None:
    assert read_address(dsn).tls_context() is None


def test_the_authorities_are_read_once() -> None:
    first, second = (
        read_address(f"mysql://reader@{host}.example.fr/x").tls_context() for host in ("a", "b")
    )
    assert first is second


def test_tls_off_is_never_an_attempt_at_it() -> None:
    address = read_address("postgresql://reader@db.example.fr/production?tls=off")
    assert transport_security(address) == "disable"


def test_a_certificate_that_is_not_there_is_said_by_its_path(tmp_path: Path) -> None:
    address = read_address(f"mysql://reader@db.example.fr/production?ca={tmp_path}/none.pem")
    with pytest.raises(Misconfigured, match=r"none\.pem"):
        address.tls_context()


@given(user=st.text(max_size=8), password=st.text(max_size=8), database=st.text(max_size=8))
def test_a_url_that_is_read_and_written_again_says_the_same(
    user: str, password: str, database: str
) -> None:
    plain = read_address("mysql://db.example.fr:3307/x?ca=/a.pem")
    changed = {"user": user, "password": password if user else "", "database": database}
    address = type(plain)(**{**_fields(plain), **changed, "ca": None})
    assert read_address(address.url("mysql")) == address


def _fields(address: object) -> dict[str, object]:
    return {name: getattr(address, name) for name in type(address).__slots__}


def test_a_replica_is_the_same_account_on_another_server() -> None:
    address = read_address("mysql://u:p@a.example.fr/shop?replica=b.example.fr:3307&max_lag_s=5")
    replica = address.at(address.replicas[0])
    assert replica.url("mysql") == "mysql://u:p@b.example.fr:3307/shop"


@pytest.mark.parametrize(
    "dsn",
    [
        "oracle://u:hunter2@db/orders",
        "mysql://u:hunter2@db:port/orders",
        "mysql://u:hunter2@db/orders?tls=perhaps",
        "mysql://u:hunter2@db/orders?max_lag_s=-1",
        "mysql://u:hunter2@db/orders?replica=other:port",
        "mysql://u:hunter2@db/orders?replica=",
        "mysql://u:12#hunter2@db/orders",
        "mysql://u?hunter2@db/orders",
        "mysql://u@db/orders?password=hunter2",
        "mysql://u@db/orders?tls=hunter2",
        "hunter2",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(dsn: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        read_address(dsn)
    assert "hunter2" not in raised.value.detail


def test_an_address_shows_no_password() -> None:
    assert "hunter2" not in repr(read_address("mysql://u:hunter2@db/orders"))
