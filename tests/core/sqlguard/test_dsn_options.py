"""What may stand behind the `?` of a source's DSN."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from regie.core.errors import Misconfigured
from regie.core.sqlguard import open_source, read_address
from regie.core.sqlguard.dsn_options import KNOWN
from regie.core.sqlguard.engines.postgresql.connection import transport_security

AWAY = "db.example.fr/production"


@pytest.mark.parametrize(
    ("scheme", "option"),
    [
        ("postgresql", "connect_timeout=10"),
        ("postgresql", "tsl=off"),
        ("postgresql", "TLS=off"),
        ("postgresql", "options=-c%20default_transaction_read_only%3Doff"),
        ("postgresql", "sslcert=/a.pem"),
        ("mysql", "ssl=on"),
        ("mysql", "ssl-mode=PREFERRED"),
        ("mariadb", "charset=latin1"),
        ("mysql", "sslmode=verify-full"),
        ("sqlserver", "Encrypt=no"),
        ("sqlserver", "Encrypt=yes"),
        ("sqlserver", "TrustServerCertificate=yes"),
        ("sqlserver", "replica=other:1433"),
        ("sqlite", "mode=rw"),
        ("sqlite", "tls=off"),
        ("sqlite", "replica=other:1"),
    ],
)
def test_an_option_that_nobody_would_hear_is_refused_by_its_name(scheme: str, option: str) -> None:
    name = option.partition("=")[0]
    with pytest.raises(Misconfigured, match=f"the option {name}, which is unknown"):
        open_source("shop", f"{scheme}://u@{AWAY}?{option}")


@pytest.mark.parametrize(
    "dsn",
    [
        "mysql://u:2024?Secret=abc@host:3306/db",
        "mysql://u:2024?Secret",
        "sqlserver://u:2024?Encrypt=a&b@host/db",
        "postgresql://host/db?Secret=abc",
    ],
)
def test_what_may_be_the_rest_of_a_password_is_told_by_no_name(dsn: str) -> None:
    with pytest.raises(Misconfigured, match="has an option, which is unknown"):
        read_address(dsn)


@pytest.mark.parametrize("engine", KNOWN)
def test_a_refusal_names_those_that_are_known(engine: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        read_address(f"{engine}://u@{AWAY}?nonsense=1")
    known = ", ".join(sorted(KNOWN[engine])) or "none"  # type: ignore[index]
    assert raised.value.detail.endswith(f"known for {engine}: {known}")


@pytest.mark.parametrize(
    "name", ["Encrypt", "TrustServerCertificate", "ssl", "tsl_verify", "ssl_ca"]
)
def test_whoever_meant_the_link_is_told_what_guards_it(name: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        read_address(f"sqlserver://u@{AWAY}?{name}=yes")
    assert ("tls=verify" in raised.value.detail) == (name != "tsl_verify")


@pytest.mark.parametrize("mode", ["require", "verify-ca", "prefer", "allow", "", "nonsense"])
def test_an_sslmode_that_checks_less_than_everything_is_refused(mode: str) -> None:
    with pytest.raises(Misconfigured, match="verify-full"):
        read_address(f"postgresql://u@{AWAY}?sslmode={mode}")


def test_verify_full_is_a_certificate_that_is_checked() -> None:
    security = transport_security(read_address(f"postgresql://u@{AWAY}?sslmode=verify-full"))
    assert isinstance(security, ssl.SSLContext)
    assert security.check_hostname


@pytest.mark.parametrize("said", ["tls=off", "sslmode=disable"])
def test_what_gives_tls_up_never_attempts_it(said: str) -> None:
    assert transport_security(read_address(f"postgresql://u@{AWAY}?{said}")) == "disable"


def test_a_root_certificate_of_libpq_is_the_authority() -> None:
    assert read_address(f"postgresql://u@{AWAY}?sslrootcert=/a.pem").ca == Path("/a.pem")


@pytest.mark.parametrize(
    "twice",
    [
        "tls=off&tls=verify",
        "tls=verify&sslmode=disable",
        "ca=/a.pem&sslrootcert=/b.pem",
        "max_lag_s=1&max_lag_s=2",
    ],
)
def test_what_is_said_twice_is_refused(twice: str) -> None:
    with pytest.raises(Misconfigured):
        read_address(f"postgresql://u@{AWAY}?{twice}")


def test_the_driver_of_sql_server_is_told_its_own_options_however_they_are_written() -> None:
    address = read_address(f"sqlserver://u@{AWAY}?MULTISUBNETFAILOVER=yes&tls=off")
    assert address.options == {"multiSubnetFailover": "yes"}
