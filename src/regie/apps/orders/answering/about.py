"""One order in sentences, for the question that was asked about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from regie.core.i18n import Language

from ..domain import Order, Status
from ..service import Tracked
from ..understanding import Intent
from .cards import shown
from .spoken import at_time, copies_counted, days_counted, in_a_sentence, on_day, short_day
from .wording import Wording

_GONE = (Status.DISPATCHED, Status.DELIVERED)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells it, to whom and when."""

    wording: Wording
    label: Callable[[Status], str]
    contact: str
    now: datetime
    """On the organisation's clock."""

    @property
    def language(self) -> Language:
        return self.wording.language

    def day(self, day: date) -> str:
        return on_day(day, self.now.date(), self.language)

    def status(self, status: Status, wording: str) -> str:
        return shown(status, wording, self.label)


def about(tracked: Tracked, intent: Intent, to: Telling) -> str:
    """Nothing is left out here: ask for the tier before."""
    parts = [_status(tracked.order, to)]
    match intent:
        case Intent.ORDER_HISTORY:
            parts += [_history(tracked.order, to), *_timing(tracked, to)[:1]]
        case Intent.ORDER_CONTENT:
            parts.append(_content(tracked.order, to))
        case _:
            parts += _timing(tracked, to)
    if intent is Intent.ORDER_DELAY and _is_in_time(tracked):
        parts.append(to.wording.say("in_time"))
    read_at = tracked.read_at.astimezone(to.now.tzinfo)
    parts.append(to.wording.say("age", time=at_time(read_at, to.now, to.language)))
    return " ".join(parts)


def _status(order: Order, to: Telling) -> str:
    reached = [step.on for step in order.history if step.status is order.status]
    return to.wording.say(
        order.status.value,
        number=order.number,
        status=to.status(order.status, order.wording),
        since=to.day(max(reached)) if reached else "",
        ordered=to.day(order.ordered_on),
    )


def _is_in_time(tracked: Tracked) -> bool:
    """It has not left yet, and need not have."""
    return tracked.days_late == 0 and tracked.order.status not in _GONE


def _timing(tracked: Tracked, to: Telling) -> list[str]:
    order, late, say = tracked.order, tracked.days_late, to.wording.say
    if order.status in (Status.CANCELLED, Status.OTHER):
        return []
    if order.dispatch_expected_on is None:
        return [] if order.status in _GONE else [say("no_date")]
    fields = {
        "expected": to.day(order.dispatch_expected_on),
        "days": days_counted(late or 0, to.language),
    }
    if order.status not in _GONE:
        if late:
            return [say("late", **fields), say("late_help", contact=to.contact)]
        return [say("expected", **fields)]
    return [] if late is None else [say("left_late" if late else "left_in_time", **fields)]


def _history(order: Order, to: Telling) -> str:
    if not order.history:
        return to.wording.say("no_history", ordered=to.day(order.ordered_on))
    colon = "\u00a0: " if to.language == "fr" else ": "
    steps = [
        f"{short_day(step.on, to.now.date(), to.language)}{colon}"
        f"{in_a_sentence(to.status(step.status, step.wording))}"
        for step in order.history
    ]
    return to.wording.say("history", steps=", ".join(steps))


def _content(order: Order, to: Telling) -> str:
    if not order.copies:
        return to.wording.say("content_uncounted", designation=order.designation)
    copies = copies_counted(order.copies, to.language)
    return to.wording.say("content", copies=copies, designation=order.designation)
