"""Every column that holds secrets at rest: what a new REGIE_SECRET_KEY has to take over."""

from __future__ import annotations

from typing import Final

from regie.core.mail import SEALED as MAIL_SECRETS
from regie.core.vault import SealedColumn
from regie.core.webhooks import SECRETS as WEBHOOK_SECRETS

SEALED: Final[tuple[SealedColumn, ...]] = (MAIL_SECRETS, WEBHOOK_SECRETS)
