"""Sentences in an organisation's own words: read, tried, changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.cache import invalidate_after_commit
from regie.core.i18n import Language, french
from regie.core.web import FieldError, InvalidFields

from ..answering.sentences import SENTENCES
from ..answering.spoken import copies_counted, days_counted, on_day, short_day
from ..answering.voice import voice_of
from ..answering.wording import Wording, check
from ..conversations.voices import Voices, templates_tag
from ..permissions import MANAGE_TEMPLATES
from .errors import TemplateUnknown

_OF_SOURCE: Final = text(
    """
    SELECT name, text FROM orders.answer_template
    WHERE tenant = :tenant AND source = :source AND language = :language
    """
)
_PUT: Final = text(
    """
    INSERT INTO orders.answer_template (tenant, source, language, name, text, changed_by)
    VALUES (:tenant, :source, :language, :name, :text, :by)
    ON CONFLICT (tenant, source, language, name)
    DO UPDATE SET text = :text, changed_by = :by, changed_at = now()
    """
)
_DROP: Final = text(
    """
    DELETE FROM orders.answer_template
    WHERE tenant = :tenant AND source = :source AND language = :language AND name = :name
    """
)
_DAY: Final = date(2025, 10, 28)


@dataclass(frozen=True, slots=True)
class Shown:
    source: str
    language: Language
    name: str
    text: str
    ours: str
    own: bool
    fields: list[str]
    needs: list[str]
    missing: list[str]
    example: str


@dataclass(frozen=True, slots=True)
class SentenceTemplates:
    voices: Voices
    audit: Audit

    async def list(
        self, connection: AsyncConnection, acting: Actor, source: str, language: Language
    ) -> list[Shown]:
        """Raises TemplateUnknown."""
        acting.require(MANAGE_TEMPLATES)
        self._require_source(source)
        asked = {"tenant": acting.tenant, "source": source, "language": language}
        rows = await connection.execute(_OF_SOURCE, asked)
        own = {row.name: row.text for row in rows}
        return list(self._all(source, language, own))

    async def put(  # noqa: PLR0917 - what names a sentence, and what it shall say
        self,
        connection: AsyncConnection,
        acting: Actor,
        source: str,
        language: Language,
        name: str,
        written: str,
        *,
        preview: bool,
    ) -> Shown:
        """An empty text gives ours back. Raises TemplateUnknown, InvalidFields."""
        acting.require(MANAGE_TEMPLATES)
        self._require_source(source)
        if name not in SENTENCES:
            raise TemplateUnknown
        unknown = check(name, written).unknown
        if unknown:
            fields = ", ".join(f"{{{each}}}" for each in sorted(SENTENCES[name].fields)) or "–"
            wrong = FieldError("/text", "template_field", {"field": unknown[0], "fields": fields})
            raise InvalidFields([wrong])
        shown = self._shown(source, language, name, written or None)
        if preview:
            return shown
        row = {"tenant": acting.tenant, "source": source, "language": language, "name": name}
        if written:
            by = acting.id if acting.kind == "person" else None
            await connection.execute(_PUT, row | {"text": written, "by": by})
        else:
            await connection.execute(_DROP, row)
        await invalidate_after_commit(connection, templates_tag(acting.tenant))
        told = {"source": source, "language": language, "text": written}
        event = AuditEvent("template.change", f"template:{name}", payload=told)
        await self.audit.record(connection, event, actor=acting)
        return shown

    def _require_source(self, source: str) -> None:
        if source not in self.voices.sources:
            raise TemplateUnknown

    def _all(self, source: str, language: Language, own: Mapping[str, str]) -> Iterator[Shown]:
        for name in SENTENCES:
            yield self._shown(source, language, name, own.get(name))

    def _shown(self, source: str, language: Language, name: str, own: str | None) -> Shown:
        """Ours are those of the mapping, where it has any."""
        sentence, policy = SENTENCES[name], self.voices.policy(source)
        voice = voice_of(language, policy.address)
        ours = policy.texts.get(language, {}).get(name) or sentence.of(voice)
        written = own or ours
        said = Wording(language, voice, {name: written})
        return Shown(
            source,
            language,
            name,
            written,
            french(ours) if language == "fr" else ours,
            own is not None,
            sorted(sentence.fields),
            sorted(sentence.needs),
            list(check(name, written).missing),
            said.say(name, **_made_up(language, self.voices.example(source))),
        )


def _made_up(language: Language, number: str) -> dict[str, object]:
    """One value for every field that a sentence may have."""
    french_ = language == "fr"
    return {
        "number": number,
        "example": number,
        "status": "en production" if french_ else "in production",
        "statuses": "en production et expédiée" if french_ else "in production and dispatched",
        "since": on_day(_DAY, _DAY, language),
        "ordered": on_day(_DAY.replace(day=15), _DAY, language),
        "expected": on_day(_DAY.replace(day=29), _DAY, language),
        "opens": ("demain à 9 h" if french_ else "tomorrow at 09:00"),
        "days": days_counted(2, language),
        "steps": f"{short_day(_DAY, _DAY, language)} : en production",
        "copies": copies_counted(250, language),
        "designation": "Cartes de visite" if french_ else "Business cards",
        "time": "14\u00a0h\u00a002" if french_ else "14:02",
        "contact": "au 01 23 45 67 89" if french_ else "on 01 23 45 67 89",
        "count": 3,
        "orders": f"• {number}",
        "queue": "",
        "agent": "Camille",
    }
