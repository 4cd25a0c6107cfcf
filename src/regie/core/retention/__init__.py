"""How long growing tables keep their rows, and how what is old goes."""

from .errors import UnknownClass
from .kept import Kept
from .messages import RETENTION_MESSAGES
from .model import Old, Outcome, Preview, RetentionClass
from .retention import Retention
from .settings import RetentionSettings

__all__ = [
    "RETENTION_MESSAGES",
    "Kept",
    "Old",
    "Outcome",
    "Preview",
    "Retention",
    "RetentionClass",
    "RetentionSettings",
    "UnknownClass",
]
