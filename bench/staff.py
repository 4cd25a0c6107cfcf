"""The personnel of 10,000 people through the served app, and their salary run: `python -m
bench.staff`, in two minutes; `--long` for figures to quote.

Lists, searches and pages are asked one at a time and eight at once. The run is a real worker's,
from the click to the last payslip: a request is one payslip.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.cookies import SimpleCookie
from importlib.metadata import version
from typing import Final

import httpx
import psutil
import psycopg
import uvloop
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Case,
    CaseFacts,
    Question,
    Run,
    Served,
    cpu_seconds,
    interleaved,
    measure_served,
    resident_mb,
    served,
)
from bench.stage import Stage, stage
from regie.identity.people.domain import email_key
from regie.identity.signin.hashes import make_hash

PEOPLE, SITES = 10_000, 40
MONTHS: Final = 36
EMAIL: Final = "claire@example.fr"
PASSWORD: Final = "un mot de passe que personne ne devine"
API: Final = "/api/v1/staff"
RUNS: Final = f"{API}/salaries/runs"
PATIENCE_S: Final = 120.0

_SHORT: Final = Mode("short", rounds=2, seconds=1.5, warm_up_s=0.3)
_LONG: Final = Mode("long", rounds=8, seconds=5.0, warm_up_s=1.0)

PAGES: Final = {
    "list": f"{API}/people?limit=50",
    "list-by-hire": f"{API}/people?limit=50&sort=-hired_on",
    "search": f"{API}/people?search=mar+dup+42&limit=50",
    "search-common": f"{API}/people?search=vente&limit=50",
    "filters": f"{API}/people/filters",
    "statistics": f"{API}/statistics",
    "run": f"{RUNS}/{{run}}",
    "run-payslips": f"{RUNS}/{{run}}/payslips?sort=-difference&limit=50",
    "run-why": f"{RUNS}/{{run}}/explain",
}
TITLES: Final = {
    "list": f"50 of {PEOPLE:,} people, by name",
    "list-by-hire": "the same, the newest first",
    "search": "a search of three words without accents",
    "search-common": "a search that finds a third of all",
    "filters": "places and posts with how many work there",
    "statistics": "absences and marks by place, from the cache",
    "run": f"a salary run of {PEOPLE:,}: totals by site beside the month before",
    "run-payslips": "its payslips, the largest differences first",
    "run-why": "why its gross salaries differ from the month before",
}
RUN: Final = {"salary-run": f"{PEOPLE:,} payslips, from the click on, by one worker"}
_OURS: Final = ("fastapi", "sqlalchemy", "asyncpg", "msgspec", "uvloop")

_FILL: Final = f"""
    INSERT INTO identity.place (id, tenant, parent_id, path, kind, code, name)
    OVERRIDING SYSTEM VALUE
    SELECT n, 'main', CASE WHEN n > 1 THEN 1 END, CASE WHEN n > 1 THEN '1.' ELSE '' END || n || '.',
        CASE WHEN n > 1 THEN 'site' ELSE 'nation' END, 'P' || n, 'Lieu ' || n
    FROM generate_series(1, {SITES}) AS n;
    SELECT setval(pg_get_serial_sequence('identity.place', 'id'), {SITES});
    INSERT INTO staff.employee (tenant, number, given_name, family_name, email, post, place_id,
        hired_on, birth_date, contract, contract_from, weekly_minutes)
    SELECT 'main', 'M-' || lpad(n::text, 5, '0'),
        (ARRAY['Élodie','Marie','Noé','Karim','Anaïs','Hugo','Zoé'])[1 + n % 7],
        (ARRAY['Dupont','Lefèvre','Prévost','Le Goff','Benali'])[1 + n % 5] || ' ' || n,
        'p' || n || '@example.fr', (ARRAY['Vente','Caisse','Stock'])[1 + n % 3],
        2 + n % ({SITES} - 1), date '2015-01-01' + n % 3000, date '1975-01-01' + n % 9000,
        'permanent', date '2015-01-01' + n % 3000, 2100
    FROM generate_series(1, {PEOPLE}) AS n;
    INSERT INTO staff.absence_kind (tenant, code, title_fr, title_en, yearly_half_days)
    VALUES ('main', 'paid', 'Congés payés', 'Paid leave', 50);
    INSERT INTO staff.absence (tenant, employee_id, kind, first_on, last_on, half_days, state,
        asked_by, decided_by, decided_at)
    SELECT 'main', employee.id, 'paid', day, day + 1, 4, 'approved', 'system:0', 'system:0', now()
    FROM staff.employee, generate_series(1, {MONTHS}, 3) AS back,
        LATERAL (SELECT current_date - 30 * back - (employee.id % 20)::int AS day) AS at;
    INSERT INTO staff.evaluation (tenant, employee_id, period_from, period_until, mark_tenths,
        made_by)
    SELECT 'main', id, make_date(year, 1, 1), make_date(year, 12, 31), 100 + id % 90, 'system:0'
    FROM staff.employee, generate_series(2023, 2025) AS year;
    INSERT INTO staff.salary (tenant, employee_id, valid_from, monthly_cents, hourly_cents, made_by)
    SELECT 'main', id, since,
        180000 + 37 * (id % 5000) + 500 * (extract(year FROM since)::int - 2015),
        1200 + id % 900, 'system:0'
    FROM staff.employee, unnest(ARRAY[date '2015-01-01', date '2024-01-01', date '2026-01-01'])
        AS since;
    INSERT INTO staff.salary_item (tenant, employee_id, month, kind, label, cents, hours_hundredths,
        made_by)
    SELECT 'main', id, date_trunc('month', current_date) - make_interval(months => back),
        CASE WHEN (id + back) % 4 = 0 THEN 'unpaid' ELSE 'bonus' END, 'Élément',
        CASE WHEN (id + back) % 4 = 0 THEN 0 ELSE 10000 + id % 777 END,
        CASE WHEN (id + back) % 4 = 0 THEN 700 ELSE 0 END, 'system:0'
    FROM staff.employee, generate_series(0, 1) AS back WHERE (id + back) % 3 = 0;
    ANALYZE;
"""  # noqa: S608 - constants


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with ExitStack() as stack:
        ground = stack.enter_context(stage())
        fill(ground)
        case = Case(
            "regie", "Régie", _argv("regie.entrypoints.asgi", "--fd", "{fd}"), _environ(ground)
        )
        server = stack.enter_context(served(case, ROOT, ground.home.home / "web.log"))
        worker = stack.enter_context(_worker(ground))
        client = stack.enter_context(signed_in(server))
        begin_runs(client)
        salary_runs = [
            computed(client, worker, number, ground)
            for number in track(range(mode.rounds), "computing salaries", console=console)
        ]
        yield Taken("staff-salary-run", "salary-run", "worker", _facts(RUN), (), salary_runs)
        run = begin_run(client, 0)
        runs: list[Run] = []
        cookie = client.headers["Cookie"]
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        for number, (name, connections) in track(
            list(interleaved([(name, n) for name in PAGES for n in (1, 8)], mode.rounds)),
            "asking for pages",
            console=console,
        ):
            question = _question(PAGES[name].format(run=run), cookie)
            measured = runner.run(
                measure_served(
                    server,
                    number,
                    connections,
                    [question],
                    seconds=mode.seconds,
                    warm_up_s=mode.warm_up_s,
                    valkey=ground.home.cache.processes(),
                )
            )
            runs.append(replace(measured, case=name))
        yield Taken("staff-pages", "list", "connection", _facts(TITLES), (), runs)


def fill(ground: Stage) -> None:
    with psycopg.connect(ground.database_url, autocommit=True) as connection:
        for statement in _FILL.split(";\n"):
            if statement.strip():
                connection.execute(statement.encode())
        hashed = make_hash(PASSWORD.encode())
        connection.execute(
            "WITH who AS (INSERT INTO identity.person"
            " (tenant, email, email_key, name, status, password)"
            " VALUES ('main', %s, %s, 'Claire FONTAINE', 'active', %s) RETURNING id)"
            " INSERT INTO identity.assignment (person_id, role)"
            " SELECT id, 'administrator' FROM who",
            (EMAIL, email_key(EMAIL), hashed),
        )


@contextmanager
def signed_in(server: Served) -> Iterator[httpx.Client]:
    origin = f"http://127.0.0.1:{server.port}"
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=origin, headers=headers, timeout=PATIENCE_S) as client:
        body = {"email": EMAIL, "password": PASSWORD}
        answer = client.post("/api/v1/identity/sign-in", json=body).raise_for_status()
        set_cookies = [SimpleCookie(each) for each in answer.headers.get_list("set-cookie")]
        crumbs = [f"{each.key}={each.value}" for jar in set_cookies for each in jar.values()]
        client.cookies.clear()
        client.headers["Cookie"] = "; ".join(crumbs)
        yield client


def begin_runs(client: httpx.Client) -> None:
    """The month before, which the others are laid beside."""
    begin_run(client, 1)


def begin_run(client: httpx.Client, back: int) -> int:
    """Its number, when it is computed."""
    today = time.localtime()
    months = 12 * today.tm_year + today.tm_mon - 1 - back
    body = {"month": f"{months // 12}-{months % 12 + 1:02}", "kind": "regular"}
    run = client.post(RUNS, json=body).raise_for_status().json()["run"]["id"]
    deadline = time.monotonic() + PATIENCE_S
    while client.get(f"{RUNS}/{run}").raise_for_status().json()["state"] == "draft":
        if time.monotonic() > deadline:
            raise TimeoutError("the salary run does not end")
        time.sleep(0.02)
    return run


def computed(client: httpx.Client, worker: psutil.Process, number: int, ground: Stage) -> Run:
    """One run of this month, discarded afterwards."""
    groups = ([worker], ground.home.postgres.processes())
    before = [cpu_seconds(group) for group in groups]
    began = time.perf_counter()
    run = begin_run(client, 0)
    wall_s = time.perf_counter() - began
    own, postgres = (
        cpu_seconds(group) - start for group, start in zip(groups, before, strict=True)
    )
    seen = client.get(f"{RUNS}/{run}").json()
    headers = {"If-Match": f'"{seen["version"]}"'}
    client.delete(f"{RUNS}/{run}", headers=headers).raise_for_status()
    return Run(
        case="salary-run",
        round=number,
        connections=1,
        requests=seen["totals"]["people"],
        failures=0,
        sampled=1,
        wrong=int(seen["totals"]["people"] != PEOPLE),
        wall_s=wall_s,
        cpu_s=own,
        postgres_cpu_s=postgres,
        valkey_cpu_s=0.0,
        p50_ms=wall_s * 1000,
        p99_ms=wall_s * 1000,
        resident_mb=resident_mb([worker]),
    )


@contextmanager
def _worker(ground: Stage) -> Iterator[psutil.Process]:
    with (ground.home.home / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            _argv("regie.entrypoints.worker"),
            env={**os.environ, **_environ(ground)},
            stdout=log,
            stderr=log,
        )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


def _question(path: str, cookie: str) -> Question:
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        f"Cookie: {cookie}\r\n\r\n"
    )
    return Question(head.encode(), json.loads("{}"))


def _facts(titles: dict[str, str]) -> list[CaseFacts]:
    versions = {package: version(package) for package in _OURS}
    return [CaseFacts(name, title, versions) for name, title in titles.items()]


def _argv(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *arguments)


def _environ(ground: Stage) -> dict[str, str]:
    return {
        "PYTHONPATH": str(ROOT / "src"),
        "REGIE_ENV": "production",
        "REGIE_APPS": "staff",
        "REGIE_HOME": str(ground.home.home),
        "REGIE_ALLOWED_HOSTS": "127.0.0.1",
        "REGIE_SECRET_KEY": ground.home.secret("secret-key"),
        "REGIE_DATABASE_URL": ground.database_url,
        "REGIE_CACHE_URL": ground.valkey_url,
        "REGIE_BROKER_URL": f"{ground.valkey_url}?db=0",
        "REGIE_RESULTS_URL": f"{ground.valkey_url}?db=1",
        "REGIE_DRAIN_S": "0",
        "REGIE_REQUESTS_A_MINUTE": "600000",
        "REGIE_WORKERS": "1",
        "REGIE_JOB_WORKERS": "1",
        "REGIE_DATABASE_POOL_SIZE": "8",
    }


if __name__ == "__main__":
    sys.exit(run_bench("staff", __doc__, (_SHORT, _LONG), take))
