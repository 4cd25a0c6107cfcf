"""Every template can be written in both languages, and what is filled in stays in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import UndefinedError

from regie.core.i18n import LANGUAGES, Language
from regie.core.mail import (
    BUILT_IN,
    INVITATION,
    JOB_FAILED,
    PASSWORD_RESET,
    TEST,
    TWO_FACTOR_CHANGED,
    Composer,
    Template,
)

from .conftest import AT, DATA, SECRET_LINK

each_template = pytest.mark.parametrize("template", BUILT_IN, ids=lambda each: each.name)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def visible(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@each_template
@each_language
def test_text_and_html_say_what_was_filled_in(
    composer: Composer, template: Template, language: Language
) -> None:
    composed = composer.compose(template, language, DATA[template.name])
    values = [str(DATA[template.name][name]) for name in template.fields if name not in ("at",)]
    words = ("disabled", "failing")  # said in words of the template's own
    shown = [value for value in values if "2026-" not in value and value not in words]
    missing = [value for value in shown if value.replace("&", "&amp;") not in composed.html]
    assert [*missing, *(value for value in shown if value not in composed.text)] == []


@each_template
@each_language
def test_a_subject_is_one_short_line(
    composer: Composer, template: Template, language: Language
) -> None:
    subject = composer.compose(template, language, DATA[template.name]).subject
    assert 8 < len(subject) < 80
    assert "\n" not in subject


@each_template
@each_language
def test_the_html_names_its_language(
    composer: Composer, template: Template, language: Language
) -> None:
    html = composer.compose(template, language, DATA[template.name]).html
    assert f'<html lang="{language}"' in html


@each_template
def test_a_french_text_has_no_space_that_breaks_before_a_mark(
    composer: Composer, template: Template
) -> None:
    composed = composer.compose(template, "fr", DATA[template.name])
    filled_in = {str(value) for value in DATA[template.name].values()}
    text = composed.text + visible(composed.html.partition("<body")[2])
    for value in filled_in:
        text = text.replace(value, "")
    assert re.findall(r".{0,20} [;!?:»].{0,5}|« ", text) == []


@each_template
@each_language
def test_every_secret_is_left_out_and_can_be_put_in_its_place(
    composer: Composer, template: Template, language: Language
) -> None:
    composed = composer.compose(template, language, DATA[template.name])
    assert SECRET_LINK not in composed.text + composed.html
    assert all(mark in composed.text and mark in composed.html for mark in composed.marks)
    assert set(composed.marks.values()) == ({SECRET_LINK} if template.secrets else set())


@pytest.mark.parametrize(
    ("template", "field", "said"),
    [
        (INVITATION, "inviter", "Un compte vous est ouvert dans"),
        (PASSWORD_RESET, "asker", "ous avez demandé à changer de mot de passe."),
    ],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_letter_on_nobodys_behalf_names_nobody(
    composer: Composer, template: Template, field: str, said: str
) -> None:
    composed = composer.compose(template, "fr", {**DATA[template.name], field: ""})
    assert said in composed.text
    assert said in composed.html


@each_language
@pytest.mark.parametrize(
    "change", ["enabled", "disabled", "codes_renewed", "reset", "recovery_used"]
)
def test_each_change_of_the_second_factor_has_its_words(
    composer: Composer, change: str, language: Language
) -> None:
    data = {**DATA["two_factor_changed"], "change": change}
    composed = composer.compose(TWO_FACTOR_CHANGED, language, data)
    assert composed.subject in composed.text.split("\n")


def test_html_of_a_field_stays_text(composer: Composer) -> None:
    data = {**DATA["job_failed"], "reason": "<script>alert(1)</script>"}
    composed = composer.compose(JOB_FAILED, "fr", data)
    assert "<script>" not in composed.html
    assert "<script>" in composed.text


@pytest.mark.parametrize("break_", ["\r\nBcc: all@example.fr", "\n", "\r", "\u2028"])
def test_a_field_cannot_add_a_header_through_the_subject(composer: Composer, break_: str) -> None:
    data = {**DATA["job_failed"], "job": f"import{break_}x"}
    with pytest.raises(ValueError, match="not allowed"):
        composer.compose(JOB_FAILED, "fr", data)


def test_invisible_characters_of_a_field_are_dropped(composer: Composer) -> None:
    data = {**DATA["job_failed"], "job": "im\u202eport\x00"}
    assert composer.compose(JOB_FAILED, "fr", data).subject == "Échec de la tâche import"


def test_a_subject_that_is_too_long_is_refused(composer: Composer) -> None:
    with pytest.raises(ValueError, match="characters of subject"):
        composer.compose(JOB_FAILED, "fr", {**DATA["job_failed"], "job": "x" * 300})


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"at": AT},
        {**DATA["test"], "more": 1},
        {**DATA["test"], "at": AT.replace(tzinfo=None)},
    ],
    ids=["none", "one missing", "one too many", "a time without zone"],
)
def test_data_that_do_not_fit_are_refused(composer: Composer, data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="test"):
        composer.compose(TEST, "fr", data)


@pytest.mark.parametrize("secret", ["", None, 12])
def test_a_secret_is_a_text(composer: Composer, secret: Any) -> None:
    with pytest.raises(ValueError, match="must be a text"):
        composer.compose(INVITATION, "fr", {**DATA["invitation"], "link": secret})


def test_a_word_that_a_template_lacks_is_an_error(composer: Composer) -> None:
    data = {**DATA["two_factor_changed"], "change": "unheard_of"}
    (template,) = (each for each in BUILT_IN if each.name == "two_factor_changed")
    with pytest.raises(UndefinedError):
        composer.compose(template, "fr", data)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "samedi 21\u00a0novembre 2026 à 9\u00a0h\u00a005"),
        ("en", "Saturday 21\u00a0November 2026 at 09:05"),
    ],
)
def test_times_are_those_of_the_organisation(
    composer: Composer, language: Language, said: str
) -> None:
    assert said in composer.compose(TEST, language, DATA["test"]).text


def test_the_first_of_a_month_is_written_as_french_does(composer: Composer) -> None:
    data = {**DATA["test"], "at": AT.replace(day=1)}
    assert "dimanche 1er\u00a0novembre" in composer.compose(TEST, "fr", data).text
