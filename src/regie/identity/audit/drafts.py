"""What is to be recorded, before it has its place in a chain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, cast

from regie.core.access import MAIN_TENANT, Actor, AuditEvent, asked_by

from .digests import encode_payload

NOBODY: Final = "nobody"
"""Acts where nobody is signed in yet."""
NEVER_KEPT: Final = frozenset(
    {"password", "current", "new", "secret", "code", "token", "access_token", "refresh_token"}
)
"""Names under which a payload would hold a secret: what stands there is left out, wherever it
came from."""
HIDDEN: Final = "•••"

_ACTION: Final = re.compile(r"[a-z_]{1,32}(\.[a-z_]{1,32}){1,2}")
_SUBJECT: Final = re.compile(r"[a-z_]{1,32}(:[A-Za-z0-9_.-]{1,128}){1,2}")


class Draft(NamedTuple):
    tenant: str
    actor: str
    action: str
    subject: str | None
    outcome: str
    request_id: str | None
    payload: str
    """As it is hashed and kept."""


def draft_of(event: AuditEvent, actor: Actor | None, tenant: str | None) -> Draft:
    """With the address and the id of the request that is being answered, if there is one.

    Raises ValueError where an action or a subject is more than a name: they stay when payloads are
    erased, so nothing of a person may be in them.
    """
    if not _ACTION.fullmatch(event.action):
        raise ValueError(f"{event.action!r} is no action: {_ACTION.pattern}")
    if event.subject is not None and not _SUBJECT.fullmatch(event.subject):
        raise ValueError(f"the subject of {event.action} is no {_SUBJECT.pattern}")
    asked = asked_by()
    payload = _without_secrets(event.payload)
    if asked is not None:
        payload.setdefault("address", asked.address)
    return Draft(
        tenant=tenant or (MAIN_TENANT if actor is None else actor.tenant),
        actor=NOBODY if actor is None else actor.key,
        action=event.action,
        subject=event.subject,
        outcome=event.outcome,
        request_id=None if asked is None else asked.request_id,
        payload=encode_payload(payload),
    )


def _without_secrets(payload: Mapping[str, object]) -> dict[str, object]:
    return {
        name: HIDDEN if name in NEVER_KEPT and not _tells_nothing(value) else _without(value)
        for name, value in payload.items()
    }


def _without(value: object) -> object:
    if isinstance(value, Mapping):
        return _without_secrets(cast("Mapping[str, object]", value))
    if isinstance(value, list | tuple):
        return [*map(_without, cast("Sequence[object]", value))]
    return value


def _tells_nothing(value: object) -> bool:
    """Whether there is one, or how many: not which."""
    return value is None or isinstance(value, int)
