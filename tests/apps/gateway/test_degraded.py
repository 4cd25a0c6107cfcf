"""With PostgreSQL or Valkey away: what is refused, what goes on, and what is booked afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openai
import pytest

from gatewayplay import Tenant, ThreadedProvider, ask
from peopleplay import environ
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, open_home
from regie.migrations import SCRIPTS
from served import Served, serving


class Site(NamedTuple):
    home: EmbeddedHome
    served: Served
    tenant: Tenant


@pytest.fixture(scope="module")
def site(provider: ThreadedProvider) -> Iterator[Site]:
    """An installation whose servers the tests may take away."""
    folder = Path(tempfile.mkdtemp(prefix="regie-gateway-"))
    home = open_home(folder / "home")
    home.postgres.start()
    home.cache.start()
    home.postgres.ensure_role("regie", "doomed")
    home.postgres.ensure_database("regie", "regie")
    url = DatabaseUrl(home.postgres.url("regie", "regie", "doomed"))
    migrate(url, SCRIPTS)
    servers = {f"REGIE_{name}_URL": home.cache.url for name in ("CACHE", "BROKER", "RESULTS")}
    own = {name: value for name, value in environ(url).items() if "REDIS" not in name}
    tenant = Tenant.of(url)
    tenant.provider(provider.url or "")
    tenant.model("simple")
    tenant.model("lent", "demo-rapide")
    with serving(own | servers | {"REGIE_APPS": "gateway"}) as served:
        yield Site(home, served, tenant)
        home.postgres.start()
    home.cache.stop(quick=True)
    home.postgres.stop(quick=True)
    shutil.rmtree(folder, ignore_errors=True)


def test_without_valkey_it_answers_and_counts(site: Site) -> None:
    key = site.tenant.key(requests_a_minute=100)
    client = key.client(site.served)
    ask(client, "simple", temperature=0)
    site.home.cache.stop(quick=True)
    ask(client, "simple", "Sans cache", temperature=0)
    key.booked(2)
    site.home.cache.start()


def test_without_postgres_nothing_is_asked_and_nothing_spent(
    site: Site, provider: ThreadedProvider
) -> None:
    key = site.tenant.key()
    client = key.client(site.served, max_retries=0)
    ask(client, "simple")
    spent = key.booked()[0]["cost_micros"]
    asked = provider.asked
    site.home.postgres.stop(quick=True)
    with pytest.raises(openai.InternalServerError) as refused:
        ask(client, "simple")
    site.home.postgres.start()
    assert (refused.value.status_code, refused.value.body["type"]) == (503, "server_error")  # type: ignore[index]
    assert (provider.asked, key.balance.spent, key.balance.reserved) == (asked, spent, 0)


def test_an_answer_that_outlives_postgres_is_booked_when_it_is_back(site: Site) -> None:
    key = site.tenant.key()
    stream = iter(ask(key.client(site.served), "lent", stream=True))
    next(stream)
    site.home.postgres.stop(quick=True)
    assert len(list(stream)) > 10
    site.home.postgres.start()
    call = key.booked()[0]
    assert (call["outcome"], key.balance.spent) == ("done", call["cost_micros"])
    assert key.balance.reserved == 0
