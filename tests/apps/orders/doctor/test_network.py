from __future__ import annotations

import pytest

from regie.apps.orders.doctor.network import (
    Place,
    Way,
    firewall_rule,
    network_findings,
    place_of,
    way_to,
)
from regie.core.sqlguard import Engine, read_address


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("127.0.0.1", "local"),
        ("::1", "local"),
        ("10.1.2.3", "private"),
        ("192.168.0.9", "private"),
        ("fd00::1", "private"),
        ("fe80::1%eth0", "private"),
        ("100.64.0.1", "shared"),
        ("8.8.8.8", "public"),
        ("::ffff:8.8.8.8", "public"),
        ("2606:4700::1111", "public"),
    ],
)
def test_an_address_is_local_private_shared_or_public(address: str, place: Place) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize(
    "dsn", ["sqlite:////srv/orders.db", "postgresql://me@127.0.0.1/p", "mysql://me@localhost/p"]
)
async def test_on_this_machine_nothing_is_asked_of_a_network(dsn: str) -> None:
    address = read_address(dsn)
    checks = [each.check for each in network_findings(address, await way_to(address))]
    assert checks == ["network.local"]


async def test_a_name_without_an_address_is_unknown() -> None:
    address = read_address("postgresql://me@nowhere.invalid/p")
    (finding,) = network_findings(address, await way_to(address))
    assert (finding.check, finding.verdict) == ("network.place", "unknown")


@pytest.mark.parametrize(
    ("dsn", "verdicts"),
    [
        ("postgresql://me@db/p", ["warn", "pass", "pass"]),
        ("postgresql://me@db/p?tls=off", ["warn", "fail", "pass"]),
    ],
)
def test_a_public_server_is_warned_of_and_a_certificate_that_nobody_checks_fails(
    dsn: str, verdicts: list[str]
) -> None:
    way = Way("db", 5432, "public", "10.0.0.5")
    assert [each.verdict for each in network_findings(read_address(dsn), way)] == verdicts


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("postgresql", 'hostssl all "me" 10.0.0.5/32 scram-sha-256'),
        ("mysql", "ip saddr 10.0.0.5 tcp dport 5432 accept"),
        ("sqlserver", "-LocalPort 5432 -RemoteAddress 10.0.0.5"),
    ],
)
def test_the_rule_lets_our_address_through_and_no_other(engine: Engine, said: str) -> None:
    assert said in firewall_rule(engine, Way("db", 5432, "private", "10.0.0.5"), "me")
