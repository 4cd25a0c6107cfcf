"""From what was found to what is said, shown, offered and remembered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from msgspec.structs import replace

from ..domain import Status
from ..service import Tracked
from ..understanding import Intent
from .about import Telling, about
from .cards import OrderCard, card_of, masked, shown
from .chips import Chip, chips
from .memory import Memory, Opened
from .policy import TIERS, AnswerPolicy, Tier
from .spoken import in_a_sentence, listed, opening, short_day
from .steps import MOST_MISSES, Step, Wanted
from .wording import Wording

Outcome = Literal[
    "answered",
    "asked",
    "not_found",
    "refused",
    "handed_over",
    "not_understood",
    "social",
    "failed",
]
"""`asked`: for a number, a name or a code; `refused`: a change, or a search without proof."""
_IN_ORDER: Final = (
    Status.IN_PRODUCTION,
    Status.PREPARING_DISPATCH,
    Status.DISPATCHED,
    Status.DELIVERED,
)
_NEEDS: Final[dict[Intent, Tier]] = {
    Intent.ORDER_HISTORY: "timeline",
    Intent.ORDER_CONTENT: "content",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an answer is given."""

    wording: Wording
    policy: AnswerPolicy
    policy_of: Callable[[str], AnswerPolicy]
    """That of each source, for an order may be another one's than the conversation's."""
    label: Callable[[Status], str]
    now: datetime
    """On the organisation's clock."""
    example: str
    """How numbers are written: « CL-123456-123456 »."""

    @property
    def telling(self) -> Telling:
        return Telling(self.wording, self.label, self.policy.contact, self.now)


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """Send one to whoever these orders belong to, if there are any."""

    wanted: Wanted | None
    name: str
    period: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    outcome: Outcome
    memory: Memory
    card: OrderCard | None = None
    suggestions: tuple[str, ...] = ()
    hand_over: str = ""
    """Why a person is called."""
    code: CodeWanted | None = None


Found = Sequence[tuple[Wanted, Tracked | None]]


def say(step: Step, to: Setting) -> Reply:
    """What needs no order."""
    number = step.memory.numbers[0] if step.memory.numbers else ""
    statuses = listed([in_a_sentence(to.label(each)) for each in _IN_ORDER], to.wording.language)
    text = to.wording.say(step.say, example=to.example, number=number, statuses=statuses)
    offered: tuple[Chip, ...] = ()
    if step.misses:
        offered = ("human",)
    elif step.reason in ("proof", "code"):
        offered = ("code", "human")
    elif step.say in ("greeting", "thanks", "unknown"):
        offered = ("statuses", "human")
    return Reply(
        text,
        _outcome_of(step),
        step.memory,
        suggestions=chips(to.wording.language, *offered),
    )


def hand_over(step: Step, to: Setting, queue: str) -> Reply:
    """`queue`: « Vous êtes le premier », empty out of hours."""
    wording, policy = to.wording, to.policy
    parts = [] if step.say == "handed_over" else [wording.say(step.say)]
    if policy.is_open(to.now):
        parts.append(wording.say("handed_over", queue=queue, contact=policy.contact))
    else:
        opens = policy.opens_next(to.now)
        when = opening(opens, to.now, wording.language) if opens else ""
        parts.append(wording.say("handed_over_closed", opens=when, contact=policy.contact))
    outcome: Outcome = "refused" if step.intent is Intent.CHANGE_REQUEST else "handed_over"
    return Reply(
        " ".join(parts),
        outcome,
        replace(step.memory, misses=0),
        suggestions=chips(wording.language, "assistant"),
        hand_over=step.reason,
    )


def code(step: Step, to: Setting) -> Reply:
    """The same whether there is such an order or not."""
    wanted = step.wanted[0] if step.wanted else None
    return Reply(
        to.wording.say(step.say),
        "asked",
        step.memory,
        suggestions=chips(to.wording.language, "code", "human"),
        code=CodeWanted(wanted, step.name, step.period),
    )


def opened(step: Step, found: Found, to: Setting) -> Reply:
    """Orders that were asked for by number."""
    there = [(wanted, tracked) for wanted, tracked in found if tracked is not None]
    memory = step.memory.with_opened(
        *(
            Opened(wanted.number, "name", wanted.name, tracked.source)
            for wanted, tracked in there
            if step.memory.opened_as(wanted.number) is None
        )
    )
    if not there:
        return _not_found(step, to)
    memory = replace(memory, misses=0)
    if len(found) > 1:
        return _several(step, found, memory, to)
    ((wanted, tracked),) = there
    tiers = tiers_of(wanted.number, memory, to.policy_of(tracked.source))
    needed = _NEEDS.get(step.intent, "status")
    if needed not in tiers:
        return _code_for(wanted, tracked, replace(memory, asked="code"), to)
    text = about(tracked, step.intent, to.telling)
    if step.after:
        text = f"{to.wording.say(step.after)} {text}"
    return Reply(
        text,
        "answered",
        memory,
        card_of(tracked, tiers, to.label),
        chips(to.wording.language, *_offered(step.intent, tracked, tiers)),
    )


def searched(step: Step, found: Sequence[Tracked], to: Setting) -> Reply:
    """Of somebody who has shown who they are, or of anybody where the source is open."""
    wording, open_to_all = to.wording, not step.memory.opened
    found = [each for each in found if _may_be_listed(each, step.memory, to)]
    now = to.now.date()
    numbers = [each.order.number for each in found]
    lines = [
        f"• {masked(each.order.number) if open_to_all else each.order.number} – "
        f"{short_day(each.order.ordered_on, now, wording.language)} – "
        f"{in_a_sentence(shown(each.order.status, each.order.wording, to.label))}"
        for each in found
    ]
    fields = {"count": len(found), "orders": "\n".join(lines)}
    if open_to_all:
        text = wording.say("search_open" if found else "search_open_none", **fields)
        # A name that opens nothing is not held against the number that comes next.
        name = step.memory.name if found else None
        memory = replace(step.memory, asked="number" if found else "", name=name)
        return Reply(text, "answered" if found else "not_found", memory)
    if not found:
        memory = replace(step.memory, asked="")
        return Reply(wording.say("search_none"), "not_found", memory,
                     suggestions=chips(wording.language, "human"))  # fmt: skip
    memory = step.memory.with_opened(
        *(Opened(each.order.number, "search", source=each.source) for each in found)
    )
    memory = replace(memory, choices=tuple(numbers), intent=None, misses=0)
    sentence = "search_found" if len(found) > 1 else "search_found_one"
    text = wording.say(sentence, **fields)
    if step.after:
        text = f"{wording.say(step.after)} {text}"
    return Reply(text, "answered", memory, suggestions=tuple(numbers))


def limited(step: Step, sentence: str, to: Setting, *instead: Chip) -> Reply:
    """Too many tries, searches or codes: whether there is such an order does not matter."""
    return Reply(
        to.wording.say(sentence),
        "refused",
        replace(step.memory, question=""),
        suggestions=chips(to.wording.language, *instead, "human"),
    )


def failed(step: Step, to: Setting, sentence: str = "source_away") -> Reply:
    """The source is away or too slow, or something is broken."""
    return Reply(
        to.wording.say(sentence),
        "failed",
        replace(step.memory, question=""),
        suggestions=chips(to.wording.language, "human"),
    )


def tiers_of(number: str, memory: Memory, policy: AnswerPolicy) -> frozenset[Tier]:
    """What is shown of an order here. Found by a search: as much as by what allowed the search."""
    opened_as = memory.opened_as(number)
    if opened_as is None:
        return frozenset()
    by_code = opened_as.by == "code" or (
        opened_as.by == "search" and any(each.by == "code" for each in memory.opened)
    )
    return frozenset(TIERS) if by_code else policy.without_code


def _may_be_listed(found: Tracked, memory: Memory, to: Setting) -> bool:
    policy = to.policy_of(found.source)
    if not memory.opened:
        return policy.search == "open"
    return bool(policy.without_code) or any(each.by == "code" for each in memory.opened)


def _not_found(step: Step, to: Setting) -> Reply:
    missed = step.memory.misses + 1
    memory = replace(step.memory, misses=missed, asked="name", question="")
    offered: tuple[Chip, ...] = ("human",) if missed >= MOST_MISSES else ()
    text = to.wording.say("not_found")
    return Reply(text, "not_found", memory, suggestions=chips(to.wording.language, *offered))


def _several(step: Step, found: Found, memory: Memory, to: Setting) -> Reply:
    lines: list[str] = []
    for wanted, tracked in found:
        if tracked is None:
            lines.append(to.wording.say("not_found_of_several", number=wanted.number))
            continue
        tiers = tiers_of(wanted.number, memory, to.policy_of(tracked.source))
        if _NEEDS.get(step.intent, "status") in tiers:
            lines.append(about(tracked, step.intent, to.telling))
        else:
            lines.append(about(tracked, Intent.ORDER_STATUS, to.telling))
    late = any(tracked and tracked.days_late for _, tracked in found)
    offered: tuple[Chip, ...] = ("human",) if late else ()
    return Reply(
        "\n\n".join(lines), "answered", memory, suggestions=chips(to.wording.language, *offered)
    )


def _code_for(wanted: Wanted, tracked: Tracked, memory: Memory, to: Setting) -> Reply:
    """For more than was shown so far. That there is such an order is known here already."""
    if tracked.order.email is None:
        text = to.wording.say("no_email")
        memory = replace(memory, asked="")
        return Reply(text, "refused", memory, suggestions=chips(to.wording.language, "human"))
    return Reply(
        to.wording.say("code_needed"),
        "asked",
        memory,
        suggestions=chips(to.wording.language, "code", "human"),
        code=CodeWanted(wanted, "", None),
    )


def _offered(intent: Intent, tracked: Tracked, tiers: frozenset[Tier]) -> tuple[Chip, ...]:
    offered: list[Chip] = []
    if intent is not Intent.ORDER_HISTORY and "timeline" in tiers:
        offered.append("history")
    if intent is not Intent.ORDER_CONTENT and "content" in tiers:
        offered.append("content")
    if tracked.days_late:
        offered.append("human")
    return tuple(offered)


def _outcome_of(step: Step) -> Outcome:
    match step.intent:
        case Intent.GREETING | Intent.THANKS:
            return "social"
        case _ if step.reason in ("proof", "code"):
            return "refused"
        case Intent.UNKNOWN:
            return "not_understood"
        case _ if step.say == "statuses":
            return "answered"
        case _:
            return "asked"
