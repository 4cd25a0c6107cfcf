"""`regie doctor` sees what is wrong and says what to do."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import psycopg
import pytest
from pydantic import SecretStr

from operations.original import Original
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedPostgres, EmbeddedValkey, open_home
from regie.core.settings import Settings
from regie.operations.doctor import Finding, Status, by_importance, doctor
from regie.operations.doctor.database import database_findings
from regie.operations.doctor.home import home_findings
from regie.operations.doctor.machine import machine_findings
from regie.operations.doctor.valkey import valkey_findings
from regie.operations.doctor.wiring import wiring_findings
from regie.operations.installation import ensure_installation
from regie.operations.servers import Servers
from regie.operations.supervisor.lock import home_lock

DEMO = Settings(env="demo", home=Path("/nowhere"))


def found(findings: Iterable[Finding], name: str) -> Finding:
    return next(finding for finding in findings if finding.name == name)


@pytest.fixture(scope="module")
def of_running(original: Original) -> list[Finding]:
    servers = open_home(original.settings.home)
    started = (servers.postgres, servers.cache, servers.state)
    with home_lock(original.settings.home):
        for server in started:
            server.start()
        findings = doctor(original.settings.model_copy(update={"port": 0}))
        for server in started:
            server.stop(quick=True)
    return findings


@pytest.mark.parametrize(
    "name",
    [
        "home.owner",
        "home.mode",
        "secrets.mode",
        "database",
        "database.version",
        "database.fsync",
        "database.synchronous_commit",
        "database.full_page_writes",
        "database.schema",
        "installation",
        "clock",
        "valkey.cache",
        "valkey.broker",
        "time_zone",
        "port",
    ],
)
def test_a_running_installation_passes(of_running: list[Finding], name: str) -> None:
    assert found(of_running, name).status == "pass"


def test_what_matters_most_comes_first(of_running: list[Finding]) -> None:
    assert of_running == by_importance(of_running)


def test_it_can_be_read_by_machines(of_running: list[Finding]) -> None:
    text = msgspec.json.encode(of_running)
    assert msgspec.json.decode(text, type=list[Finding]) == of_running


@pytest.mark.parametrize("name", ["database", "valkey"])
def test_what_does_not_run_is_unknown(original: Original, name: str) -> None:
    finding = found(doctor(original.settings), name)
    assert (finding.status, finding.advice) == (
        "unknown",
        "start it with `regie up`, then look again",
    )


def test_an_examination_makes_no_home(empty: Settings) -> None:
    assert found(doctor(empty), "home").status == "warn"
    assert not empty.home.exists()


def test_an_app_adds_its_own_findings(empty: Settings) -> None:
    own = Finding("orders.production", "fail", "the account may write", "revoke it")
    assert doctor(empty, apps=[lambda *_: [own]])[0] == own


@pytest.mark.parametrize(
    ("path", "mode", "name"),
    [
        ("", 0o755, "home.mode"),
        ("secrets", 0o750, "secrets.mode"),
        ("secrets/a", 0o644, "secrets.mode"),
    ],
)
def test_what_others_can_look_into_is_named(
    empty: Settings, path: str, mode: int, name: str
) -> None:
    (empty.home / "secrets").mkdir(parents=True)
    (empty.home / "secrets" / "a").write_text("secret")
    for part in ("", "secrets"):
        (empty.home / part).chmod(0o700)
    (empty.home / "secrets" / "a").chmod(0o600)
    (empty.home / path).chmod(mode)
    failing = [finding for finding in home_findings(empty) if finding.status == "fail"]
    assert [finding.name for finding in failing] == [name]


def test_a_draft_that_a_kill_left_is_named(empty: Settings) -> None:
    empty.home.mkdir(mode=0o700)
    (empty.home.parent / ".home.restore.regie-draft").mkdir()
    assert found(home_findings(empty), "home.draft").status == "warn"


@pytest.fixture
def listening() -> Iterator[Callable[[bytes], int]]:
    """A server that answers every request with these bytes; gives its port."""
    servers: list[http.server.HTTPServer] = []

    def listen(answer: bytes) -> int:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None: ...

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server.server_port

    yield listen
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "is_running", "status"),
    [
        (b'{"status":"alive"}', True, "pass"),
        (b'{"status":"alive"}', False, "warn"),
        (b"<html>", False, "fail"),
    ],
)
def test_a_port_that_is_taken_is_ours_or_not(
    listening: Callable[[bytes], int], answer: bytes, is_running: bool, status: Status
) -> None:
    settings = DEMO.model_copy(update={"port": listening(answer)})
    assert found(machine_findings(settings, is_running=is_running), "port").status == status


def test_a_free_port_passes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = DEMO.model_copy(update={"port": port})
    assert found(machine_findings(settings, is_running=False), "port").status == "pass"


@pytest.fixture
def fresh(make_migrated: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    return make_migrated()


def test_a_schema_that_is_behind_fails(new_database: Callable[[], DatabaseUrl]) -> None:
    findings = database_findings(DEMO, Servers(new_database(), None, None))
    assert found(findings, "database.schema").advice == "run `regie migrate`"


def test_a_schema_that_is_ahead_fails(fresh: DatabaseUrl) -> None:
    with psycopg.connect(fresh.for_libpq()) as connection:
        connection.execute("UPDATE core.alembic_version SET version_num = '9999'")
    finding = found(database_findings(DEMO, Servers(fresh, None, None)), "database.schema")
    assert "install the version that made it" in finding.advice


def test_real_data_under_a_demos_settings_fail(fresh: DatabaseUrl) -> None:
    ensure_installation(fresh, "real")
    findings = database_findings(DEMO, Servers(fresh, None, None))
    assert found(findings, "installation").status == "fail"


def test_a_database_that_does_not_keep_its_word_fails(
    fresh: DatabaseUrl, postgres: EmbeddedPostgres
) -> None:
    with psycopg.connect(postgres.superuser_url(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {fresh.name} SET synchronous_commit = off")
    findings = database_findings(DEMO, Servers(fresh, None, None))
    assert found(findings, "database.synchronous_commit").status == "fail"


def test_a_database_that_is_away_fails() -> None:
    url = DatabaseUrl("postgresql://regie:secret@127.0.0.1:1/regie")
    (finding,) = database_findings(DEMO, Servers(url, None, None))
    assert finding.status == "fail"
    assert "secret" not in finding.seen


def test_a_broker_that_evicts_fails(valkey: EmbeddedValkey) -> None:
    urls = {name: SecretStr(valkey.url) for name in ("cache_url", "broker_url", "results_url")}
    findings = valkey_findings(DEMO.model_copy(update=urls), None)
    assert found(findings, "valkey.broker").status == "fail"


def test_one_server_for_cache_and_queues_is_a_warning(valkey: EmbeddedValkey) -> None:
    urls = {name: SecretStr(valkey.url) for name in ("cache_url", "broker_url", "results_url")}
    findings = valkey_findings(DEMO.model_copy(update=urls), None)
    assert found(findings, "valkey.shared").status == "warn"


def test_a_valkey_that_is_away_is_named_without_its_password() -> None:
    settings = DEMO.model_copy(update={"redis_url": SecretStr("redis://:secret@127.0.0.1:1")})
    finding = found(valkey_findings(settings, None), "valkey.broker")
    assert (finding.status, "secret" in finding.seen) == ("fail", False)


def test_running_without_redis_is_a_warning() -> None:
    settings = DEMO.model_copy(update={"redis_url": SecretStr("none")})
    assert [finding.status for finding in valkey_findings(settings, None)] == ["warn"]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("postgresql://u:p@127.0.0.1/regie", "pass"),
        ("postgresql:///regie?host=/run/postgresql", "pass"),
        ("postgresql://u:p@db.example.fr/regie", "pass"),
        ("postgresql://u:p@db.example.fr/regie?sslmode=require", "warn"),
        ("postgresql://u:p@db.example.fr/regie?sslmode=disable", "fail"),
    ],
)
def test_tls_towards_the_database(url: str, status: Status) -> None:
    settings = DEMO.model_copy(update={"database_url": SecretStr(url)})
    assert found(wiring_findings(settings), "database.tls").status == status


def test_plain_http_for_everybody_is_a_warning() -> None:
    settings = DEMO.model_copy(update={"host": "192.0.2.1"})
    assert found(wiring_findings(settings), "proxy").status == "warn"


def test_a_demo_says_so() -> None:
    assert found(wiring_findings(DEMO), "environment").status == "warn"
