"""What can become of a lock that somebody wants or has."""

from __future__ import annotations

from regie.core.errors import Conflict


class LockBusy(Conflict):
    """Somebody else held it for as long as the caller was ready to wait."""

    code = "locks.busy"


class LockLost(Conflict):
    """It is no longer the caller's; what a fenced transaction wrote under it is rolled back."""

    code = "locks.lost"
