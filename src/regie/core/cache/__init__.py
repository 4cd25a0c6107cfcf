"""A cache of two levels, in the process and in Valkey: one load, tags that cannot race."""

from .after_commit import invalidate_after_commit, invalidating
from .cache import Cache
from .errors import LoadTimeout
from .function import CachedFunction
from .memory import MemoryLimits
from .policy import Policy
from .region import Region
from .report import Report, added_up
from .reporter import CacheMetrics, CacheReporter
from .scope import Part, Scope
from .statistics import Statistics

__all__ = [
    "Cache",
    "CacheMetrics",
    "CacheReporter",
    "CachedFunction",
    "LoadTimeout",
    "MemoryLimits",
    "Part",
    "Policy",
    "Region",
    "Report",
    "Scope",
    "Statistics",
    "added_up",
    "invalidate_after_commit",
    "invalidating",
]
