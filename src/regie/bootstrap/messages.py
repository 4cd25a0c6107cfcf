"""Every text that people read of the core and of the apps of an installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from regie.core.access import ACCESS_MESSAGES
from regie.core.app import App
from regie.core.files import FILES_MESSAGES
from regie.core.http import HTTP_MESSAGES
from regie.core.i18n import CORE_MESSAGES, Catalogue, Messages
from regie.core.idempotency import IDEMPOTENCY_MESSAGES
from regie.core.input import INPUT_MESSAGES
from regie.core.limits import LIMITS_MESSAGES
from regie.core.locks import LOCKS_MESSAGES
from regie.core.mail import MAIL_MESSAGES
from regie.core.retention import RETENTION_MESSAGES
from regie.core.sqlguard import MESSAGES as SQLGUARD_MESSAGES
from regie.core.tabular import TABULAR_MESSAGES
from regie.core.tasks import TASKS_MESSAGES
from regie.core.vault import VAULT_MESSAGES
from regie.core.web import WEB_MESSAGES
from regie.core.webhooks import WEBHOOKS_MESSAGES

_OF_THE_CORE: Final[tuple[Messages, ...]] = (
    CORE_MESSAGES,
    ACCESS_MESSAGES,
    INPUT_MESSAGES,
    FILES_MESSAGES,
    HTTP_MESSAGES,
    IDEMPOTENCY_MESSAGES,
    LIMITS_MESSAGES,
    RETENTION_MESSAGES,
    LOCKS_MESSAGES,
    MAIL_MESSAGES,
    SQLGUARD_MESSAGES,
    TABULAR_MESSAGES,
    TASKS_MESSAGES,
    VAULT_MESSAGES,
    WEB_MESSAGES,
    WEBHOOKS_MESSAGES,
)


def catalogue_of(apps: Iterable[App]) -> Catalogue:
    """Raises ValueError when two of them claim the same code."""
    return Catalogue.merged([*_OF_THE_CORE, *(app.messages for app in apps)])
