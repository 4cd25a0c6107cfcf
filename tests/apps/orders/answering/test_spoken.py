from __future__ import annotations

import pytest

from regie.apps.orders.answering.spoken import measured
from regie.core.i18n import Language


@pytest.mark.parametrize(
    ("figure", "language", "written"),
    [
        ("0.2", "fr", "0,2"),
        ("0.2", "en", "0.2"),
        ("1.8 s", "fr", "1,8\u00a0s"),
        ("1.8 s", "en", "1.8 s"),
        ("12 %", "fr", "12\u202f%"),
        ("500ms", "fr", "500\u00a0ms"),
        ("0", "fr", "0"),
    ],
)
def test_a_figure_is_written_as_its_language_does(
    figure: str, language: Language, written: str
) -> None:
    assert measured(figure, language) == written
