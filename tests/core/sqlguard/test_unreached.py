"""What an administrator reads of a source that lets nobody in."""

from __future__ import annotations

from typing import get_args

import pytest

from regie.core.i18n import LANGUAGES, Catalogue, Language
from regie.core.sqlguard import MESSAGES, EntryRefused, SourceUnavailable, read_address, unreached
from regie.core.sqlguard.errors import Why

CATALOGUE = Catalogue(MESSAGES)
AT = read_address("postgresql://reader:hunter2@db.example.fr/production")
WAYS = get_args(Why)


def sentence(why: Why, language: Language) -> str:
    finding = unreached(EntryRefused(why, "said in the log"), AT)
    return CATALOGUE.text(f"proof.{finding.check}.{finding.verdict}", language, finding.facts)


@pytest.mark.parametrize("why", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_names_the_server_in_every_language(why: Why, language: Language) -> None:
    assert "db.example.fr" in sentence(why, language)


@pytest.mark.parametrize("why", WAYS)
def test_no_two_languages_say_it_in_the_same_words(why: Why) -> None:
    assert len({sentence(why, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("why", WAYS)
def test_no_refusal_shows_a_secret(why: Why) -> None:
    shown = repr(unreached(EntryRefused(why, "said in the log"), AT)) + sentence(why, "fr")
    assert not [each for each in ("hunter2", "reader") if each in shown]


def test_what_passes_by_itself_is_told_as_it_was_said() -> None:
    finding = unreached(SourceUnavailable("the source cannot be read: TimeoutError"), AT)
    assert finding.facts == {"reason": "the source cannot be read: TimeoutError"}
