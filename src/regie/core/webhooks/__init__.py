"""Signed webhooks after Standard Webhooks: who is told, what they are told, and that it arrives."""

from .ambient import trigger_webhook
from .endpoints import (
    SECRETS,
    Draft,
    Endpoint,
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    find_endpoint,
    list_endpoints,
    rotate_secret,
    switch_endpoint,
)
from .environment import Declared, declared_endpoints
from .errors import (
    MOST_ENDPOINTS,
    AddressNotAllowed,
    DeliveryNotFound,
    DeliveryWaits,
    EndpointLimit,
    EndpointNotFound,
    EndpointOff,
    EndpointReadOnly,
)
from .events import CORE_EVENTS, AnyEvent, EventCatalogue, PayloadRefused, WebhookEvent
from .filters import FILTER_PATTERN, MOST_FILTERS
from .guarding import webhook_guard
from .history import (
    MOST_REPLAYED,
    AttemptSeen,
    Sent,
    SentInFull,
    State,
    Wanted,
    find_delivery,
    page_of_deliveries,
    replay,
    replay_failed,
)
from .messages import WEBHOOKS_MESSAGES
from .notices import Notify
from .payloads import EventData
from .recording import Disabled
from .repeats import RecentMessages
from .retention import preview, purge
from .signing import Secret, SecretRefused, new_secret, sign, signed_headers
from .verifying import TOLERANCE_S, Message, SignatureRefused, verify
from .webhooks import MAIN_TENANT, Webhooks
from .writing import Written

__all__ = [
    "CORE_EVENTS",
    "FILTER_PATTERN",
    "MAIN_TENANT",
    "MOST_ENDPOINTS",
    "MOST_FILTERS",
    "MOST_REPLAYED",
    "SECRETS",
    "TOLERANCE_S",
    "WEBHOOKS_MESSAGES",
    "AddressNotAllowed",
    "AnyEvent",
    "AttemptSeen",
    "Declared",
    "DeliveryNotFound",
    "DeliveryWaits",
    "Disabled",
    "Draft",
    "Endpoint",
    "EndpointLimit",
    "EndpointNotFound",
    "EndpointOff",
    "EndpointReadOnly",
    "EventCatalogue",
    "EventData",
    "Message",
    "Notify",
    "PayloadRefused",
    "RecentMessages",
    "Secret",
    "SecretRefused",
    "Sent",
    "SentInFull",
    "SignatureRefused",
    "State",
    "Wanted",
    "WebhookEvent",
    "Webhooks",
    "Written",
    "change_endpoint",
    "create_endpoint",
    "declared_endpoints",
    "delete_endpoint",
    "find_delivery",
    "find_endpoint",
    "list_endpoints",
    "new_secret",
    "page_of_deliveries",
    "preview",
    "purge",
    "replay",
    "replay_failed",
    "rotate_secret",
    "sign",
    "signed_headers",
    "switch_endpoint",
    "trigger_webhook",
    "verify",
    "webhook_guard",
]
