"""A line of an examination, as it is read."""

from __future__ import annotations

import pytest

from regie.apps.orders.doctor import sentence_of
from regie.apps.orders.doctor.messages import MESSAGES
from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import MESSAGES as SOURCE_MESSAGES
from regie.core.sqlguard import Finding

CATALOGUE = Catalogue.merged([MESSAGES, SOURCE_MESSAGES])
TIME_LIMIT = Finding("time_limit", "pass", {"limit": "2.5 s", "locks": "0.5 s"})


@pytest.mark.parametrize(
    ("finding", "language", "part"),
    [
        (Finding("server.latency", "pass", {"ms": "0.2"}), "fr", "prend 0,2\u00a0ms."),
        (Finding("server.latency", "warn", {"ms": "120.4"}), "fr", "prend 120,4\u00a0ms\u00a0:"),
        (Finding("server.latency", "pass", {"ms": "0.2"}), "en", "takes 0.2 ms."),
        (Finding("server.clock", "pass", {"seconds": 3}), "fr", "à 3\u00a0s l’une"),
        (TIME_LIMIT, "fr", "après 2,5\u00a0s, une attente de verrou après 0,5\u00a0s."),
        (TIME_LIMIT, "en", "after 2.5 s, its wait for a lock after 0.5 s."),
        (Finding("waits", "pass", {"limit": "2.5", "lock": "0.5"}), "fr", "que 0,5\u00a0s."),
        (Finding("snapshot", "warn", {"lock": "0.5"}), "fr", "écritures, 0,5\u00a0s au plus"),
    ],
)
def test_its_figures_are_written_as_the_language_does(
    finding: Finding, language: Language, part: str
) -> None:
    assert part in sentence_of(finding, CATALOGUE, language)


def test_a_version_keeps_its_points() -> None:
    version = Finding("server.version", "pass", {"version": "16.2", "collation": "fr-FR"})
    assert sentence_of(version, CATALOGUE, "fr") == "Version 16.2, collation fr-FR."
