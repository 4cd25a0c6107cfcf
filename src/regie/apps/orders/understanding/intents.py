"""The one thing that a question wants.

Each clause is read by itself, with the rules of `lexicon/intents.txt`. A long message tells a story
and then asks: what stands in a clause that asks, or after others, weighs more. Then the learned
weights are asked: they see the whole message, and overrule a rule that is less sure than they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .asked import Asked
from .concepts import Found
from .features import features, is_concept, told_by
from .learned import INTENTS, Margins, margins
from .plain import CUT, NAMED
from .rules import rules_for
from .understood import Intent
from .words import Clause

_RANK: Final = {intent: rank for rank, intent in enumerate(Intent)}
_ASKED: Final = 2.0
_LATER: Final = 0.2
"""Of two clauses that weigh the same the later decides."""
_DECIDES: Final = 12.0
_CLEAR: Final = 10.0
_KEPT: Final = {Intent.HUMAN: _CLEAR, Intent.UNKNOWN: _CLEAR, Intent.CHANGE_REQUEST: _CLEAR}
"""From which weight on a rule is not overruled by what was learned: one that decides never is, nor
one that clearly sees a wish, that a person is needed, or that it is nothing we answer."""
_SURE: Final = 9.0
_TRUST: Final = 0.2
"""What a rule that is sure adds to the margin of its intent. It and the limit below were chosen on
questions that were written to learn from, while those were left out."""
_DOUBTFUL: Final = -0.7
"""A margin below it overrules nothing."""
_FOR_PEOPLE: Final = frozenset((Intent.HUMAN, Intent.CHANGE_REQUEST))
_CALLS: Final = -0.125
"""The margin that these need where no rule knows a word: they hand the conversation over. Of those
below it, in fifths of the first questions, two of five were right, above it six of seven."""
_MARKS: Final = frozenset(("", CUT, NAMED))
"""The words of a rule that knows none."""
_REASONS: Final = 3
_FEWEST: Final = 3
"""Fewer words that no rule knows are rather a name (« claire dupuis »)."""
_USUAL: Final = 6.0
_OF_AN_ORDER: Final = frozenset(
    (Intent.ORDER_STATUS, Intent.ORDER_DELAY, Intent.ORDER_HISTORY, Intent.ORDER_CONTENT)
)
_WISHED: Final = Intent.CHANGE_REQUEST
"""« Elle n'est pas partie ? Il faut changer l'adresse »: a wish behind a question is what it was
asked for, and needs no question mark itself."""
_QUESTION: Final = "question"
_WHETHER: Final = "whether"
"""Which is a question as well."""
_FIGURE: Final = "figure"
_CODED: Final = "code"
_DATED: Final = "dated"
"""Concepts that no word says: a question mark, a number that is no order's, lines of a program, a
day or a month."""

TOLD_OTHERWISE: Final = frozenset({_QUESTION, _FIGURE, _CODED, _DATED})
_CODE: Final = re.compile(r"[a-z_]\((?!(?:e?s|e|x|nt)\))[^()\n]{0,60}\)\s{0,3}[:;{]|[;{}]\n")


@dataclass(frozen=True, slots=True)
class Reading:
    intent: Intent
    weight: float
    because: str
    guessed: bool = False
    """Where the rules had nothing but a number or a name."""


NOT_OURS: Final = Reading(Intent.UNKNOWN, 0.0, "")
"""A question in a language that we do not read, about no order that we could show."""


def intent_of(asked: Asked) -> Reading:
    """What the rules say, unless the weights are surer of something else."""
    ruled = by_rules(asked)
    if ruled.weight >= _KEPT.get(ruled.intent, _DECIDES):
        return ruled
    if not ruled.because and sum(len(clause.words) for clause, _ in asked.clauses) < _FEWEST:
        return ruled
    learned = margins(features(asked))
    sure = dict(zip(INTENTS, learned.of, strict=True))
    if asked.numbered:
        del sure[Intent.ORDER_FIND]
    guessed = ruled.because in _MARKS
    if guessed:
        sure = {intent: sure[intent] for intent in sure if _may_be_guessed(intent, learned)}
    likeliest = max(sure, key=lambda intent: sure[intent] + _trust(ruled, intent))
    if likeliest is ruled.intent or sure[likeliest] < _DOUBTFUL:
        return ruled
    if likeliest is Intent.UNKNOWN and ruled.because == NAMED:
        return ruled
    words = (told_by(feature, asked) for feature in learned.reasons(likeliest)[:_REASONS])
    return Reading(likeliest, 0.0, " … ".join(dict.fromkeys(filter(None, words))), guessed)


def _may_be_guessed(intent: Intent, learned: Margins) -> bool:
    """Nobody is called for words alone: « le » and « du » stand in names as well."""
    if intent not in _FOR_PEOPLE:
        return True
    margin = learned.of[INTENTS.index(intent)]
    return margin >= _CALLS and any(map(is_concept, learned.reasons(intent)))


def _trust(ruled: Reading, intent: Intent) -> float:
    return _TRUST * min(ruled.weight, _SURE) / _SURE if intent is ruled.intent else 0.0


def by_rules(asked: Asked) -> Reading:
    told = asked.clauses
    first_asked = next((at for at, (clause, _) in enumerate(told) if clause.asks), len(told))
    general = [_DATED] * asked.dated + [_CODED] * bool(_CODE.search(asked.text))
    readings = [
        reading
        for at, (clause, concepts) in enumerate(told)
        for reading in _of_clause(
            clause,
            concepts,
            at / len(told),
            alone=len(told) == 1,
            asked=at > first_asked,
            general=general,
        )
    ]
    if asked.numbered:
        readings = _of_the_number(readings)
    if not readings:
        return Reading(Intent.ORDER_STATUS if asked.numbered else Intent.UNKNOWN, 0.0, "")
    return max(readings, key=lambda reading: (reading.weight, -_RANK[reading.intent]))


def _of_the_number(readings: Sequence[Reading]) -> list[Reading]:
    """Whoever gives a number has nothing to find, and opening hours or prices that are asked for
    besides are not what its order is wanted for."""
    left = [reading for reading in readings if reading.intent is not Intent.ORDER_FIND]
    if not any(r.intent in _OF_AN_ORDER and r.weight >= _USUAL for r in left):
        return left
    return [r for r in left if r.intent is not Intent.UNKNOWN or r.weight >= _DECIDES]


def _of_clause(
    clause: Clause,
    concepts: Found,
    place: float,
    *,
    alone: bool,
    asked: bool,
    general: Sequence[str],
) -> list[Reading]:
    """`asked` says whether an earlier one asks; `general` are the concepts of the whole message."""
    found = dict(concepts)
    if _WHETHER in found:
        found[_QUESTION] = sorted([*found.get(_QUESTION, ()), *found[_WHETHER]])
    asks = clause.asks or "ask" in found or _QUESTION in found
    wishes = asks or (asked and "can" in found)
    for concept in [_QUESTION] * clause.asks + [*general]:
        found[concept] = [(len(clause.words), len(clause.words))]
    if figures := [(at, at + 1) for at, word in enumerate(clause.words) if word.isdecimal()]:
        found[_FIGURE] = figures
    later = 0.0 if alone else _LATER * place
    bonus = 0.0 if alone else _ASKED
    return [
        Reading(
            rule.intent,
            rule.weight + later + bonus * (wishes if rule.intent is _WISHED else asks),
            _words(clause, stretches),
        )
        for rule in rules_for(found)
        if (stretches := rule.matched(found)) is not None
    ]


def _words(clause: Clause, stretches: list[tuple[int, int]]) -> str:
    return " … ".join(" ".join(clause.words[start:end]) for start, end in stretches if end > start)
