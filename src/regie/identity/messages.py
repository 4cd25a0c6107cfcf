"""What people read of identity: each package brings its own."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

from .codes.messages import MESSAGES as CODES_MESSAGES
from .factors.messages import MESSAGES as FACTORS_MESSAGES
from .people.messages import MESSAGES as PEOPLE_MESSAGES
from .places.messages import MESSAGES as PLACES_MESSAGES
from .sessions.messages import MESSAGES as SESSIONS_MESSAGES
from .signin.messages import MESSAGES as SIGN_IN_MESSAGES
from .tokens.messages import MESSAGES as TOKENS_MESSAGES

MESSAGES: Final[Messages] = {
    **CODES_MESSAGES,
    **FACTORS_MESSAGES,
    **PEOPLE_MESSAGES,
    **PLACES_MESSAGES,
    **SESSIONS_MESSAGES,
    **SIGN_IN_MESSAGES,
    **TOKENS_MESSAGES,
}
