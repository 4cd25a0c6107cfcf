"""French first, English too, by what the reader's browser says."""

from __future__ import annotations

import httpx
import pytest

from served import MINE, TRACK

Question = tuple[str, str, object, dict[str, str]]

ACCEPTED = {
    None: "fr",
    "": "fr",
    "fr": "fr",
    "FR-ca": "fr",
    "en": "en",
    "EN-us,EN;q=0.9": "en",
    "fr-FR,fr;q=0.9,en;q=0.8": "fr",
    "de-DE,de;q=0.9,en;q=0.8,fr;q=0.7": "en",
    "en;q=0.2,fr;q=0.4": "fr",
    "fr;q=0.2, en ; q=0.4": "en",
    "en;q=0": "fr",
    "fr;q=0,en;q=0.1": "en",
    "de": "fr",
    "*": "fr",
    "en,*;q=0.5": "en",
    "english": "fr",
    "en;q=nan": "fr",
    "en;q=2": "fr",
    "en;q=": "fr",
    ";;;,,,=": "fr",
    "a" * 8000 + ",en": "fr",
    ",".join(["de"] * 2000) + ",en": "fr",
}


@pytest.mark.parametrize(
    ("accepted", "language"), ACCEPTED.items(), ids=lambda text: str(text)[:40]
)
@pytest.mark.parametrize(
    "question",
    [
        ("GET", "/api/v1/nowhere", None, {"fr": "Introuvable", "en": "Not found"}),
        ("POST", TRACK, {}, {"fr": "Champ obligatoire", "en": "This field is required"}),
        ("POST", TRACK, MINE, {"fr": '"En production"', "en": '"In production"'}),
        ("POST", TRACK, {**MINE, "name": "x"}, {"fr": "Aucune commande", "en": "No order"}),
        ("GET", "/api/v1/about", None, {"fr": "Où en est", "en": "Where is"}),
    ],
)
def test_it_is_said_in_the_readers_language(
    client: httpx.Client, accepted: str | None, language: str, question: Question
) -> None:
    method, path, body, said = question
    headers = {} if accepted is None else {"Accept-Language": accepted}
    answer = client.request(method, path, json=body, headers=headers)
    assert said[language] in answer.text
    varies = answer.headers["vary"].split(", ")
    assert (answer.headers["content-language"], varies[0]) == (language, "Accept-Language")
