"""How each source speaks: its policy, its numbers, and its own words over ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.cache import Cache, Policy, Scope
from regie.core.db import Database
from regie.core.i18n import Language

from ..answering.policy import AnswerPolicy
from ..answering.voice import voice_of
from ..answering.wording import Wording
from ..sources import Sources
from ..understanding import NumberFormat

_POLICY: Final = Policy(ttl_s=60.0, stale_s=3600.0)
_OWN: Final = text(
    "SELECT source, language, name, text FROM orders.answer_template WHERE tenant = :tenant"
)
_UNNAMED: Final = "production"
_DEFAULT: Final = AnswerPolicy.model_validate({})

Own = dict[str, dict[str, str]]
"""`source/language` → sentence → text."""


def templates_tag(tenant: str) -> str:
    return f"orders.templates:{tenant}"


class Policies:
    """Of each source, how its customers are spoken to."""

    def __init__(self, by_source: Mapping[str, AnswerPolicy]):
        self._by_source = by_source
        self.sources = tuple(by_source)

    @classmethod
    def all_of(cls, sources: Sources) -> Policies:
        return cls({source.name: source.mapping.answers for source in sources})

    def of(self, source: str) -> AnswerPolicy:
        """Of one that is no longer there: as nothing is set."""
        return self._by_source.get(source, _DEFAULT)

    def wording(self, own: Own, source: str, language: Language) -> Wording:
        policy = self.of(source)
        texts = {**policy.texts.get(language, {}), **own.get(f"{source}/{language}", {})}
        return Wording(language, voice_of(language, policy.address), texts)


async def own_words(connection: AsyncConnection, tenant: str) -> Own:
    own: Own = {}
    for row in await connection.execute(_OWN, {"tenant": tenant}):
        own.setdefault(f"{row.source}/{row.language}", {})[row.name] = row.text
    return own


class Voices:
    def __init__(self, sources: Sources, database: Database, cache: Cache):
        self._policies = Policies.all_of(sources)
        written = {source.name: source.mapping.numbers.formats for source in sources}
        self.formats = tuple(NumberFormat(pattern) for pattern in sources.formats)
        self._examples = {
            name: _example(patterns[0]) for name, patterns in written.items() if patterns
        }
        self.sources = self._policies.sources
        self._database = database
        self._own = cache.region("orders.templates", Own, _POLICY)

    @property
    def main(self) -> str:
        """The source that a conversation is about until an order says otherwise."""
        return self.sources[0] if self.sources else _UNNAMED

    def policy(self, source: str) -> AnswerPolicy:
        return self._policies.of(source)

    def example(self, source: str) -> str:
        """How its numbers are written: « CL-123456-123456 »."""
        return self._examples.get(source) or next(iter(self._examples.values()), "")

    async def wording(self, tenant: str, source: str, language: Language) -> Wording:
        """By a connection of its own: who holds one already asks `wording_within`."""

        async def load() -> Own:
            async with self._database.single() as connection:
                return await own_words(connection, tenant)

        own = await self._own.get_or_load(Scope(tenant), (), load, tags=(templates_tag(tenant),))
        return self._policies.wording(own, source, language)

    def without_asking(self, source: str, language: Language) -> Wording:
        """Without what was written on the page, for which the database would be asked."""
        return self._policies.wording({}, source, language)

    async def wording_within(
        self, connection: AsyncConnection, tenant: str, source: str, language: Language
    ) -> Wording:
        """Whoever waits for a second connection while holding one waits for ever when all do."""
        own = await own_words(connection, tenant)
        return self._policies.wording(own, source, language)


def _example(pattern: str) -> str:
    digits = iter("1234567890" * len(pattern))
    return "".join(next(digits) if mark == "0" else mark for mark in pattern)
