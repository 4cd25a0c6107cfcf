"""Sources over HTTP: examined, written to, and heard."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from regie.core.app import Core
from regie.core.errors import Unavailable
from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import Engine
from regie.core.web import (
    API,
    PUBLIC,
    api_router,
    body_limit,
    guarded,
    may_raise,
    requires,
)
from regie.identity.language import reader_language

from .changes import Changes
from .doctor import Doctor, Examination, sentence_of
from .errors import SourceUnknown, SourceUnsigned
from .permissions import READ_SOURCES
from .seen_mappings import SeenMappings, seen_mapping
from .service import OrderService
from .source_schemas import (
    ChangedOrders,
    ChangesHeard,
    Letter,
    SeenFinding,
    SeenSource,
    SeenSources,
    SeenStatus,
    SeenStatuses,
    SourceName,
)

_BODY_LIMIT_BYTES: Final = 128 * 1024
"""Twice what as many of the longest numbers take, every character of them escaped."""


def routes(core: Core, service: OrderService, doctor: Doctor, changes: Changes) -> APIRouter:
    api = api_router(f"{API}/orders", "orders", guard=requires(READ_SOURCES))
    spoken = reader_language(core.settings)

    @api.get("/statuses")
    @guarded(PUBLIC)
    async def list_order_statuses(language: Language = spoken) -> SeenStatuses:
        """What the status of an order may be, and what it is called."""
        return SeenStatuses(
            statuses=[
                SeenStatus(
                    status=status,
                    label=core.catalogue.text(f"orders.status.{status.value}", language, {}),
                    final=status.final,
                )
                for status in service.statuses()
            ]
        )

    @api.get("/sources")
    async def examine_sources(language: Language = spoken) -> SeenSources:
        """What stands between us and each source, found out now.

        A dozen statements on each one's catalogue; no row of theirs is read.
        """
        formats = {source.name: source.mapping.numbers.formats for source in service.sources}
        return SeenSources(
            sources=[
                _seen(each, formats[each.source], core.catalogue, language)
                for each in await doctor.examine()
            ]
        )

    @api.get("/sources/{source}/letter")
    @may_raise(SourceUnknown)
    async def write_letter(
        source: SourceName,
        language: Language | None = None,
        engine: Annotated[Engine | None, Query()] = None,
        readers: Language = spoken,
    ) -> Letter:
        """The request to the team that owns a source: account, rights, indexes, network, TLS.

        `language` is the letter's, else the reader's; `engine` says what a source will be that is
        connected to nothing yet.
        """
        chosen = language or readers
        return Letter(language=chosen, text=await doctor.letter(source, chosen, engine))

    @api.post("/sources/{source}/changed")
    @guarded(PUBLIC)
    @body_limit(_BODY_LIMIT_BYTES)
    @may_raise(SourceUnsigned, Unavailable)
    async def hear_changed_orders(
        source: SourceName, asked: ChangedOrders, request: Request
    ) -> ChangesHeard:
        """A source tells which orders have changed, signed as our webhooks are.

        The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard
        Webhooks, by the source's own secret. These orders are read anew from then on.
        """
        message = changes.admit(source, request.headers, await request.body())
        new = await changes.tell(source, message, asked.numbers)
        return ChangesHeard(heard=len(asked.numbers) if new else 0, repeated=not new)

    @api.get("/mappings")
    async def list_mappings(language: Language = spoken) -> SeenMappings:
        """How each source is read: its tables, columns, words and forms, and our share of it.

        As the files and settings say it; no source is asked, and no password is in it.
        """
        processes = core.settings.connecting_processes
        return SeenMappings(
            mappings=[
                seen_mapping(
                    source.mapping,
                    sized=core.settings.sizing(),
                    processes=processes,
                    label=lambda status: core.catalogue.text(
                        f"orders.status.{status.value}", language, {}
                    ),
                )
                for source in service.sources
            ]
        )

    return api


def _seen(
    examined: Examination, formats: tuple[str, ...], catalogue: Catalogue, language: Language
) -> SeenSource:
    return SeenSource(
        name=examined.source,
        engine=examined.engine,
        formats=list(formats),
        harmless=examined.harmless,
        findings=[
            SeenFinding(
                check=finding.check,
                verdict=finding.verdict,
                sentence=sentence_of(finding, catalogue, language),
                remedy=finding.remedy,
            )
            for finding in examined.findings
        ],
        took_ms=round(examined.took_ms, 1),
        examined_at=examined.at,
    )
