"""Fills the demo: a provider that needs no network, keys at different points of their budgets, and
thirty days of usage."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import psycopg

from regie.core.access import MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import local_date
from regie.core.db import Database, DatabaseUrl

from ..keys.form import digest_of, new_key, shown
from ..ledger.domain import Prices, cost_micros
from ..ledger.repository import make_days

DAYS: Final = 30
ZONE: Final = ZoneInfo("Europe/Paris")
_SEED: Final = 20_261_121
_ROUND: Final = 500_000
_CALLS: Final = 14
"""Of each key, in the last hours."""
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('regie-demo-gateway'))"


class _Model(NamedTuple):
    name: str
    provider: str
    upstream: str
    prices: Prices
    fallback: str | None = None


class _Key(NamedTuple):
    name: str
    spent_share: float
    """Of this month's budget, today."""
    model: str
    requests_a_day: int


PROVIDERS: Final = (
    ("Démonstration", "demo", "http://127.0.0.1/v1", True),
    ("Démonstration, secours", "demo", "http://127.0.0.1/v1", True),
    ("Ollama, salle serveur", "ollama", "http://127.0.0.1:11434/v1", False),
    ("Groq", "groq", "https://api.groq.com/openai/v1", False),
)
MODELS: Final = (
    _Model("secours", "Démonstration, secours", "demo-secours", Prices(150_000, 600_000)),
    _Model("rapide", "Démonstration", "demo-rapide", Prices(590_000, 790_000), "secours"),
    _Model("soigne", "Démonstration", "demo-lent", Prices(2_500_000, 10_000_000), "secours"),
    _Model("test-coupure", "Démonstration", "demo-coupe", Prices(150_000, 600_000)),
)
KEYS: Final = (
    _Key("Assistant du site", 0.41, "rapide", 5200),
    _Key("Rédaction des fiches", 0.86, "soigne", 310),
    _Key("Essais de l’équipe", 1.0, "secours", 190),
)


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it. Where a provider is, nothing is touched."""
    site.progress("gateway", 0, 1)
    with psycopg.connect(site.database_dsn) as connection, connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("SELECT EXISTS (SELECT FROM gateway.provider)")
        (there,) = cursor.fetchone() or (False,)
        if not there:
            asyncio.run(_make_days(site.database_dsn))
            _fill(cursor, local_date(site.clock(), ZONE))
    site.progress("gateway", 1, 1)
    return {}


async def _make_days(dsn: str) -> None:
    database = Database(DatabaseUrl(dsn), pool_size=1, pool_overflow=0)
    await database.open()
    try:
        async with database.begin() as connection:
            await make_days(connection)
    finally:
        await database.close()


def _fill(cursor: psycopg.Cursor[Any], today: date) -> None:
    providers = {}
    for name, kind, url, enabled in PROVIDERS:
        cursor.execute(
            "INSERT INTO gateway.provider (tenant, name, kind, base_url, enabled)"
            " VALUES (%s, %s, %s, %s, %s) RETURNING id",
            (MAIN_TENANT, name, kind, url, enabled),
        )
        (providers[name],) = cursor.fetchone() or (0,)
    models: dict[str, int] = {}
    for model in MODELS:
        cursor.execute(
            "INSERT INTO gateway.model (tenant, name, provider_id, upstream, price_in_micros,"
            " price_out_micros, context_tokens, max_output_tokens, fallback_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, 32768, 2048, %s) RETURNING id",
            (
                MAIN_TENANT,
                model.name,
                providers[model.provider],
                model.upstream,
                model.prices.micros_in,
                model.prices.micros_out,
                models.get(model.fallback or ""),
            ),
        )
        (models[model.name],) = cursor.fetchone() or (0,)
    calls: list[tuple[Any, ...]] = []
    for number, key in enumerate(KEYS):
        random = Random(_SEED + number)  # noqa: S311 - looks real, hides nothing
        key_id = _fill_key(cursor, key, today, random)
        calls += _calls(key, key_id, random)
    # The list is by number: the oldest comes first, as it did.
    cursor.executemany(_CALL, sorted(calls, reverse=True))


def _fill_key(cursor: psycopg.Cursor[Any], key: _Key, today: date, random: Random) -> int:
    """The key's id."""
    secret = new_key()  # nobody is told: who wants one makes one
    cursor.execute(
        "INSERT INTO gateway.key (tenant, name, prefix, digest) VALUES (%s, %s, %s, %s)"
        " RETURNING id",
        (MAIN_TENANT, key.name, shown(secret), digest_of(secret.encode())),
    )
    (key_id,) = cursor.fetchone() or (0,)
    month = today.replace(day=1)
    days = list(_days(key, today, random))
    spent = sum(cost for day, _, _, _, cost in days if day >= month)
    budget = max(1, round(spent / key.spent_share / _ROUND)) * _ROUND
    if key.spent_share >= 1:
        budget = max(1, spent // _ROUND) * _ROUND
    spent = min(spent, budget)
    low = (budget - spent) * 5 <= budget
    cursor.execute(
        "INSERT INTO gateway.balance (key_id, tenant, period_kind, period, budget_micros,"
        " spent_micros, low, exhausted) VALUES (%s, %s, 'month', %s, %s, %s, %s, %s)",
        (key_id, MAIN_TENANT, month, budget, spent, low, spent == budget),
    )
    model = _model(key)
    with cursor.copy(
        "COPY gateway.usage_day (tenant, day, key_id, model, price_in_micros, price_out_micros,"
        " requests, failures, hits, tokens_in, tokens_out, cost_micros, saved_micros) FROM STDIN"
    ) as copy:
        for day, requests, tokens_in, tokens_out, cost in days:
            hits = requests // 7
            saved = cost * hits // max(1, requests - hits)
            copy.write_row(
                (
                    MAIN_TENANT,
                    day,
                    key_id,
                    model.name,
                    model.prices.micros_in,
                    model.prices.micros_out,
                    requests,
                    random.randint(0, max(1, requests // 60)),
                    hits,
                    tokens_in,
                    tokens_out,
                    cost,
                    saved,
                )
            )
    return key_id


_CALL: Final = (
    "INSERT INTO gateway.call (at, tenant, key_id, model, provider, outcome, cache,"
    " tokens_in, tokens_out, estimated, cost_micros, first_ms, whole_ms, own_us)"
    " VALUES (now() - make_interval(secs => %s), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
    " %s, %s, %s)"
)


def _calls(key: _Key, key_id: int, random: Random) -> Iterator[tuple[Any, ...]]:
    """How many seconds ago, then the rest of the row."""
    model = _model(key)
    for number in range(_CALLS):
        hit = number % 6 == 2
        tokens = (0, 0) if hit else (random.randint(220, 900), random.randint(60, 320))
        whole_ms = random.randint(1, 3) if hit else random.randint(700, 4200)
        yield (
            (_CALLS - number) * random.randint(200, 700),
            MAIN_TENANT,
            key_id,
            model.name,
            model.provider,
            "left" if number == 5 else "done",
            "hit" if hit else "miss",
            *tokens,
            number == 5,
            cost_micros(*tokens, model.prices),
            min(whole_ms, random.randint(90, 400)),
            whole_ms,
            min(1000 * whole_ms, random.randint(900, 3200)),
        )


def _days(key: _Key, today: date, random: Random) -> Iterator[tuple[date, int, int, int, int]]:
    """Day, requests, tokens read and written, cost. Weekends are quiet, and today is not over."""
    model = _model(key)
    for back in reversed(range(DAYS)):
        day = today - timedelta(days=back)
        usual = key.requests_a_day * (0.25 if day.weekday() >= 5 else 1)
        growth = 1 - 0.4 * back / DAYS
        requests = round(usual * growth * random.uniform(0.8, 1.2) * (0.6 if back == 0 else 1))
        tokens_in = requests * random.randint(380, 640)
        tokens_out = requests * random.randint(140, 260)
        cost = cost_micros(tokens_in, tokens_out, model.prices)
        yield day, requests, tokens_in, tokens_out, cost


def _model(key: _Key) -> _Model:
    return next(model for model in MODELS if model.name == key.model)
