"""`regie up --demo`, as somebody runs it: a process, a home, a port."""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from regie.identity.roles import ROLES
from regie.operations.exit_codes import ExitCode

from .started import START_S, Up

TRACK = "/api/v1/orders/track"
SIGN_IN = "/api/v1/identity/sign-in"
MINE = {"number": "CL-401372-487531", "name": "RAMI"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def demo(home: Path, **environ: str) -> Up:
    generous = {"REGIE_DRAIN_S": "0.2", "REGIE_ORDER_QUESTIONS_A_MINUTE": "1000"}
    return Up(home, "--demo", "--workers", "2", port=free_port(), **generous, **environ)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="regie-up-"))
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def up(home: Path) -> Iterator[Up]:
    up = demo(home)
    yield up
    if up.process.poll() is None:
        up.stop()


def test_it_says_where_it_is_and_what_to_try(up: Up) -> None:
    said = up.log.read_text()
    assert f"http://localhost:{up.port}/" in said
    assert "CL-401372-487531" in said


def test_whoever_reads_it_signs_in_as_each_role(up: Up) -> None:
    told = [line.split()[-2:] for line in up.log.read_text().splitlines() if "@demo." in line]
    with up.client() as client:
        answers = [
            client.post(SIGN_IN, json={"email": email, "password": password})
            for email, password in told
        ]
    roles = [answer.json()["me"]["roles"][0]["role"] for answer in answers]
    assert [*dict.fromkeys(roles)] == [*ROLES]


def test_the_first_order_is_answered(up: Up) -> None:
    with up.client() as client:
        answer = client.post(TRACK, json=MINE)
    assert answer.json()["status_label"] == "En production"


def test_everything_is_ready(up: Up) -> None:
    with up.client() as client:
        report = client.get("/readyz").json()
    ill = [each["name"] for each in report["resources"] if each["status"] != "up"]
    assert (report["status"], ill) == ("ready", [])


def test_one_answer_has_the_figures_of_all_workers(up: Up) -> None:
    with up.client() as client:
        before = _answered(client)
    for _ in range(20):  # a connection each, so that both workers serve some
        with up.client() as client:
            client.post(TRACK, json=MINE)
    with up.client() as client:
        assert _answered(client) == before + 20


def test_a_worker_s_successor_counts_on_in_the_same_files(up: Up, home: Path) -> None:
    folder = home / "run" / "metrics"
    files = of_web_workers(folder)
    with up.client() as client:
        before = _answered(client)
    started = up.log.read_text().count("server_started")
    worker = next(c for c in psutil.Process(up.process.pid).children() if "--slot" in c.cmdline())
    worker.kill()
    deadline = time.monotonic() + START_S
    while up.log.read_text().count("server_started") == started and time.monotonic() < deadline:
        time.sleep(0.05)
    with up.client() as client:
        assert (_answered(client), of_web_workers(folder)) == (before, files)


def of_web_workers(folder: Path) -> list[Path]:
    """Job workers make theirs when they come up, which is later."""
    return sorted(file for file in folder.iterdir() if "jobs" not in file.name)


def lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _answered(client: httpx.Client) -> float:
    lines = client.get("/metrics").text.splitlines()
    mine = [
        line
        for line in lines
        if line.startswith("regie_http_requests_total") and TRACK in line and "2xx" in line
    ]
    return sum(float(line.rpartition(" ")[2]) for line in mine)


def test_a_second_start_in_the_home_is_refused(up: Up) -> None:
    outcome = up.regie("up", "--demo", "--port", str(free_port()))
    assert outcome.returncode == ExitCode.ALREADY_RUNNING
    assert str(up.process.pid) in outcome.stderr


def test_a_command_of_an_app_uses_the_running_servers(up: Up) -> None:
    outcome = up.regie("orders", "track", *MINE.values(), "--json")
    assert json.loads(outcome.stdout)["designation"] == "DCC avec couverture"


def test_the_source_s_account_is_proven_harmless(up: Up) -> None:
    sources = json.loads(up.regie("orders", "doctor", "--json").stdout)
    assert [each["harmless"] for each in sources] == [True, True]


def test_nothing_fails_in_the_doctor_s_eyes(up: Up) -> None:
    findings = json.loads(up.regie("doctor", "--json").stdout)
    assert [finding for finding in findings if finding["status"] == "fail"] == []


def test_the_doctor_finds_nothing_wrong_with_no_proxy(up: Up) -> None:
    findings = json.loads(
        up.regie("doctor", "proxy", f"http://127.0.0.1:{up.port}/", "--json").stdout
    )
    named = {finding["name"]: finding["status"] for finding in findings}
    assert named["proxy.stream"] == "pass"
    assert "fail" not in named.values()


def test_no_port_but_ours_is_open_to_others(up: Up) -> None:
    """The demo's made-up provider of models is asked over loopback, by the worker that has it."""
    family = [psutil.Process(up.process.pid)]
    family += family[0].children(recursive=True)
    others: set[tuple[str, bool]] = set()
    for process in family:
        with suppress(psutil.NoSuchProcess):  # PostgreSQL's come and go
            others |= {
                (connection.laddr.ip, "regie.entrypoints.asgi" in process.cmdline())
                for connection in process.net_connections("inet")
                if connection.status == psutil.CONN_LISTEN and connection.laddr.port != up.port
            }
    assert others <= {("127.0.0.1", True)}


def test_a_backup_tells_a_machine_where_it_is(up: Up, home: Path) -> None:
    told = json.loads(up.regie("backup", str(home.parent), "--json").stdout)
    assert Path(told["path"]).stat().st_size == told["size"]


def test_migrating_tells_a_machine_where_the_schema_stands(up: Up) -> None:
    told = json.loads(up.regie("migrate", "--json").stdout)
    assert told["current"] == told["head"]


def test_stopping_leaves_no_process_and_the_next_start_the_same_answer(up: Up, home: Path) -> None:
    family = psutil.Process(up.process.pid).children(recursive=True)
    assert up.stop() == ExitCode.OK
    assert [process for process in family if lives(process)] == []
    again = demo(home, REGIE_ROOT_PATH="/mppeep", REGIE_REDIS_URL="none")
    try:
        with again.client() as client:
            assert client.post(TRACK, json=MINE).json()["copies"] == 5
            report = client.get("/readyz").json()
            page = client.get("/orders").text
    finally:
        again.stop()
    assert report["status"] == "degraded"
    assert {"cache", "state"} <= {r["name"] for r in report["resources"] if r["status"] == "off"}
    assert '<base href="/mppeep/">' in page


def test_at_rest_a_command_starts_what_it_needs_and_stops_it(up: Up, home: Path) -> None:
    if up.process.poll() is None:
        up.stop()
    outcome = up.regie("orders", "track", *MINE.values())
    assert "DCC avec couverture" in outcome.stdout
    assert not any(
        str(home) in " ".join(p.info["cmdline"] or []) for p in psutil.process_iter(["cmdline"])
    )
