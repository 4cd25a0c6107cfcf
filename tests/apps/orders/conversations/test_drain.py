"""A worker that is asked to stop finishes what a customer is being told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from orderplay import CONVERSATIONS, MINE, NAME, write_source
from regie.core.db import DatabaseUrl
from served import STOP_S, serving

ASKED = f"Où en est ma commande {MINE} ? {NAME}"


@contextmanager
def no_answer_is_written(url: DatabaseUrl) -> Iterator[psycopg.Connection]:
    """For it is counted in the transaction that writes it; until the caller rolls this one back."""
    with psycopg.connect(url.for_libpq()) as connection:
        connection.execute("LOCK TABLE orders.question_day IN EXCLUSIVE MODE")
        yield connection


def test_a_customer_is_told_the_answer_to_its_end_and_who_only_follows_comes_back(
    migrated: DatabaseUrl, tmp_path: Path
) -> None:
    environ = {
        "REGIE_ENV": "development",
        "REGIE_APPS": "orders",
        "REGIE_DATABASE_URL": migrated.for_libpq(),
        "REGIE_REDIS_URL": "none",
        "REGIE_WORKERS": "1",
        "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
        "REGIE_ORDERS_SOURCES": str(write_source(tmp_path)),
    }
    with serving(environ) as worker, worker.client() as client:
        begun = client.post(CONVERSATIONS, json={"language": "fr"}).raise_for_status().json()
        here, token = f"{CONVERSATIONS}/{begun['id']}", {"Conversation-Token": begun["token"]}
        question = {"text": ASKED, "client_id": str(uuid4())}
        with (
            no_answer_is_written(migrated) as held,
            client.stream("GET", f"{here}/events", headers=token) as followed,
            client.stream("POST", f"{here}/messages", json=question, headers=token) as answered,
        ):
            lines = answered.iter_lines()
            while not next(lines).startswith("event: "):
                pass
            worker.process.terminate()
            list(followed.iter_lines())
            held.rollback()
            told = list(lines)
        worker.process.wait(STOP_S)
    assert "event: done" in told
