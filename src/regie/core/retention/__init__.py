"""How long growing tables keep their rows, and how what is old goes."""

from .errors import UnknownClass
from .kept import Kept
from .messages import RETENTION_MESSAGES
from .model import Old, Outcome, Preview, RetentionClass
from .personal import PERSONAL_PAGE, PersonalData, PersonalRow, Subject, personal_rows
from .retention import Retention
from .settings import RetentionSettings

__all__ = [
    "PERSONAL_PAGE",
    "RETENTION_MESSAGES",
    "Kept",
    "Old",
    "Outcome",
    "PersonalData",
    "PersonalRow",
    "Preview",
    "Retention",
    "RetentionClass",
    "RetentionSettings",
    "Subject",
    "UnknownClass",
    "personal_rows",
]
