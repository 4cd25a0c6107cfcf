"""A supervisor for the tests, in a process of its own: `python run_up.py --home … --port …`.

Prints `ready <port>` on standard output when everything answers.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import psycopg

from regie.core.embedded import EmbeddedHome, open_home
from regie.core.errors import Misconfigured
from regie.operations.supervisor import Crew, PlainReporter, Plan, WorkerCommand, supervise

BEATS = """
import time
from regie.operations.supervisor import lifeline
alive = lifeline()
alive()
print("beats", flush=True)
while True:
    alive()
    time.sleep(0.05)
"""
WORKER = str(Path(__file__).with_name("tiny_worker.py"))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--drain", type=float, default=10)
    parser.add_argument("--servers", action="store_true")
    parser.add_argument("--prepare", choices=["misconfigured", "bug"])
    parser.add_argument("--worker-code", help="Python to run in place of the worker")
    parser.add_argument("--worker", nargs="*", default=[], help="kinds, see tiny_worker.py")
    parser.add_argument("--beside", choices=["beats", "broken"], help="a worker beside the others")
    parser.add_argument("--silence", type=float)
    given = parser.parse_args()
    home = open_home(given.home) if given.servers else None
    env = dict(os.environ)
    if home is not None:
        env["WORKER_DATABASE_URL"] = home.postgres.url("app", "app", home.secret("app"))

    def prepare() -> None:
        if given.prepare == "misconfigured":
            raise Misconfigured("the preparation was refused")
        if given.prepare == "bug":
            raise KeyError("a bug in the preparation")
        if home is not None:
            make_table(home)

    run = ("-c", given.worker_code) if given.worker_code else (WORKER, "{fd}", *given.worker)
    plan = Plan(
        home=given.home,
        host="127.0.0.1",
        port=given.port,
        worker=WorkerCommand([sys.executable, *run], env),
        workers=given.workers,
        beside=[crew(given.beside, given.silence, env)] if given.beside else [],
        servers=(home.cache, home.state, home.postgres) if home else (),
        prepare=prepare,
        drain_s=given.drain,
        reporter=PlainReporter(),
        on_ready=lambda ready: os.write(1, f"ready {ready.port}\n".encode()) and None,
    )
    return supervise(plan)


def crew(kind: str, silence_s: float | None, env: dict[str, str]) -> Crew:
    code = BEATS if kind == "beats" else "raise SystemExit('cannot')"
    command = WorkerCommand([sys.executable, "-c", code], env)
    return Crew("beside-worker", command, 1, essential=False, silence_s=silence_s)


def make_table(home: EmbeddedHome) -> None:
    home.postgres.ensure_role("app", home.secret("app"))
    home.postgres.ensure_database("app", "app")
    with psycopg.connect(home.postgres.url("app", "app", home.secret("app"))) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS written(value text PRIMARY KEY)")


if __name__ == "__main__":
    sys.exit(main())
