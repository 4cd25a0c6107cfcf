"""What can go wrong with sessions."""

from __future__ import annotations

from regie.core.errors import NotFound


class SessionNotFound(NotFound):
    """There is none of that number that is open, or not for whoever asks."""

    code = "identity.session_not_found"
