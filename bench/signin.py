"""Sign-ins per second and core, beside what checking the password alone costs, bare and the
customary way; and how another route fares meanwhile: `python -m bench.signin`; `--long` to
quote."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from http.cookies import SimpleCookie
from importlib.metadata import version
from pathlib import Path
from typing import Final

import httpx
import psycopg
import uvloop
from rich.console import Console
from rich.progress import track

from bench.command import ROOT, Mode, Taken, run_bench
from bench.harness import (
    Aim,
    Case,
    CaseFacts,
    Question,
    Run,
    Served,
    connected,
    cpu_seconds,
    environment_python,
    interleaved,
    locked_versions,
    measure_served,
    served,
)
from bench.stage import Stage, stage
from regie.identity.people.domain import email_key
from regie.identity.signin.hashes import make_hash

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "signin.lock"
PATH: Final = "/api/v1/identity/sign-in"
PASSWORD: Final = "un mot de passe que personne ne devine"
PEOPLE: Final = 100
CONNECTIONS: Final = 8
_SHORT: Final = Mode("short", rounds=2, seconds=3.0, warm_up_s=0.5)
_LONG: Final = Mode("long", rounds=8, seconds=10.0, warm_up_s=1.0)

CASES: Final = {
    "regie": "Régie: throttle, session, record and cookie",
    "argon2": "its argon2id, bare: the password alone",
    "pwdlib": "FastAPI, pwdlib's default: the password alone",
    "bcrypt": "FastAPI, bcrypt of cost 12: the password alone",
}
MEANWHILE: Final = {"alone": "nobody signs in", "meanwhile": f"{CONNECTIONS} sign in"}
_OURS: Final = ("argon2-cffi", "fastapi", "sqlalchemy", "asyncpg", "uvloop")
_THEIRS: Final = {
    "argon2": ("argon2-cffi", "uvicorn", "uvloop"),
    "pwdlib": ("pwdlib", "argon2-cffi", "fastapi", "uvicorn"),
    "bcrypt": ("pwdlib", "bcrypt", "fastapi", "uvicorn"),
}


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with ExitStack() as stack:
        ground = stack.enter_context(stage())
        people = add_people(ground)
        servers = {
            name: stack.enter_context(
                served(_case(name, title, ground), ROOT, ground.home.home / f"{name}.log")
            )
            for name, title in CASES.items()
        }
        questions = known_devices(servers["regie"], people)
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        runs: list[Run] = []
        for number, server in track(
            list(interleaved([*servers.values()], mode.rounds)), "signing in", console=console
        ):
            before = cpu_seconds(ground.home.postgres.processes())
            run = runner.run(_signing_in(server, number, questions, mode, ground))
            spent = cpu_seconds(ground.home.postgres.processes()) - before
            runs.append(replace(run, postgres_cpu_s=spent if server.case.name == "regie" else 0.0))
        aims = (
            Aim("pwdlib", of="regie", at_least=5.0),
            Aim("regie", of="argon2", at_most=1.1),
        )
        yield Taken("signin-passwords", "regie", "connection", _facts(CASES), aims, runs)
        runs = [
            runner.run(_asking(servers["regie"], number, name, questions, mode))
            for number, name in track(
                list(interleaved([*MEANWHILE], mode.rounds)), "asking meanwhile", console=console
            )
        ]
        yield Taken("signin-meanwhile", "alone", "connection", _facts(MEANWHILE), (), runs)


def add_people(ground: Stage) -> list[str]:
    hashed = make_hash(PASSWORD.encode())
    emails = [f"person{number}@example.fr" for number in range(PEOPLE)]
    with psycopg.connect(ground.database_url) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO identity.person (tenant, email, email_key, name, status, password)"
            " VALUES ('main', %s, %s, 'Mina RAMI', 'active', %s)",
            [(email, email_key(email), hashed) for email in emails],
        )
    return emails


def known_devices(server: Served, emails: list[str]) -> list[Question]:
    """As most people sign in: on a device that the account knows."""
    url = f"http://127.0.0.1:{server.port}{PATH}"
    questions: list[Question] = []
    for email in emails:
        body = {"email": email, "password": PASSWORD}
        answer = httpx.post(url, json=body).raise_for_status()
        set_cookies = [SimpleCookie(each) for each in answer.headers.get_list("set-cookie")]
        device = next(
            each
            for cookie in set_cookies
            for each in cookie.values()
            if each.key.endswith("-device")
        )
        questions.append(_question(body, f"{device.key}={device.value}"))
    return questions


def _question(body: dict[str, str], cookie: str) -> Question:
    sent = json.dumps(body).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0\r\n"
        f"Cookie: {cookie}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return Question(head.encode() + sent, {"status": "signed_in"})


async def _signing_in(
    server: Served, number: int, questions: list[Question], mode: Mode, ground: Stage
) -> Run:
    return await measure_served(
        server,
        number,
        CONNECTIONS,
        questions,
        seconds=mode.seconds,
        warm_up_s=mode.warm_up_s,
        valkey=ground.home.cache.processes(),
    )


async def _asking(
    server: Served, number: int, name: str, questions: list[Question], mode: Mode
) -> Run:
    """One reader asks another route again and again."""
    other = Question(
        b"GET /api/v1/about HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n",
        {"name": "Régie"},
    )

    async def ask() -> Run:
        return await measure_served(
            server, number, 1, [other], seconds=mode.seconds, warm_up_s=mode.warm_up_s, valkey=()
        )

    if name == "alone":
        run = await ask()
    else:
        async with connected(server.port, CONNECTIONS, questions) as clients:
            signing_in = asyncio.create_task(clients.run(mode.seconds + mode.warm_up_s))
            run = await ask()
            await signing_in
    return replace(run, case=name)


def _case(name: str, title: str, ground: Stage) -> Case:
    if name != "regie":
        own = str(environment_python(LOCK))
        return Case(name, title, (own, str(PEERS / "signin.py"), name, "{port}"), {})
    argv = (sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}")
    environ = {
        "PYTHONPATH": str(ROOT / "src"),
        "REGIE_ENV": "production",
        "REGIE_HOME": str(ground.home.home),
        "REGIE_ALLOWED_HOSTS": "127.0.0.1",
        "REGIE_SECRET_KEY": ground.home.secret("secret-key"),
        "REGIE_DATABASE_URL": ground.database_url,
        "REGIE_CACHE_URL": ground.valkey_url,
        "REGIE_BROKER_URL": f"{ground.valkey_url}?db=0",
        "REGIE_RESULTS_URL": f"{ground.valkey_url}?db=1",
        "REGIE_DRAIN_S": "0",
        "REGIE_REQUESTS_A_MINUTE": "600000",
        # It is alone: the pool is its own, and large enough that no connection is opened meanwhile.
        "REGIE_WORKERS": "1",
        "REGIE_JOB_WORKERS": "0",
        "REGIE_DATABASE_POOL_SIZE": str(CONNECTIONS),
    }
    return Case(name, title, argv, environ)


def _facts(titles: dict[str, str]) -> list[CaseFacts]:
    return [
        CaseFacts(
            name,
            title,
            locked_versions(LOCK, _THEIRS[name])
            if name in _THEIRS
            else {package: version(package) for package in _OURS},
        )
        for name, title in titles.items()
    ]


if __name__ == "__main__":
    sys.exit(run_bench("signin", __doc__, (_SHORT, _LONG), take))
