"""What bootstrap reads of the gateway app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Demo, Part
from regie.core.retention import Kept, personal_rows
from regie.core.web import Routes

from .demo.fill import prepare_demo
from .door.refusals import in_openai_shape
from .door.routes import Speaker
from .door.routes import hot_routes as door_routes
from .events import EVENTS
from .keys.routes import routes as key_routes
from .messages import MESSAGES
from .models.routes import routes as model_routes
from .permissions import PERMISSIONS
from .playground.routes import hot_routes as trial_routes
from .playground.routes import routes as playground_routes
from .providers.routes import routes as provider_routes
from .services import build_services
from .settings import GatewaySettings
from .usage.routes import routes as usage_routes

KEPT: Final = (
    Kept(
        {"fr": "Quelles clés de modèles vous avez faites", "en": "Which model keys you made"},
        {"fr": "Savoir qui répond d’une dépense", "en": "To know who answers for an expense"},
        None,
    ),
)
PERSONAL_DATA: Final = (
    personal_rows(
        "gateway.keys",
        """
        SELECT id, name, prefix, created_at, revoked_at FROM gateway.key
        WHERE tenant = :tenant AND created_by = :person
        """,
    ),
)


def build(core: Core, settings: GatewaySettings) -> Part:
    services = build_services(core, settings)
    speaker = Speaker(core.catalogue, core.settings.language)
    demo = [] if services.demo is None else [services.demo]
    return Part(
        service=services,
        routes=Routes(
            api=(
                provider_routes(core, services.providers),
                model_routes(core, services.models),
                key_routes(core, services.keys),
                usage_routes(core, services.usage),
                playground_routes(core, services.offers),
            ),
            hot=(
                *door_routes(
                    services.entrance,
                    services.door,
                    services.offers,
                    speaker,
                    body_limit_bytes=settings.body_limit_bytes,
                    at_once=settings.at_once_of_key,
                ),
                *trial_routes(services.door, services.offers, speaker),
            ),
            refusals={"v1": in_openai_shape},
        ),
        # Requests end, then their providers, then what settles them.
        serving=(services.keeper, services.till, *demo, services.client),
    )


APP: Final = App(
    name="gateway",
    settings=GatewaySettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    kept=KEPT,
    personal_data=PERSONAL_DATA,
    demo=Demo(prepare=prepare_demo),
    events=EVENTS,
)
