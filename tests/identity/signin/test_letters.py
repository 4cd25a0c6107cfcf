"""The letter about a new password, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from regie.core.i18n import Language
from regie.core.mail import Composer
from regie.identity.signin.letters import PASSWORD_CHANGED

AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "subject", "says"),
    [
        ("fr", "Votre mot de passe Imprimerie Durand a changé", "Bonjour Élodie"),
        ("en", "Your Imprimerie Durand password has changed", "Hello Élodie"),
    ],
)
def test_it_says_what_happened_and_where_to_go(language: Language, subject: str, says: str) -> None:
    composer = Composer(organisation="Imprimerie Durand", zone=ZoneInfo("Europe/Paris"))
    data = {"name": "Élodie", "at": AT, "link": "https://regie.example/profile"}
    letter = composer.compose(PASSWORD_CHANGED, language, data)
    assert letter.subject == subject
    for text in (letter.text, letter.html):
        assert says in text
        assert "https://regie.example/profile" in text
