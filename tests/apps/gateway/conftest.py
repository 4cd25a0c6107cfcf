"""A worker that serves the gateway on a database of its own, and a provider beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gatewayplay import Tenant, ThreadedProvider, a_provider, close_clients
from peopleplay import environ
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedValkey
from regie.migrations import SCRIPTS
from served import Served, serving

NewDatabase = Callable[[], DatabaseUrl]


@pytest.fixture(scope="session")
def gateway_url(new_database: NewDatabase) -> DatabaseUrl:
    url = new_database()
    migrate(url, SCRIPTS)
    return url


@pytest.fixture(scope="session")
def gateway_environ(gateway_url: DatabaseUrl, valkey: EmbeddedValkey) -> dict[str, str]:
    shared = {f"REGIE_{name}_URL": valkey.url for name in ("CACHE", "BROKER", "RESULTS")}
    without = {name: value for name, value in environ(gateway_url).items() if "REDIS" not in name}
    return {
        **without,
        **shared,
        "REGIE_APPS": "gateway",
        "REGIE_GATEWAY_FIRST_S": "2",
        "REGIE_GATEWAY_WHOLE_S": "20",
    }


@pytest.fixture(scope="session")
def gateway(gateway_environ: dict[str, str]) -> Iterator[Served]:
    with serving(gateway_environ, root_path="/mppeep") as served:
        yield served


@pytest.fixture(scope="session")
def provider() -> Iterator[ThreadedProvider]:
    with a_provider() as provider:
        yield provider


@pytest.fixture
def tenant(gateway_url: DatabaseUrl, provider: ThreadedProvider) -> Tenant:
    """With the provider, and a model of each of its manners."""
    tenant = Tenant.of(gateway_url)
    assert provider.url is not None
    tenant.provider(provider.url)
    for name in ("simple", "demo-lent", "demo-coupe", "demo-muet", "demo-refuse", "demo-panne"):
        tenant.model(name)
    tenant.model("sans-compte", "demo-sans-compte")
    return tenant


@pytest.fixture(autouse=True)
def _no_client_stays_open() -> Iterator[None]:
    yield
    close_clients()
