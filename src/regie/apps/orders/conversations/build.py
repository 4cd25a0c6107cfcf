"""Conversations, wired: what the manifest serves of them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from regie.core.app import Core
from regie.core.observe import Openable
from regie.core.outbox import AnySubscription
from regie.identity.signin.digests import Digests

from ..desk.routes import DeskParts
from ..desk.routes import routes as desk_routes
from ..desk.service import Desk
from ..desk.templates import SentenceTemplates
from ..figures.metrics import QuestionMetrics
from ..proving.codes import Codes
from ..proving.limits import ProofLimits
from ..service import OrderService
from ..settings import OrdersSettings
from ..widgets.service import Widgets
from .carrying_out import CarryingOut
from .ceilings import Ceilings
from .live import Live
from .routes import Parts
from .routes import routes as customer_routes
from .service import Conversations
from .turns import Turns
from .under_way import UnderWay
from .voices import Voices


@dataclass(frozen=True, slots=True)
class Talking:
    routes: tuple[APIRouter, ...]
    subscriptions: tuple[AnySubscription, ...]
    resources: tuple[Openable, ...]


def build_talking(
    core: Core, settings: OrdersSettings, orders: OrderService, widgets: Widgets
) -> Talking:
    turns = build_turns(core, orders)
    voices, under_way = turns.voices, UnderWay(turns, core.settings.grace_s)
    ceilings = Ceilings(
        core.limiter,
        a_day=settings.conversations_a_day,
        in_15_minutes=settings.conversations_in_15_minutes,
        at_once=settings.conversations_at_once,
        at_once_per_widget=settings.conversations_at_once_per_widget,
        clock=core.clock,
    )
    conversations = Conversations(voices, core.clock)
    parts = Parts(core, conversations, ceilings, turns, under_way, turns.live, widgets)
    desk = DeskParts(
        core,
        Desk(orders, voices, core.audit, core.clock),
        SentenceTemplates(voices, core.audit),
    )
    return Talking(
        routes=(customer_routes(parts), desk_routes(desk)),
        subscriptions=(turns.codes.subscription(),),
        resources=(under_way,),
    )


def build_turns(core: Core, orders: OrderService) -> Turns:
    voices = Voices(orders.sources, core.database, core.cache)
    limits = ProofLimits(core.limiter)
    codes = Codes(
        core.database,
        Digests(core.settings.secret_key),
        core.mailer,
        orders,
        limits,
        core.clock,
    )
    carrying_out = CarryingOut(
        core.database, orders, voices, limits, core.catalogue, core.settings, core.clock
    )
    return Turns(
        core.database,
        carrying_out,
        voices,
        codes,
        limits,
        Live(core.events, core.database),
        core.settings,
        core.webhooks,
        QuestionMetrics(core.registry),
        core.clock,
    )
