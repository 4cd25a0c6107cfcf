"""How each source speaks: its policy, its numbers, and its own words over ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text

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


class Voices:
    def __init__(self, sources: Sources, database: Database, cache: Cache):
        self._policies: Mapping[str, AnswerPolicy] = {
            source.name: source.mapping.answers for source in sources
        }
        written = {source.name: source.mapping.numbers.formats for source in sources}
        self.formats = tuple(NumberFormat(pattern) for pattern in sources.formats)
        self._examples = {
            name: _example(patterns[0]) for name, patterns in written.items() if patterns
        }
        self.sources = tuple(self._policies)
        self._database = database
        self._own = cache.region("orders.templates", Own, _POLICY)

    @property
    def main(self) -> str:
        """The source that a conversation is about until an order says otherwise."""
        return self.sources[0] if self.sources else _UNNAMED

    def policy(self, source: str) -> AnswerPolicy:
        return self._policies.get(source, _DEFAULT)

    def example(self, source: str) -> str:
        """How its numbers are written: « CL-123456-123456 »."""
        return self._examples.get(source) or next(iter(self._examples.values()), "")

    async def wording(self, tenant: str, source: str, language: Language) -> Wording:
        async def load() -> Own:
            async with self._database.single() as connection:
                own: Own = {}
                for row in await connection.execute(_OWN, {"tenant": tenant}):
                    own.setdefault(f"{row.source}/{row.language}", {})[row.name] = row.text
                return own

        own = await self._own.get_or_load(Scope(tenant), (), load, tags=(templates_tag(tenant),))
        policy = self.policy(source)
        texts = {**policy.texts.get(language, {}), **own.get(f"{source}/{language}", {})}
        return Wording(language, voice_of(language, policy.address), texts)


def _example(pattern: str) -> str:
    digits = iter("1234567890" * len(pattern))
    return "".join(next(digits) if mark == "0" else mark for mark in pattern)
