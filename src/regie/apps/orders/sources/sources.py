"""Which of the sources have a number, and asking them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from regie.core.errors import RegieError

from ..errors import SourceUnknown
from ..repository import FoundOrder
from .order_source import OrderSource


@dataclass(frozen=True, slots=True)
class FoundIn:
    source: OrderSource
    order: FoundOrder | None


@dataclass(frozen=True, slots=True)
class Findings:
    orders: Sequence[FoundIn]
    """Of each source that answered, in their order."""
    failure: RegieError | None
    """Of the first one that did not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The sources that one number is looked up in, all of them at once and always all of them:
    where it was found must not show in the time that the answer takes."""

    sources: tuple[OrderSource, ...]
    key: str = field(init=False)
    """What an answer of exactly these sources, mapped as they are, is remembered under."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", "+".join(source.scope for source in self.sources))

    def tags(self, number: str) -> tuple[str, ...]:
        """What a normalised number is known under: to tries, to loads and to what is remembered."""
        return tuple([source.tag(number) for source in self.sources])

    async def find(self, number: str) -> Findings:
        if len(self.sources) == 1:  # which most installations have: no task of its own
            (source,) = self.sources
            return Findings([FoundIn(source, await source.find(number))], None)
        asked = [source.find(number) for source in self.sources]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        orders: list[FoundIn] = []
        failures: list[RegieError] = []
        for source, outcome in zip(self.sources, outcomes, strict=True):
            if isinstance(outcome, RegieError):
                failures.append(outcome)
            elif isinstance(outcome, BaseException):
                raise outcome
            else:
                orders.append(FoundIn(source, outcome))
        return Findings(orders, failures[0] if failures else None)


class Sources:
    """In the order in which they are asked when several may have a number."""

    def __init__(self, sources: Sequence[OrderSource]):
        self._all = tuple(sources)
        self._by_name = {source.name: source for source in self._all}
        self._everywhere = Asked(self._all)
        self._by_match: dict[tuple[bool, ...], Asked] = {}

    def __iter__(self) -> Iterator[OrderSource]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def formats(self) -> tuple[str, ...]:
        """In which any of them writes its numbers, each once."""
        written = (source.mapping.numbers.formats for source in self._all)
        return tuple(dict.fromkeys(pattern for patterns in written for pattern in patterns))

    def named(self, name: str) -> OrderSource:
        """Raises SourceUnknown."""
        source = self._by_name.get(name)
        if source is None:
            raise SourceUnknown
        return source

    def within(self, names: Collection[str]) -> Sources:
        """Those of them alone, in the same order: a name that is no source's is none."""
        return Sources([source for source in self._all if source.name in names])

    def asked_for(self, number: str) -> Asked:
        """Those whose formats the number has; all of them when it has none of theirs, for a format
        says where to look and never what may exist."""
        if len(self._all) < 2:
            return self._everywhere
        matching = tuple(source.writes(number) for source in self._all)
        if not any(matching):
            return self._everywhere
        asked = self._by_match.get(matching)
        if asked is None:
            chosen = [s for s, matches in zip(self._all, matching, strict=True) if matches]
            asked = self._by_match[matching] = Asked(tuple(chosen))
        return asked
