"""One attempt: the handler is run, and whatever it does becomes a report."""

from __future__ import annotations

import asyncio
from random import uniform
from typing import Final

from regie.core.observe import caused_by, get_logger

from .delivery import AnySubscription, Delivery, Reject, Retry, Unknown
from .leases import Report, Taken

_log = get_logger(__name__)

LAPSES_LIMIT: Final = 10
"""A row that so often ended the process that handled it is given up."""

SPREAD: Final = 0.2
"""Retries are spread by this part of their pause, or all failures of one outage come at once."""

_REASON_LENGTH: Final = 500


async def attempt(subscription: AnySubscription, taken: Taken) -> Report:
    """Raises CancelledError only when it is cancelled; each other end is a report."""
    if taken.lapses > LAPSES_LIMIT:
        return _failed(taken, "never_reported")
    try:
        await _handle(subscription, taken)
    except Retry as answer:
        return again(subscription, taken, str(answer), answer.after_s)
    except Reject as answer:
        return _failed(taken, str(answer))
    except Unknown as answer:
        return Report(taken.id, taken.attempt, "unknown", _short(str(answer)))
    except Exception as error:  # noqa: BLE001 - an edge: one handler's defect ends nothing else
        _log.warning("outbox_attempt_failed", kind=taken.kind, id=taken.id, exc_info=True)
        return again(subscription, taken, type(error).__name__)
    return Report(taken.id, taken.attempt, "sent")


async def _handle(subscription: AnySubscription, taken: Taken) -> None:
    # What cannot be read is tried again, too: a newer Régie may have written it, and will read it.
    payload = subscription.kind.decode(taken.payload)
    delivery = Delivery(
        taken.id, taken.kind, taken.key, payload, taken.attempt, taken.lapsed, taken.created_at
    )
    with caused_by(taken.kind):
        async with asyncio.timeout(subscription.time_limit_s):
            await subscription.handler(delivery)


def given_back(taken: Taken) -> Report:
    return Report(taken.id, taken.attempt, "queued", "given_back")


def again(
    subscription: AnySubscription, taken: Taken, reason: str, after_s: float | None = None
) -> Report:
    if taken.failures >= len(subscription.retries_s):
        return _failed(taken, reason)
    if after_s is None:
        pause_s = subscription.retries_s[taken.failures] * uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311
    else:
        pause_s = after_s * uniform(1, 1 + SPREAD)  # noqa: S311 - never before what was asked for
    return Report(taken.id, taken.attempt, "queued", _short(reason), pause_s, failures=1)


def _failed(taken: Taken, reason: str) -> Report:
    return Report(taken.id, taken.attempt, "failed", _short(reason), failures=1)


def _short(reason: str) -> str:
    """As text of PostgreSQL, which knows neither NUL nor lone surrogates."""
    return reason.replace("\0", "").encode(errors="replace").decode()[:_REASON_LENGTH]
