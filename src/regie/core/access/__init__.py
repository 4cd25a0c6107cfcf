"""Who acts, what they may do and where: the words in which the edge, services and apps say it."""

from .actor import Actor, ActorKind, Grant
from .asked import Asked, asked_by, set_asked
from .audit import Audit, AuditEvent, Outcome, Recorded
from .errors import Forbidden, NotSignedIn, SessionRequired, StepUpRequired
from .memory import MemoryAudit
from .messages import ACCESS_MESSAGES
from .permissions import MAIN_TENANT, Permission, Permissions
from .reach import EVERYWHERE, Reach

__all__ = [
    "ACCESS_MESSAGES",
    "EVERYWHERE",
    "MAIN_TENANT",
    "Actor",
    "ActorKind",
    "Asked",
    "Audit",
    "AuditEvent",
    "Forbidden",
    "Grant",
    "MemoryAudit",
    "NotSignedIn",
    "Outcome",
    "Permission",
    "Permissions",
    "Reach",
    "Recorded",
    "SessionRequired",
    "StepUpRequired",
    "asked_by",
    "set_asked",
]
