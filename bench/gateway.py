"""What a request to a language model costs on its way through, whole and streamed, beside LiteLLM's
proxy: `python -m bench.gateway`; `--long` to quote.

The proxy that is measured has a core to itself. Whoever asks it, the provider and the servers of
ours share the others: what they cost takes no time from either, as long as they are not the
narrowest place.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

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
    cpu_seconds,
    environment_python,
    interleaved,
    locked_versions,
    measure_served,
    served,
)
from bench.stage import Stage, stage
from regie.apps.gateway.keys.form import digest_of, new_key, shown

PEERS: Final = Path(__file__).parent / "peers"
LOCK: Final = PEERS / "gateways.lock"
CONFIG: Final = PEERS / "gateway.yaml"
THEIR_KEY: Final = "sk-of-the-bench-0123456789abcdef"
PATH: Final = "/v1/chat/completions"
CONNECTIONS: Final = 64
KEYS: Final = 4
"""Who share the requests, each with a budget that is reserved and settled at every one."""
_SHORT: Final = Mode("short", rounds=2, seconds=6.0, warm_up_s=2.0)
_LONG: Final = Mode("long", rounds=6, seconds=10.0, warm_up_s=2.0)

CASES: Final = {
    "regie": "Régie: keys, budgets, ledger and limits on",
    "litellm": "LiteLLM's proxy: a master key, no database",
}
_OURS: Final = ("starlette", "httptools", "asyncpg", "msgspec", "uvloop")
_THEIRS: Final = ("litellm", "fastapi", "uvicorn", "httpx", "openai")


@dataclass(frozen=True, slots=True)
class StreamQuestion(Question):
    def is_met_by(self, body: bytes) -> bool:
        return b"data: [DONE]" in body and body.count(b'"content"') >= 50


def take(mode: Mode, console: Console) -> Iterator[Taken]:
    with ExitStack() as stack:
        one, others = _cores()
        stack.enter_context(pinned(others))
        ground = stack.enter_context(stage())
        provider = stack.enter_context(a_provider())
        keys = fill(ground, provider)
        servers: dict[str, Served] = {}
        with pinned(one):
            for name, title in CASES.items():
                case = _case(name, title, ground, provider)
                log = ground.home.home / f"{name}.log"
                servers[name] = stack.enter_context(served(case, ROOT, log))
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        for bench, stream, times in (
            ("gateway-whole", False, 15.0),
            ("gateway-streams", True, 30.0),
        ):
            runs: list[Run] = []
            for number, server in track(
                list(interleaved([*servers.values()], mode.rounds)), bench, console=console
            ):
                questions = _questions(server.case.name, keys, stream=stream)
                before = cpu_seconds(ground.home.postgres.processes())
                run = runner.run(_measured(server, number, questions, mode, ground))
                spent = cpu_seconds(ground.home.postgres.processes()) - before
                ours = server.case.name == "regie"
                runs.append(replace(run, postgres_cpu_s=spent if ours else 0.0))
            aims = (
                Aim("regie", of="litellm", at_least=times, measure="throughput"),
                Aim("litellm", of="regie", at_least=times),
            )
            yield Taken(bench, "regie", "connection", _facts(), aims, runs)


def _cores() -> tuple[set[int], set[int]]:
    """One, and the others; the same twice where there is but one."""
    first, *others = sorted(os.sched_getaffinity(0))
    return {first}, set(others) or {first}


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """Whoever is started within the block runs there alone, and so does this process meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def a_provider() -> Iterator[str]:
    """The demo's, in a process of its own: fifty words at once."""
    command = [sys.executable, "-m", "regie.apps.gateway.demo"]
    environ = {"PATH": os.defpath, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def fill(ground: Stage, provider: str) -> list[str]:
    keys = [new_key() for _ in range(KEYS)]
    with psycopg.connect(ground.database_url) as connection:
        row = connection.execute(
            "INSERT INTO gateway.provider (tenant, name, kind, base_url)"
            " VALUES ('main', 'bench', 'openai', %s) RETURNING id",
            (provider,),
        ).fetchone()
        assert row is not None
        connection.execute(
            "INSERT INTO gateway.model (tenant, name, provider_id, upstream, price_in_micros,"
            " price_out_micros, context_tokens, max_output_tokens)"
            " VALUES ('main', 'mesure', %s, 'demo-mesure', 590000, 790000, 32768, 2048)",
            row,
        )
        for secret in keys:
            connection.execute(
                "WITH made AS (INSERT INTO gateway.key (tenant, name, prefix, digest,"
                " requests_a_minute) VALUES ('main', 'bench', %s, %s, 600000) RETURNING id)"
                " INSERT INTO gateway.balance (key_id, tenant, period_kind, budget_micros)"
                " SELECT id, 'main', 'month', 1000000000000 FROM made",
                (shown(secret), digest_of(secret.encode())),
            )
    return keys


def _questions(case: str, keys: list[str], *, stream: bool) -> list[Question]:
    said = {"role": "user", "content": "Où en est ma commande ? " * 8}
    asked = {"model": "mesure", "messages": [said], "temperature": 0.7, "max_tokens": 200}
    body = json.dumps(asked | ({"stream": True} if stream else {})).encode()
    found: list[Question] = []
    for secret in keys if case == "regie" else [THEIR_KEY]:
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
            f"Authorization: Bearer {secret}\r\nUser-Agent: OpenAI/Python 3.54.0\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        question = StreamQuestion if stream else Question
        found.append(
            question(head.encode() + body, {} if stream else {"object": "chat.completion"})
        )
    return found


async def _measured(
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


def _case(name: str, title: str, ground: Stage, provider: str) -> Case:
    if name == "litellm":
        script = environment_python(LOCK).with_name("litellm")
        argv = (str(script), "--config", str(CONFIG), "--host", "127.0.0.1", "--port", "{port}")
        environ = {
            "PATH": f"{script.parent}:{os.defpath}",
            "HOME": str(ground.home.home),
            "PROVIDER_URL": provider,
            "LITELLM_LOG": "ERROR",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_MODE": "PRODUCTION",
        }
        one = ("--num_workers", "1", "--telemetry", "False")
        return Case(name, title, (*argv, *one), environ, start_s=300.0)
    argv = (sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}")
    environ = {
        "PYTHONPATH": str(ROOT / "src"),
        "REGIE_ENV": "production",
        "REGIE_APPS": "gateway",
        "REGIE_HOME": str(ground.home.home),
        "REGIE_ALLOWED_HOSTS": "127.0.0.1",
        "REGIE_SECRET_KEY": ground.home.secret("secret-key"),
        "REGIE_DATABASE_URL": ground.database_url,
        "REGIE_CACHE_URL": ground.valkey_url,
        "REGIE_BROKER_URL": f"{ground.valkey_url}?db=0",
        "REGIE_RESULTS_URL": f"{ground.valkey_url}?db=1",
        "REGIE_GATEWAY_ALLOW": "127.0.0.0/8",
        "REGIE_DRAIN_S": "0",
        "REGIE_WORKERS": "1",
        "REGIE_JOB_WORKERS": "0",
    }
    return Case(name, title, argv, environ, start_s=300.0)


def _facts() -> list[CaseFacts]:
    versions = {
        "regie": {package: version(package) for package in _OURS},
        "litellm": locked_versions(LOCK, _THEIRS),
    }
    return [CaseFacts(name, title, versions[name]) for name, title in CASES.items()]


if __name__ == "__main__":
    sys.exit(run_bench("gateway", __doc__, (_SHORT, _LONG), take))
