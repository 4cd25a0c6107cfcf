"""What bootstrap reads of the orders app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.app import App, Core, Demo, DemoHint, DemoSite, Part
from regie.core.clock import local_date
from regie.core.limits import Limit, RouteRules, Watch
from regie.core.sqlguard import SourceMetrics
from regie.core.web import Routes

from . import source_routes, understanding_routes
from .alerts.telling import Teller
from .alerts.troubles import Expected
from .alerts.watching import WATCH_EVERY_MINUTE, subscription, watch
from .changes import Changes
from .commands import commands
from .conversations.build import build_talking
from .conversations.routes import CONVERSATIONS, QUESTIONS
from .conversations.unanswered import ANSWER_EVERY_MINUTE, answer_unanswered
from .demo import READER_CONNECTIONS, ensure_atelier, ensure_demo
from .demo.shop import SHOP_PATH, ensure_widget, shop_routes
from .desk.away import EVERY_MINUTE, release_away
from .doctor import Doctor, Examiner
from .events import EVENTS
from .kept import KEPT, PERSONAL_DATA
from .messages import MESSAGES
from .permissions import PERMISSIONS
from .routes import TRACK_PATHS, hot_routes
from .saved_queries.routes import routes as query_routes
from .saved_queries.running import Running
from .saved_queries.service import SavedQueries
from .service import OrderService
from .settings import OrdersSettings
from .sources import Sources
from .sources.opening import order_source, query_reader
from .tries import Tries
from .widgets.routes import routes as widget_routes
from .widgets.routes import shared
from .widgets.service import Widgets

TRIES_WINDOW_S: Final = 600.0
_DEMO_ZONE: Final = ZoneInfo("Europe/Paris")


def build(core: Core, settings: OrdersSettings) -> Part:
    zone = core.settings.zone
    sized = core.settings.sizing()
    metrics = SourceMetrics(core.registry)
    sources = Sources(
        [
            order_source(
                mapping,
                zone=zone,
                sized=sized,
                processes=core.settings.connecting_processes,
                strict=core.settings.env == "production",
                metrics=metrics,
            )
            for mapping in settings.mappings
        ]
    )
    service = OrderService(
        sources,
        clock=core.clock,
        zone=zone,
        cache=core.cache,
        counters=core.counters,
        tries=Tries(core.limiter, most=settings.tries_per_number, window_s=TRIES_WINDOW_S),
        cache_ttl_s=sized.cache_ttl_s,
        expected=Expected(
            settings.alert_answer_s,
            settings.alert_hit_rate,
            settings.conversations_at_once,
            settings.conversations_at_once_per_widget,
        ),
    )
    teller = Teller(
        core.database,
        core.webhooks,
        core.mailer,
        core.catalogue,
        core.settings.language,
        core.settings.alerts_to,
        core.clock,
    )
    doctor = Doctor(
        sources,
        Examiner(sources, core.clock),
        sized=sized,
        organisation=core.settings.organisation,
    )
    routes = hot_routes(service, core.catalogue, core.settings.language)
    names = tuple(source.name for source in sources)
    widgets = Widgets(core.database, core.cache, core.audit, names)
    readers = {
        each.name: reader
        for each in sources
        if (
            reader := query_reader(
                each.mapping,
                sized=sized,
                processes=core.settings.connecting_processes,
                metrics=metrics,
            )
        )
    }
    queries = SavedQueries(core.database, core.audit, Running(sources, readers))
    talking = build_talking(core, settings, service, widgets)
    shop = shop_routes() if core.settings.env == "demo" else ()
    rules = RouteRules(
        anonymous=Limit("order-questions", sized.order_questions_a_minute, 60),
        watch=Watch("order-look-ups", threshold=100, window_s=60),
    )
    beginnings = RouteRules(
        anonymous=Limit("order-conversations", sized.order_questions_a_minute, 60)
    )
    return Part(
        service=service,
        routes=Routes(
            api=(
                source_routes.routes(core, service, doctor, Changes(service, core.clock)),
                understanding_routes.routes(core, sources),
                widget_routes(core, widgets),
                query_routes(core, queries),
                *talking.routes,
            ),
            hot=(*routes, *shop),
            shared=(shared(widgets),),
        ),
        resources=(*(source.guarded for source in sources), *talking.resources),
        serving=tuple(readers.values()),
        subscriptions=(*talking.subscriptions, subscription(teller)),
        limits=dict.fromkeys((*TRACK_PATHS, QUESTIONS), rules) | {CONVERSATIONS: beginnings},
    )


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    today = local_date(site.clock(), _DEMO_ZONE)
    dsn = ensure_demo(site.admin_dsn, site.secret("orders-reader"), today, site.progress)
    ensure_widget(site.database_dsn)
    atelier = {} if site.folder is None else ensure_atelier(site.folder, today)
    return {
        **atelier,
        "REGIE_ORDERS_DSN": dsn,
        "REGIE_ORDERS_COLUMN_EMAIL": "Courriel",
        "REGIE_ORDERS_MOST_CONNECTIONS": str(READER_CONNECTIONS),
        "REGIE_ORDERS_SEARCH": "open",
    }


APP: Final = App(
    name="orders",
    settings=OrdersSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    events=EVENTS,
    kept=KEPT,
    personal_data=PERSONAL_DATA,
    jobs=(release_away, answer_unanswered, watch),
    schedules=(EVERY_MINUTE, ANSWER_EVERY_MINUTE, WATCH_EVERY_MINUTE),
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
            DemoHint(
                title={"fr": "Le chat d’une boutique", "en": "The chat on a shop’s page"},
                text={
                    "fr": "Posez la question comme une cliente, en bas à droite d’une boutique de "
                    "démonstration ; le service client lui répond dans Commandes, Conversations.",
                    "en": "Ask as a customer would, at the bottom right of a shop made for the "
                    "demo; customer service answers her in Orders, Conversations.",
                },
                page={"fr": SHOP_PATH, "en": f"{SHOP_PATH}/en"},
            ),
        ),
    ),
)
