"""The webhooks of an installation, and who is told by e-mail when one is disabled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.app import App
from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.http import HTTP_MESSAGES
from regie.core.i18n import Catalogue
from regie.core.mail import WEBHOOK_ENDPOINT_DISABLED, Mailer
from regie.core.settings import Settings
from regie.core.vault import Vault
from regie.core.webhooks import (
    CORE_EVENTS,
    WEBHOOKS_MESSAGES,
    Declared,
    Disabled,
    EventCatalogue,
    Notify,
    Webhooks,
    webhook_guard,
)

_WORDS: Final = Catalogue.merged([HTTP_MESSAGES, WEBHOOKS_MESSAGES])


def build_webhooks(
    settings: Settings,
    database: Database,
    vault: Vault,
    mailer: Mailer,
    *,
    apps: Sequence[App],
    declared: Sequence[Declared] | None,
    clock: Clock,
    registry: CollectorRegistry,
) -> Webhooks:
    return Webhooks(
        database,
        vault,
        EventCatalogue([*CORE_EVENTS, *(event for app in apps for event in app.events)]),
        webhook_guard(settings.webhook_allow, loopback=settings.has_demo_data),
        declared=declared,
        notify=_mailing(settings, mailer),
        clock=clock,
        registry=registry,
    )


def _mailing(settings: Settings, mailer: Mailer) -> Notify:
    async def notify(connection: AsyncConnection, disabled: Disabled) -> None:
        said = {"status": disabled.last.status}
        error = _WORDS.text(disabled.last.error or "webhooks.status", settings.language, said)
        await mailer.send(
            connection,
            WEBHOOK_ENDPOINT_DISABLED,
            to=settings.alerts_to,
            data={
                "because": disabled.because,
                "url": disabled.url.partition("?")[0],
                "since": disabled.failing_since,
                "last_error": error,
            },
            tenant=disabled.tenant,
        )

    return notify
