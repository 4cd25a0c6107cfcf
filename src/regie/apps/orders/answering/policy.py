"""What a source lets an assistant say, to whom, and how: the table `[answers]` of its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from regie.core.i18n import Language

from .sentences import SENTENCES
from .wording import MOST_CHARACTERS, check

Tier = Literal["status", "timeline", "content"]
"""What is shown of an order: where it is and when it is expected; each step with its day; what was
ordered, and how many copies."""
TIERS: Final[tuple[Tier, ...]] = ("status", "timeline", "content")

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEK: Final[tuple[Weekday, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_AHEAD_DAYS: Final = 60


class Hours(BaseModel):
    """`{ days = ["monday", "friday"], from = 09:00:00, until = 18:00:00 }`"""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: frozenset[Weekday] = Field(min_length=1)
    opens: time = Field(alias="from")
    closes: time = Field(alias="until")

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("`from` is before `until`, on one day")
        return self


class AnswerPolicy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Literal["vous", "tu"] = "vous"
    without_code: frozenset[Tier] = frozenset(TIERS)
    """What number and name alone show; for the rest a code is sent to the order's e-mail address.
    Empty: nothing is shown without the code, not even whether there is such an order."""
    search: Literal["proven", "open"] = "proven"
    """Who may look for orders by name and period. `open` shows the masked numbers, status and day
    of up to ten orders to anybody who gives a name, so it tells whether somebody is a customer."""
    without_email: Literal["refuse", "same_name"] = "refuse"
    """Whether somebody who has proved one order sees others under the very same recorded name when
    the source has no e-mail addresses. `same_name` shows namesakes each other's orders."""
    contact: Annotated[str, Field(max_length=200)] = ""
    """How people are reached otherwise, as it is to be read: « au 01 23 45 67 89 »."""
    hours: tuple[Hours, ...] = ()
    """When people answer, in the organisation's time zone; none: at all times."""
    closed_on: frozenset[date] = frozenset()
    most_messages: int = Field(60, ge=5, le=1000)
    """Of one customer in one conversation; then it can only be begun anew."""
    texts: Mapping[Language, Mapping[str, Annotated[str, Field(max_length=MOST_CHARACTERS)]]] = (
        Field(default_factory=dict[Language, Mapping[str, str]])
    )
    """Sentences in the place of ours, by their names; see `answering/sentences.py`."""

    @field_validator("without_code")
    @classmethod
    def _in_tiers(cls, value: frozenset[Tier]) -> frozenset[Tier]:
        if value and "status" not in value:
            raise ValueError("whoever sees more of an order sees its status")
        return value

    @field_validator("texts")
    @classmethod
    def _of_sentences(
        cls, value: Mapping[Language, Mapping[str, str]]
    ) -> Mapping[Language, Mapping[str, str]]:
        for texts in value.values():
            for name, text in texts.items():
                if name not in SENTENCES:
                    raise ValueError(f"there is no sentence {name}")
                if unknown := check(name, text).unknown:
                    fields = ", ".join(sorted(SENTENCES[name].fields)) or "none"
                    raise ValueError(f"{name}: nothing fills in {unknown[0]}; fields: {fields}")
        return value

    def is_open(self, local: datetime) -> bool:
        """`local`: on the organisation's clock."""
        return not self.hours or any(
            opens <= local.time() < closes for opens, closes in self._of(local.date())
        )

    def opens_next(self, local: datetime) -> datetime | None:
        """When people are back, on the same clock; None within two months."""
        for ahead in range(_AHEAD_DAYS):
            day = local.date() + timedelta(days=ahead)
            for opens, _ in self._of(day):
                begins = datetime.combine(day, opens, local.tzinfo)
                if begins > local:
                    return begins
        return None

    def _of(self, day: date) -> list[tuple[time, time]]:
        if day in self.closed_on:
            return []
        weekday = _WEEK[day.weekday()]
        return sorted((each.opens, each.closes) for each in self.hours if weekday in each.days)
