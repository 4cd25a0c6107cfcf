"""« Pourquoi ce chiffre ? »: the cost of a day, down to tokens and prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from regie.core.explain import Explained

from .repository import Priced

Say = Callable[..., str]
"""The text of a code, with its fields."""
_MILLION = 1_000_000


def cost_of_day(day: date, parts: Sequence[Priced], say: Say) -> Explained:
    """Adds up exactly: what rounding per request and lost requests add stands there as well."""
    return Explained(
        name="cost",
        label=say("gateway.why.day", year=day.year, month=f"{day.month:02}", day=f"{day.day:02}"),
        value=sum(part.cost_micros for part in parts),
        unit="micro_euros",
        formula=say("gateway.why.day_formula"),
        terms=[_of_model(part, say) for part in parts],
    )


def _of_model(part: Priced, say: Say) -> Explained:
    inwards = _tokens("in", part.tokens_in, part.price_in_micros, part, say)
    outwards = _tokens("out", part.tokens_out, part.price_out_micros, part, say)
    exact = (
        part.tokens_in * part.price_in_micros + part.tokens_out * part.price_out_micros
    ) / _MILLION
    rounding = part.cost_micros - part.expired_micros + part.written_off_micros - exact
    terms = [inwards, outwards]
    if rounding:
        terms.append(_given("rounding", round(rounding, 6), say("gateway.why.rounding")))
    if part.expired_micros:
        label = say("gateway.why.expired", expired=part.expired)
        source = say("gateway.why.expired_source")
        terms.append(_given("expired", part.expired_micros, label, source))
    if part.written_off_micros:
        label = say("gateway.why.written_off")
        terms.append(_given("written_off", -part.written_off_micros, label))
    return Explained(
        name="model",
        label=say("gateway.why.model", model=part.model, requests=part.requests),
        value=part.cost_micros,
        unit="micro_euros",
        formula=say("gateway.why.model_formula"),
        terms=terms,
    )


def _tokens(which: str, tokens: int, price_micros: int, part: Priced, say: Say) -> Explained:
    return Explained(
        name=f"cost_{which}",
        label=say(f"gateway.why.cost_{which}"),
        value=tokens * price_micros / _MILLION,
        unit="micro_euros",
        formula=say("gateway.why.cost_formula"),
        terms=[
            Explained(
                name=f"tokens_{which}",
                label=say(f"gateway.why.tokens_{which}"),
                value=tokens,
                source=say("gateway.why.counted", estimates=part.estimates),
            ),
            _given(
                "price",
                price_micros,
                say("gateway.why.price"),
                say("gateway.why.price_source"),
            ),
        ],
    )


def _given(name: str, value: float, label: str, source: str | None = None) -> Explained:
    return Explained(name=name, label=label, value=value, unit="micro_euros", source=source)
