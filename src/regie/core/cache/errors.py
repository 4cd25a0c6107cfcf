"""What a caller may meet besides the errors of the source."""

from __future__ import annotations

from regie.core.errors import Timeout


class LoadTimeout(Timeout):
    """The source took longer than the policy's hard time-out and there was nothing stale."""
