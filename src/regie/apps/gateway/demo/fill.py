"""Fills the demo: a provider that needs no network, keys at different points of their budgets, and
thirty days of usage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import psycopg

from regie.core.access import MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import local_date

from ..keys.form import digest_of, new_key, shown
from ..ledger.domain import Prices, cost_micros

DAYS: Final = 30
ZONE: Final = ZoneInfo("Europe/Paris")
_SEED: Final = 20_261_121
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('regie-demo-gateway'))"


class _Model(NamedTuple):
    name: str
    provider: str
    upstream: str
    prices: Prices
    fallback: str | None = None


class _Key(NamedTuple):
    name: str
    budget_micros: int
    spent_share: float
    """Of this month's budget, today."""
    model: str
    requests_a_day: int
    period: str = "month"


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
    _Model("fragile", "Démonstration", "demo-coupe", Prices(150_000, 600_000)),
)
KEYS: Final = (
    _Key("Assistant du site", 60_000_000, 0.41, "rapide", 420),
    _Key("Rédaction des fiches", 25_000_000, 0.86, "soigne", 38),
    _Key("Essais de l’équipe", 2_000_000, 1.0, "secours", 24),
)


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it. Where a provider is, nothing is touched."""
    site.progress("gateway", 0, 1)
    with psycopg.connect(site.database_dsn) as connection, connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("SELECT EXISTS (SELECT FROM gateway.provider)")
        (there,) = cursor.fetchone() or (False,)
        if not there:
            _fill(cursor, local_date(site.clock(), ZONE))
    site.progress("gateway", 1, 1)
    return {}


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
                *model.prices,
                models.get(model.fallback or ""),
            ),
        )
        (models[model.name],) = cursor.fetchone() or (0,)
    for number, key in enumerate(KEYS):
        _fill_key(cursor, key, today, Random(_SEED + number))  # noqa: S311 - looks real, hides nothing


def _fill_key(cursor: psycopg.Cursor[Any], key: _Key, today: date, random: Random) -> None:
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
    budget = key.budget_micros
    if spent:  # the share is what the screen shows; the roll-ups say what was spent
        budget = max(100_000, round(spent / key.spent_share, -5))
    low = spent * 100 >= budget * 80
    cursor.execute(
        "INSERT INTO gateway.balance (key_id, tenant, period_kind, period, budget_micros,"
        " spent_micros, low, exhausted) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (key_id, MAIN_TENANT, key.period, month, budget, min(spent, budget), low, spent >= budget),
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
                    *model.prices,
                    requests,
                    random.randint(0, max(1, requests // 60)),
                    hits,
                    tokens_in,
                    tokens_out,
                    cost,
                    saved,
                )
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
