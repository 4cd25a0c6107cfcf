"""What a receiver of webhooks checks, before it reads the body. Pure: standard library alone."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from .signing import Secret, is_message_id

TOLERANCE_S: Final = 300
"""Older, and the message may be a replay; the same into the future, for clocks differ."""

MAX_SIGNATURES: Final = 16
"""Each costs a comparison, and who sends them has proven nothing yet."""

_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}")

Reason = Literal["missing_header", "bad_id", "bad_timestamp", "too_old", "too_new", "no_match"]


class SignatureRefused(Exception):
    """Answer 401 and believe nothing of the message. `reason` is for a log, not for the sender."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    """Remember it for TOLERANCE_S at least: the same id again is the same message again."""
    timestamp: int


def verify(
    keys: Sequence[Secret],
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    tolerance_s: int = TOLERANCE_S,
) -> Message:
    """The message's id and time when one of the keys has signed exactly this body.

    `body` is what came, byte for byte: JSON that was parsed and written again is another body.
    Names of headers may be in any case. Raises SignatureRefused.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        id_, time, signatures = (
            found[f"webhook-{name}"] for name in ("id", "timestamp", "signature")
        )
    except KeyError:
        raise SignatureRefused("missing_header") from None
    if not is_message_id(id_):
        raise SignatureRefused("bad_id")
    if not _TIMESTAMP.fullmatch(time):
        raise SignatureRefused("bad_timestamp")
    timestamp = int(time)
    age_s = now.timestamp() - timestamp
    if age_s > tolerance_s:
        raise SignatureRefused("too_old")
    if age_s < -tolerance_s:
        raise SignatureRefused("too_new")
    if not _matches(keys, id_, timestamp, body, signatures):
        raise SignatureRefused("no_match")
    return Message(id_, timestamp)


def _matches(
    keys: Sequence[Secret], id_: str, timestamp: int, body: bytes, signatures: str
) -> bool:
    """Compares every pair, in constant time each. Signatures of other versions match nothing."""
    given = [each.encode() for each in signatures.split(" ", MAX_SIGNATURES)[:MAX_SIGNATURES]]
    ours = [key.signature(id_, timestamp, body).encode() for key in keys]
    matches = [hmac.compare_digest(mine, theirs) for mine in ours for theirs in given]
    return any(matches)
