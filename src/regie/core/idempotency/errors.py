"""Why a request with a key is not carried out, or not answered as it was."""

from __future__ import annotations

from regie.core.errors import Conflict, Malformed


class KeyMalformed(Malformed):
    """Not 16 to 200 visible characters of ASCII."""

    code = "idempotency_key_malformed"


class KeyReused(Conflict):
    """The key has been used: with other content, on another route, or by somebody else.

    The draft of the IETF has 422 for this; here 422 is for the shape of a payload.
    """

    code = "idempotency_key_reused"


class InProgress(Conflict):
    """The first request with the key has not ended; asking again soon will tell."""

    code = "idempotency_in_progress"


class AnswerNotKept(Conflict):
    """What was asked has been done, once; its answer was too large to be kept."""

    code = "idempotency_answer_not_kept"
