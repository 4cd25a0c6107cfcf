"""Rate limits that hold over all processes, and that keep a share of themselves without Valkey."""

from .buckets import Buckets, Found
from .clients import EVERYBODY, ClientRules, RouteRules, client_limits, person_limits
from .decision import Alert, Decision, Standing
from .errors import RateLimited, TooCostly
from .limit import Asked, Claim, Limit, Sight, Watch
from .limiter import Limiter
from .memory import MemoryBuckets
from .messages import LIMITS_MESSAGES
from .metrics import LimitMetrics
from .names import Names
from .shared import ValkeyBuckets

__all__ = [
    "EVERYBODY",
    "LIMITS_MESSAGES",
    "Alert",
    "Asked",
    "Buckets",
    "Claim",
    "ClientRules",
    "Decision",
    "Found",
    "Limit",
    "LimitMetrics",
    "Limiter",
    "MemoryBuckets",
    "Names",
    "RateLimited",
    "RouteRules",
    "Sight",
    "Standing",
    "TooCostly",
    "ValkeyBuckets",
    "Watch",
    "client_limits",
    "person_limits",
]
