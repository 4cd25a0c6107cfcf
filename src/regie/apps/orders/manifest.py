"""What bootstrap reads of the orders app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.app import App, Core, Demo, DemoHint, DemoSite, Part
from regie.core.clock import local_date
from regie.core.limits import Limit, RouteRules, Watch
from regie.core.settings import Sizing
from regie.core.sqlguard import Limits, MemorySource, ReadOnlyPostgres, ReadOnlySource
from regie.core.web import Routes

from .commands import commands
from .demo import ensure_demo
from .errors import SourceMissing
from .messages import MESSAGES
from .proven import ProvenSource
from .repository import OrderRepository, relations
from .routes import TRACK_PATHS, hot_routes
from .service import OrderService
from .settings import OrdersSettings

_DEMO_ZONE: Final = ZoneInfo("Europe/Paris")


def build(core: Core, settings: OrdersSettings) -> Part:
    zone = core.settings.zone
    sized = core.settings.sizing()
    source = ProvenSource(
        settings.source,
        _source(settings, sized, core.settings.connecting_processes),
        relations(settings),
        strict=core.settings.env == "production",
    )
    service = OrderService(
        OrderRepository(source, settings, zone),
        source,
        clock=core.clock,
        zone=zone,
        name_order=settings.name_order,
        cache=core.cache,
        counters=core.counters,
        cache_ttl_s=sized.cache_ttl_s,
    )
    routes = hot_routes(service, core.catalogue, core.settings.language)
    rules = RouteRules(
        anonymous=Limit("order-questions", sized.order_questions_a_minute, 60),
        watch=Watch("order-look-ups", threshold=100, window_s=60),
    )
    return Part(
        service=service,
        routes=Routes(hot=routes),
        resources=(source,),
        limits=dict.fromkeys(TRACK_PATHS, rules),
    )


def _source(settings: OrdersSettings, sized: Sizing, processes: int) -> ReadOnlySource:
    """The pool is the installation's: each process has its share of it."""
    if settings.dsn is None:
        missing = MemorySource(lambda *_: (), name=settings.source)
        missing.failure = SourceMissing
        return missing
    size = settings.pool_size or sized.pool_size
    ceiling = settings.pool_ceiling or 2 * size
    limits = Limits(
        connections_kept=max(1, size // processes),
        connections=max(1, ceiling // processes),
        statement_s=settings.statement_timeout_s,
    )
    return ReadOnlyPostgres(settings.source, settings.dsn.get_secret_value(), limits)


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    today = local_date(site.clock(), _DEMO_ZONE)
    dsn = ensure_demo(site.admin_dsn, site.secret("orders-reader"), today, site.progress)
    return {"REGIE_ORDERS_DSN": dsn}


APP: Final = App(
    name="orders",
    settings=OrdersSettings,
    build=build,
    messages=MESSAGES,
    commands=commands,
    demo=Demo(
        prepare=prepare_demo,
        hints=(
            DemoHint(
                title={"fr": "Où en est ma commande\u202f?", "en": "Where is my order?"},
                text={
                    "fr": "Suivez la commande CL-401372-487531 de Mina RAMI, dans une base de "
                    "8\u202f252 commandes qui appartient à une autre équipe.",
                    "en": "Track order CL-401372-487531 of Mina RAMI, in a database of 8,252 "
                    "orders that belongs to another team.",
                },
                example={"number": "CL-401372-487531", "name": "Mina RAMI"},
            ),
        ),
    ),
)
