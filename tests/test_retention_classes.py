"""Every table that grows has a retention class, and each class works on the newest schema."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest

import regie
from regie.bootstrap import configure, retention_of
from regie.core.db import Database, DatabaseUrl, metadata
from regie.core.errors import Misconfigured
from regie.core.files import MemoryStore
from regie.core.retention import Retention, RetentionSettings
from regie.core.settings import load

REGIE = Path(regie.__path__[0])
DO_NOT_GROW = {
    "signing_key": "two at most, or three around a rotation",
    "installation": "one row",
    "outbox": "what waits; it leaves",
    "jobs": "what waits or runs; it ends",
    "job_schedules": "one row per schedule of the code",
    "job_workers": "one row per worker; they forget each other",
    "webhook_endpoint": "made by people, bounded",
    "audit_head": "one row per tenant",
    "audit_certificate": "one row per purge",
    "person": "the people there are; somebody who is erased keeps a number",
    "assignment": "the roles that they have",
    "role_policy": "one row per role",
    "place": "made by people, bounded",
    "factor": "one row per person",
    "recovery_code": "ten rows per person",
    "provider": "made by people, bounded",
    "model": "made by people, bounded",
    "key": "made by people, bounded",
    "balance": "one row per key",
    "reservation": "one row per request under way; it ends",
    "post": "made by people, bounded",
    "task": "made by people, bounded",
    "unit_time": "versions of times, which vouch for figures of the past",
    "rules": "one row per tenant",
    "centre": "one row per centre",
    "volume": "the organisation's own figures, one per centre, task and month",
    "headcount": "one row per centre and post",
    "import_chunk": "gone with its import",
    "refused_line": "lines that wait to come again, corrected",
    "simulation_chunk": "gone with the result, or with its simulation",
    "store": "made by people, bounded",
    "category": "made by people, bounded",
    "product": "the catalogue",
    "product_price": "the catalogue's, one per change of price",
    "target": "one per store and month",
    "figures_version": "one row per tenant",
    "figure_delta": "appended by imports, and compacted away every ten minutes",
    "basket_delta": "appended by imports, and compacted away every ten minutes",
    "figure": "one row per store, category and month",
    "basket": "one row per store and month",
    "store_month": "one row per store and month",
    "region_figure": "one row per region, category and month",
    "region_month": "one row per region and month",
    "absence_kind": "made by people, bounded",
    "widget": "made by people, bounded",
    "saved_query": "made by people, bounded",
    "answer_template": "made by people, bounded",
    "salary_total": "one row per run and site",
    "salary_run": "two a month at most; with its totals an account, which names nobody",
}
KEPT_FOR_GOOD = {
    "sale": "the organisation's books: figures explain themselves down to them",
    "sale_line": "the organisation's books: figures explain themselves down to them",
}
"""Business records that no class of data removes by their age."""
CLASSES = [
    "outbox",
    "jobs",
    "mail",
    "webhooks",
    "answers",
    "slow_queries",
    "counters",
    "audit_details",
    "audit",
    "tries",
    "sessions",
    "tokens",
    "refresh_tokens",
    "sent_codes",
    "imports",
    "locks",
    "gateway_calls",
    "gateway_spending",
    "simulations",
    "staff_files",
    "payslips",
    "conversations",
    "order_questions",
    "files",
]


LAWFUL = {"staff_files": 3650, "payslips": 18_263}
"""Those of which the law wants years."""


def settings(**environ: str) -> RetentionSettings:
    return load(RetentionSettings, environ=environ, file_values={}).values


@pytest.fixture(scope="module")
async def retention(migrated: DatabaseUrl) -> AsyncIterator[Retention]:
    database = Database(migrated, pool_size=1, pool_overflow=0)
    await database.open()
    yield retention_of(database, settings(), MemoryStore())
    await database.close()


async def test_all_classes_can_be_previewed(retention: Retention) -> None:
    assert [each.of.name for each in await retention.preview()] == CLASSES


async def test_all_classes_can_be_purged(retention: Retention) -> None:
    outcomes = await retention.purge_all()
    assert [each.of.name for each in outcomes if each.complete] == CLASSES


@pytest.fixture(scope="module")
def tables() -> set[str]:
    for file in REGIE.rglob("tables.py"):
        import_module(".".join(("regie", *file.relative_to(REGIE).with_suffix("").parts)))
    return {table.name for table in metadata.sorted_tables}


async def test_every_table_belongs_to_a_class_or_does_not_grow(
    retention: Retention, tables: set[str]
) -> None:
    previewed = {table.table for each in await retention.preview() for table in each.tables}
    assert tables - previewed == DO_NOT_GROW.keys() | KEPT_FOR_GOOD.keys()


@pytest.mark.parametrize("name", CLASSES)
def test_the_variable_that_a_class_names_says_how_long_it_keeps(name: str) -> None:
    database = Database(DatabaseUrl("postgresql://h/d"), pool_size=1, pool_overflow=0)
    setting = retention_of(database, settings(), MemoryStore()).classes[name].setting
    days = LAWFUL.get(name, 29)
    changed = retention_of(database, settings(**{setting: str(days)}), MemoryStore())
    assert changed.classes[name].keep_days == days


def test_days_that_a_class_cannot_keep_are_refused_at_the_start() -> None:
    with pytest.raises(Misconfigured, match="REGIE_RETENTION_OUTBOX_DAYS"):
        configure({"REGIE_ENV": "demo", "REGIE_RETENTION_OUTBOX_DAYS": "3"})
