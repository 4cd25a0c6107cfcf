"""What tokens are refused for."""

from __future__ import annotations

from regie.core.access import Forbidden, NotSignedIn
from regie.core.errors import Conflict, Invalid, NotFound


class TokenNotFound(NotFound):
    code = "identity.token_not_found"


class TokenLimit(Conflict):
    """There are so many already that nobody can tell them apart."""

    code = "identity.token_limit"


class TokenRequired(Forbidden):
    """Only a personal or service token is exchanged, not a session and not a short one."""

    code = "identity.token_required"


class AudienceUnknown(Invalid):
    """No service of that name is declared in REGIE_IDENTITY_AUDIENCES."""

    code = "identity.audience_unknown"


class RefreshRefused(NotSignedIn):
    """Unknown, over, revoked, or used before: the answer does not tell which."""

    code = "identity.refresh_refused"


class RefreshedJustNow(Conflict):
    """Somebody else used it a moment ago: another request of the same client, most likely."""

    code = "identity.refreshed_just_now"
