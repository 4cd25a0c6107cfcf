"""The same through two workers as they are served, which share a Valkey."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

import psycopg

from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from served import serving

THRESHOLD: Final = 100
EVENTS: Final = "SELECT count(*) FROM core.webhook_delivery WHERE event = 'requests.above_watch'"


def test_more_than_a_hundred_requests_of_one_address_are_one_event(
    migrated: DatabaseUrl, valkey: EmbeddedValkey
) -> None:
    environ = {
        "REGIE_ENV": "development",
        "REGIE_DATABASE_URL": migrated.for_libpq(),
        "REGIE_CACHE_URL": valkey.url,
        "REGIE_BROKER_URL": valkey.url,
        "REGIE_RESULTS_URL": valkey.url,
        "REGIE_SECRET_KEY": "of-the-tests-0123456789abcdefghijklmnopqrst",
        "REGIE_WORKERS": "2",
        "WEBHOOK_1_URL": "http://127.0.0.1:9/",
        "WEBHOOK_1_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WEBHOOK_1_EVENTS": "requests.*",
    }
    with ExitStack() as running:
        workers = [running.enter_context(serving(environ)) for _ in range(2)]
        clients = [running.enter_context(worker.client()) for worker in workers]
        for number in range(THRESHOLD + 20):
            assert clients[number % 2].get("/api/v1/about").status_code == 200
    # A worker that ends writes down what it had to tell.
    with psycopg.connect(migrated.for_libpq()) as connection:
        assert connection.execute(EVENTS).fetchone() == (1,)
