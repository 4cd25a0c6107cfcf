"""Personal data in payloads are told apart, not told."""

from __future__ import annotations

import pytest

from regie.identity.audit.masking import masked


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ({"email": "mina.rami@example.fr"}, {"email": "m…@example.fr"}),
        ({"to": ["mina@example.fr", "zoe@example.fr"]}, {"to": ["m…@example.fr", "z…@example.fr"]}),
        ({"why": "asked by mina@example.fr today"}, {"why": "asked by m…@example.fr today"}),
        ({"name": "Élodie Blanc"}, {"name": "É…"}),
        ({"name": "Mina <mina@example.fr>"}, {"name": "M…"}),
        ({"address": "203.0.113.7"}, {"address": "203.0.113.…"}),
        ({"address": "2001:db8:7:9::"}, {"address": "2001:db8:7:…"}),
        ({"before": {"name": "Mina"}, "after": {"name": "Nina"}},
         {"before": {"name": "M…"}, "after": {"name": "N…"}}),
        ({"role": "manager", "count": 3, "done": True, "none": None},
         {"role": "manager", "count": 3, "done": True, "none": None}),
        ({"token": "rg_abc"}, {"token": "•••"}),
    ],
)  # fmt: skip
def test_each_field_is_shown_by_its_class(
    payload: dict[str, object], shown: dict[str, object]
) -> None:
    assert masked(payload) == shown
