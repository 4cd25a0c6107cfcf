"""What to do about a question: say something, open orders, look for some, send a code, or call a
person. Pure: what was understood, what the conversation remembers, and the source's policy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import blake2b
from typing import Final, Literal

from msgspec.structs import replace

from ..domain import folded
from ..understanding import Intent, Understood, name_answered
from .chips import is_chip
from .giving_up import gives_up
from .memory import Memory, Opened, Slot
from .policy import AnswerPolicy

Act = Literal["say", "open", "search", "code", "hand_over"]

MOST_AT_ONCE: Final = 3
"""Orders of one question."""
MOST_MISSES: Final = 2
_SEARCHED_DAYS: Final = 365
"""When no period is named."""
_CODE: Final = re.compile(r"(?<!\d)(\d{3})[ \u00a0\u202f.-]?(\d{3})(?!\d)")
_ORDINALS: Final = {
    word: place
    for place, words in enumerate(
        (
            "1 1re 1ere 1er 1st premiere première premier first",
            "2 2e 2eme 2ème 2nd deuxieme deuxième seconde second",
            "3 3e 3eme 3ème 3rd troisieme troisième third",
            "4 4e 4eme 4ème 4th quatrieme quatrième fourth",
            "5 5e 5eme 5ème 5th cinquieme cinquième fifth",
        )
    )
    for word in words.split()
}
_ARTICLES: Final = frozenset(("la", "le", "the", "n°", "numéro", "numero", "one"))


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    number: str
    name: str | None
    """None: it was opened here without one."""
    source: str | None = None
    """That has the one which was opened here; None: not known yet."""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    act: Act
    intent: Intent
    memory: Memory
    """As it is before anything was found."""
    say: str = ""
    wanted: tuple[Wanted, ...] = ()
    name: str = ""
    period: tuple[date, date] | None = None
    reason: str = ""
    after: str = ""
    """A sentence to begin with."""
    misses: bool = False
    """It leads to nothing, so a person is offered."""


def code_in(text: str) -> str | None:
    found = _CODE.search(text)
    return found[1] + found[2] if found else None


def decide(
    written: str, heard: Understood, memory: Memory, policy: AnswerPolicy, today: date
) -> Step:
    question = blake2b(folded(written).encode(), digest_size=8).hexdigest()
    repeated = question == memory.question
    if gives_up(written) and (memory.asked or repeated):
        over = replace(memory, question=question, asked="", intent=None, misses=0)
        return Step("say", Intent.THANKS, over, "let_go")
    step = _decide(written, heard, replace(memory, question=question), policy, today)
    if repeated and step.act in ("say", "open") and step.intent not in _SOCIAL:
        return Step("say", step.intent, _missed(step.memory), "repeated", misses=True)
    return step


_SOCIAL: Final = (Intent.GREETING, Intent.THANKS)
_SAYS: Final = {
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.STATUS_LIST: "statuses",
}
_FOR_PEOPLE: Final = {
    Intent.HUMAN: ("handed_over", "asked"),
    Intent.CHANGE_REQUEST: ("change_refused", "change_request"),
}
_ABOUT_ORDERS: Final = (
    Intent.ORDER_STATUS,
    Intent.ORDER_DELAY,
    Intent.ORDER_HISTORY,
    Intent.ORDER_CONTENT,
)


def _decide(
    written: str, heard: Understood, memory: Memory, policy: AnswerPolicy, today: date
) -> Step:
    if is_chip(written, "code"):
        return _code(memory, today)
    if memory.asked and heard.guessed:
        heard = _not_guessed(heard)
    if heard.intent in _FOR_PEOPLE:
        say, reason = _FOR_PEOPLE[heard.intent]
        return Step("hand_over", heard.intent, memory, say, reason=reason)
    name = heard.name or _typed_name(written, heard, memory) or memory.name
    numbers = heard.numbers[:MOST_AT_ONCE] or _chosen(written, memory)
    if numbers:
        told = heard.name is not None
        return _about(numbers, name, _asked_of(heard, memory), memory, policy, told=told)
    if memory.asked == "name" and name and name != memory.name:
        if memory.numbers:
            return _about(memory.numbers, name, _pending(memory), memory, policy)
        return _search(name, _told(heard) or memory.period, memory, policy, today)
    return _by_intent(heard, name, memory, policy, today)


def _not_guessed(heard: Understood) -> Understood:
    """What the rules read in it: « un instant » and « c'est moi » answer a question of ours in
    words of which the weights, learned from questions, know nothing."""
    told = Intent.ORDER_FIND if heard.name else Intent.UNKNOWN
    intent = Intent.ORDER_STATUS if heard.numbers else told
    return dataclasses.replace(heard, intent=intent, because=None, guessed=False)


def _by_intent(
    heard: Understood, name: str | None, memory: Memory, policy: AnswerPolicy, today: date
) -> Step:
    match _meant(heard, memory):
        case Intent.GREETING | Intent.THANKS | Intent.STATUS_LIST:
            return Step("say", heard.intent, replace(memory, misses=0), _SAYS[heard.intent])
        case Intent.ORDER_FIND:
            if heard.name and memory.numbers and heard.period is None and not _opened(memory):
                return _about(memory.numbers, heard.name, _pending(memory), memory, policy)
            return _search(name, _told(heard) or memory.period, memory, policy, today)
        case Intent.UNKNOWN:
            return _not_understood(heard, memory)
        case _ if memory.numbers:
            return _about(memory.numbers, name, heard.intent, memory, policy)
        case _:
            return _ask("ask_number", "number", heard.intent, replace(memory, name=name))


def _meant(heard: Understood, memory: Memory) -> Intent:
    """« en octobre 2025 », said of a search, looks in October."""
    narrows = heard.intent is Intent.UNKNOWN and heard.period is not None
    searched = memory.intent == Intent.ORDER_FIND.value
    return Intent.ORDER_FIND if narrows and searched else heard.intent


def after_code(orders: Mapping[str, str], memory: Memory) -> Step:
    """What was asked before the code was: about the order that it opens, or which one of them.
    `orders`: number → source."""
    known = memory.with_opened(
        *(Opened(number, "code", source=source) for number, source in orders.items())
    )
    known = replace(known, asked="", misses=0, question="")
    spoken_of = tuple(number for number in memory.numbers if number in orders)
    if spoken_of or len(orders) == 1:
        chosen = spoken_of or tuple(orders)
        wanted = tuple(Wanted(number, None, orders[number]) for number in chosen)
        intent = _pending(memory) if _pending(memory) in _ABOUT_ORDERS else Intent.ORDER_STATUS
        known = replace(known, numbers=chosen)
        return Step("open", intent, known, wanted=wanted, after="code_right")
    wanted = tuple(Wanted(number, None, source) for number, source in orders.items())
    return Step("search", Intent.ORDER_FIND, known, wanted=wanted, after="code_right")


def _about(
    numbers: tuple[str, ...],
    name: str | None,
    intent: Intent,
    memory: Memory,
    policy: AnswerPolicy,
    *,
    told: bool = False,
) -> Step:
    """`told`: the name came with the numbers, so it has to open them, whatever did before."""
    spoken_of = replace(memory, numbers=numbers, name=name, intent=intent.value, asked="")
    wanted: list[Wanted] = []
    for number in numbers:
        opened = memory.opened_as(number)
        if opened is not None and not (told and opened.by == "name"):
            wanted.append(Wanted(number, opened.name, opened.source))
        elif name is None:
            return _ask("ask_name", "name", intent, spoken_of)
        else:
            wanted.append(Wanted(number, name))
    if not policy.without_code and any(memory.opened_as(number) is None for number in numbers):
        asked = replace(spoken_of, numbers=numbers[:1], asked="code")
        return Step("code", intent, asked, "code_perhaps", tuple(wanted[:1]))
    return Step("open", intent, spoken_of, wanted=tuple(wanted))


def _search(
    name: str | None,
    period: tuple[date, date] | None,
    memory: Memory,
    policy: AnswerPolicy,
    today: date,
) -> Step:
    """Whoever has shown nothing is answered before anything is looked for: no order and ten of
    them are the same answer because neither is known."""
    intent = Intent.ORDER_FIND
    told = replace(memory, name=name, period=period, intent=intent.value, numbers=(), choices=())
    if name is None:
        return _ask("ask_name_only", "name", intent, told)
    if not memory.opened and policy.search == "proven":
        return Step("say", intent, replace(told, asked=""), "search_needs_proof", reason="proof")
    within = period or (today - timedelta(days=_SEARCHED_DAYS), today)
    return Step("search", intent, replace(told, asked="choice"), name=name, period=within)


def _code(memory: Memory, today: date) -> Step:
    asked = replace(memory, asked="code")
    if memory.numbers and memory.name:
        number = memory.numbers[0]
        opened = memory.opened_as(number)
        wanted = (
            Wanted(number, opened.name, opened.source) if opened else Wanted(number, memory.name)
        )
        return Step("code", _pending(memory), asked, "code_perhaps", (wanted,))
    if memory.name:
        within = memory.period or (today - timedelta(days=_SEARCHED_DAYS), today)
        return Step(
            "code", Intent.ORDER_FIND, asked, "code_perhaps", name=memory.name, period=within
        )
    return _ask("ask_number", "number", Intent.ORDER_STATUS, memory)


def _not_understood(heard: Understood, memory: Memory) -> Step:
    missed = _missed(memory)
    lost = missed.misses >= MOST_MISSES
    if heard.lang == "other":
        return Step("say", heard.intent, missed, "other_language", misses=lost)
    if lost:
        return Step("say", heard.intent, missed, "unknown_again", misses=True)
    if memory.asked == "number":
        return Step("say", heard.intent, missed, "ask_number")
    if memory.asked == "name":
        return Step("say", heard.intent, missed, "ask_name" if memory.numbers else "ask_name_only")
    return Step("say", heard.intent, missed, "unknown")


def _ask(sentence: str, slot: Slot, intent: Intent, memory: Memory) -> Step:
    return Step("say", intent, replace(memory, asked=slot, intent=intent.value), sentence)


def _missed(memory: Memory) -> Memory:
    return replace(memory, misses=memory.misses + 1)


def _pending(memory: Memory) -> Intent:
    return Intent(memory.intent) if memory.intent else Intent.ORDER_STATUS


def _asked_of(heard: Understood, memory: Memory) -> Intent:
    """A bare number answers « which one? »: the question is the one before."""
    if heard.intent in _ABOUT_ORDERS and heard.because not in (None, "|"):
        return heard.intent
    pending = _pending(memory) if memory.asked else heard.intent
    return pending if pending in _ABOUT_ORDERS else Intent.ORDER_STATUS


def _opened(memory: Memory) -> bool:
    return any(memory.opened_as(number) for number in memory.numbers)


def _told(heard: Understood) -> tuple[date, date] | None:
    return (heard.period.first, heard.period.last) if heard.period else None


def _typed_name(written: str, heard: Understood, memory: Memory) -> str | None:
    """« rami », when a name was asked for: without a capital nothing else tells that it is one."""
    if memory.asked != "name" or heard.intent is not Intent.UNKNOWN:
        return None
    return name_answered(written)


def _chosen(written: str, memory: Memory) -> tuple[str, ...]:
    """« la deuxième » of those that were offered; empty for none."""
    left = [word for word in folded(written).strip(" .!").split() if word not in _ARTICLES]
    place = _ORDINALS.get(left[0]) if len(left) == 1 else None
    return () if place is None else memory.choices[place : place + 1]
