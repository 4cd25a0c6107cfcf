"""A verdict on SQL that a person wrote, and the only text of it that may run."""

from .binding import ParameterType, marked, statement
from .check import check
from .policy import DIALECTS, Dialect, Policy
from .policy_file import read_policy
from .verdict import Allowed, Denied, Reason, Verdict

__all__ = [
    "DIALECTS",
    "Allowed",
    "Denied",
    "Dialect",
    "ParameterType",
    "Policy",
    "Reason",
    "Verdict",
    "check",
    "marked",
    "read_policy",
    "statement",
]
