"""The services of the gateway, wired: what commands, tests and the bench are given."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core
from regie.core.db import DirectConnection
from regie.core.http import HttpClient

from .demo.provider import DemoProvider
from .door.entrance import Entrance
from .door.relay import Means
from .door.service import Door
from .keys.service import Keys
from .ledger.keeper import Keeper
from .ledger.till import Till
from .models.service import Models
from .offers import Offers
from .providers.conditions import Conditions
from .providers.reaching import Reaching
from .providers.service import Providers
from .settings import GatewaySettings
from .usage.service import UsageReports


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    providers: Providers
    models: Models
    keys: Keys
    usage: UsageReports
    offers: Offers
    entrance: Entrance
    door: Door
    client: HttpClient
    till: Till
    keeper: Keeper
    demo: DemoProvider | None
    """In a demo, each process that serves has one of its own."""


def build_services(core: Core, settings: GatewaySettings) -> Services:
    zone = core.settings.zone
    demo = DemoProvider() if core.settings.has_demo_data else None
    offers = Offers(core.database, core.cache)
    reaching = Reaching(
        settings,
        core.vault,
        loopback=core.settings.env != "production",
        demo_url=lambda: None if demo is None else demo.url,
    )
    keeper = Keeper(core.database, core.webhooks, zone, core.clock)
    ledger = DirectConnection(core.database.url, "regie_ledger")
    till = Till(ledger, zone.key, keeper.tell_soon)
    means = Means(
        reaching,
        Conditions(core.database, offers, core.webhooks),
        till,
        core.clock,
        lasts_s=settings.whole_s + settings.settle_within_s,
    )
    return Services(
        core=core,
        providers=Providers(core.database, core.vault, core.audit, reaching),
        models=Models(core.audit),
        keys=Keys(core.audit, zone.key),
        usage=UsageReports(),
        offers=offers,
        entrance=Entrance(
            offers,
            core.limiter,
            core.webhooks,
            core.clock,
            a_minute=core.settings.requests_a_minute,
        ),
        door=Door(means, offers, core.cache, ttl_s=settings.cache_ttl_s, whole_s=settings.whole_s),
        client=reaching.client,
        till=till,
        keeper=keeper,
        demo=demo,
    )
