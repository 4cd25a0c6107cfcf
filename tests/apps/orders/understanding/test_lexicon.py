"""The files of words and rules hold together."""

from __future__ import annotations

import pytest

from regie.apps.orders.understanding.concepts import NOTHING, cues
from regie.apps.orders.understanding.intents import TOLD_OTHERWISE
from regie.apps.orders.understanding.lists import abbreviations, read
from regie.apps.orders.understanding.rules import Rule, rules
from regie.apps.orders.understanding.understood import Intent

CONCEPTS = {cue.concept for cue in cues()} | TOLD_OTHERWISE


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.intent}-{rule.weight}")
def test_a_rule_speaks_of_concepts_that_are_listed(rule: Rule) -> None:
    assert rule.concepts() <= CONCEPTS


def test_every_concept_is_used_by_a_rule() -> None:
    used = {concept for rule in rules() for concept in rule.concepts()}
    assert CONCEPTS - used - {NOTHING, "ask"} == set()


def test_every_intent_has_rules() -> None:
    assert {rule.intent for rule in rules()} == set(Intent)


def test_no_cue_is_empty() -> None:
    assert all(cue.words for cue in cues())


def test_no_concept_is_listed_twice() -> None:
    names = [line.partition(":")[0] for line in read("concepts.txt").splitlines() if ":" in line]
    assert len(names) == len(set(names))


def test_who_wants_to_know_whether_asks_without_being_listed_as_a_question() -> None:
    whether, question = (
        {cue.words for cue in cues() if cue.concept == concept}
        for concept in ("whether", "question")
    )
    assert whether.isdisjoint(question)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_abbreviation_stands_for_something(lang: str) -> None:
    assert all(short and whole for short, whole in abbreviations(lang).items())
