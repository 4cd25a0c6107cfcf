"""What the two embedded Valkey servers promise."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home


@pytest.fixture(scope="module", params=["cache", "state"])
def server(request: pytest.FixtureRequest, lab: EmbeddedHome) -> Iterator[EmbeddedValkey]:
    started: EmbeddedValkey = getattr(lab, request.param)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def client(server: EmbeddedValkey) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(server.url, decode_responses=True) as opened:
        yield opened


def intruder(server: EmbeddedValkey, password: str | None) -> redis.Redis:
    return redis.Redis(
        unix_socket_path=str(server.socket), password=password, retry=Retry(NoBackoff(), 0)
    )


def test_the_address_opens_it(client: redis.Redis) -> None:
    assert client.ping()


def test_without_the_password_nothing_is_answered(server: EmbeddedValkey) -> None:
    with (
        intruder(server, None) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_a_wrong_password_is_refused(server: EmbeddedValkey) -> None:
    with (
        intruder(server, "guessed") as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_no_process_listens_on_tcp(server: EmbeddedValkey) -> None:
    connections = [c for p in server.processes() for c in p.net_connections("inet")]
    assert not any(c.status == psutil.CONN_LISTEN for c in connections)


def test_only_our_account_reaches_the_socket(server: EmbeddedValkey) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (server.socket.parent, server.socket)]
    assert modes == [0o700, 0o600]


def test_the_password_is_in_no_command_line_and_no_configuration(
    lab: EmbeddedHome, server: EmbeddedValkey
) -> None:
    secrets = [path.read_text().strip() for path in (lab.home / "secrets").iterdir()]
    public = [" ".join(p.cmdline()) for p in server.processes()]
    public += [conf.read_text() for conf in (lab.home / "data").glob("valkey-*/valkey.conf")]
    assert not any(secret in text for secret in secrets for text in public)


def test_the_configuration_cannot_be_changed_over_the_socket(client: redis.Redis) -> None:
    with pytest.raises(redis.exceptions.NoPermissionError):
        client.config_set("dir", "/etc")


@pytest.mark.parametrize(
    ("role", "setting", "value"),
    [
        ("cache", "maxmemory-policy", "allkeys-lru"),
        ("cache", "maxmemory", str(256 * 1024 * 1024)),
        ("cache", "appendonly", "no"),
        ("cache", "save", ""),
        ("state", "maxmemory-policy", "noeviction"),
        ("state", "appendonly", "yes"),
        ("state", "appendfsync", "everysec"),
    ],
)
def test_the_setting_is(lab: EmbeddedHome, role: str, setting: str, value: str) -> None:
    started: EmbeddedValkey = getattr(lab, role)
    started.start()
    with redis.Redis.from_url(started.url, decode_responses=True) as opened:
        assert opened.config_get(setting)[setting] == value
    started.stop()


def test_a_home_with_spaces_and_quotes_works(short_folder: Path) -> None:
    server = open_home(short_folder / 'l’été "à Paris"').state
    server.start()
    with redis.Redis.from_url(server.url) as opened:
        assert opened.ping()
    server.stop()
