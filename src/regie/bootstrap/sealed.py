"""Every column that holds secrets at rest: what a new REGIE_SECRET_KEY has to take over."""

from __future__ import annotations

from typing import Final

from regie.apps.gateway.providers.sealed import SECRETS as PROVIDER_SECRETS
from regie.core.mail import SEALED as MAIL_SECRETS
from regie.core.vault import SealedColumn
from regie.core.webhooks import SECRETS as WEBHOOK_SECRETS
from regie.identity.factors.sealed import SEEDS as FACTOR_SEEDS
from regie.identity.tokens.sealed import PRIVATE_HALVES as SIGNING_KEYS

SEALED: Final[tuple[SealedColumn, ...]] = (
    MAIL_SECRETS,
    WEBHOOK_SECRETS,
    FACTOR_SEEDS,
    SIGNING_KEYS,
    PROVIDER_SECRETS,
)
