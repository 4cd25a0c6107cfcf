"""What is kept about whoever asks, and their own copy of it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import StreamingResponse

from regie.core.access import Actor
from regie.core.files import content_disposition
from regie.core.i18n import Language
from regie.core.web import SIGNED_IN, actor, api_router, transaction
from regie.identity.language import reader_language
from regie.identity.services import Services

from .schemas import MyPrivacy

_JSON: Final = "application/json"


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity/me", "identity", guard=SIGNED_IN)
    core, privacy = services.core, services.privacy
    begun = transaction(core.database)
    reads_in = reader_language(core.settings)

    @api.get("/privacy")
    async def show_my_privacy(language: Language = reads_in) -> MyPrivacy:
        """What is kept about oneself, why and how long."""
        return MyPrivacy(kept=privacy.kept(language))

    @api.get(
        "/data",
        response_class=StreamingResponse,
        responses={200: {"content": {_JSON: {"schema": {"type": "object"}}}}},
    )
    async def export_my_data(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> StreamingResponse:
        """Everything that is kept about oneself, as a file; not for machines."""
        await privacy.begin_export(connection, acting)
        return StreamingResponse(
            privacy.own_data(acting),
            media_type=_JSON,
            headers={
                "Content-Disposition": content_disposition(f"regie-{core.clock().date()}.json"),
                "Cache-Control": "private, no-store",
            },
        )

    return api
