"""Webhooks over HTTP: endpoints, what can be told, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.app import Core
from regie.core.i18n import Language, negotiate
from regie.core.input import Instant
from regie.core.web import (
    FieldError,
    InvalidFields,
    api_router,
    guarded,
    idempotent,
    may_raise,
    requires,
    transaction,
)
from regie.core.webhooks import (
    MAIN_TENANT,
    MOST_ENDPOINTS,
    MOST_REPLAYED,
    AddressNotAllowed,
    DeliveryNotFound,
    DeliveryWaits,
    EndpointLimit,
    EndpointNotFound,
    EndpointOff,
    EndpointReadOnly,
    State,
    Wanted,
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    find_delivery,
    find_endpoint,
    list_endpoints,
    page_of_deliveries,
    replay,
    replay_failed,
    rotate_secret,
    switch_endpoint,
)

from .acts import recorded
from .webhooks_schemas import (
    CURSOR_PATTERN,
    DeliveryInFull,
    EndpointDraft,
    EndpointWithSecret,
    Replayed,
    ReplayFailed,
    Rotation,
    Say,
    SeenDeliveries,
    SeenDelivery,
    SeenEndpoint,
    SeenEndpoints,
    SeenEvent,
    SeenEvents,
    Tested,
    cursor_of,
    position_of,
)

MOST_ON_A_PAGE: Final = 100

_TENANT: Final = MAIN_TENANT
"""Until people are signed in and belong to one."""

MANAGE: Final = requires("console.webhooks.manage")
REVOKE: Final = requires("console.webhooks.revoke")


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/console/webhooks",
        "console",
        guard=requires("console.webhooks.read"),
    )
    _endpoint_routes(api, core)
    _secret_routes(api, core)
    _event_routes(api, core)
    _delivery_routes(api, core)
    return api


def _language(core: Core) -> Any:
    def language(request: Request) -> Language:
        return negotiate(request.headers.get("accept-language"), core.settings.language)

    return Depends(language)


def _saying(core: Core) -> Any:
    def saying(language: Language = _language(core)) -> Say:
        return lambda code, params: core.catalogue.text(code, language, params)

    return Depends(saying)


def _accepted(core: Core) -> Any:
    """The body, once its address and its filters make sense. It asks DNS, so it stands before the
    transaction among a route's parameters."""

    async def accepted(draft: EndpointDraft) -> EndpointDraft:
        idle = set(core.webhooks.idle_filters(draft.events))
        wrong = [
            FieldError(f"/events/{index}", "webhooks_filter", {})
            for index, each in enumerate(draft.events)
            if each in idle
        ]
        try:
            await core.webhooks.check_address(draft.url)
        except AddressNotAllowed:
            wrong.insert(0, FieldError("/url", "webhooks_address", {}))
        if wrong:
            raise InvalidFields(wrong)
        return draft

    return Depends(accepted)


def _endpoint_routes(api: APIRouter, core: Core) -> None:
    begun = transaction(core.database)
    acted = recorded(core, begun)
    acted_once = recorded(core, idempotent(core.answers))
    accepted = _accepted(core)

    @api.get("/endpoints")
    async def list_webhook_endpoints(connection: AsyncConnection = begun) -> SeenEndpoints:
        """Who is told, the endpoints of the environment first."""
        found = await list_endpoints(connection, _TENANT)
        seen = [SeenEndpoint.of(each) for each in found]
        return SeenEndpoints(endpoints=seen, most=MOST_ENDPOINTS)

    @api.get("/endpoints/{id}")
    @may_raise(EndpointNotFound)
    async def show_webhook_endpoint(id: UUID, connection: AsyncConnection = begun) -> SeenEndpoint:  # noqa: A002
        """One endpoint."""
        return SeenEndpoint.of(await find_endpoint(connection, _TENANT, id))

    @api.put("/endpoints/{id}")
    @guarded(MANAGE)
    @may_raise(EndpointNotFound, EndpointReadOnly)
    async def change_webhook_endpoint(
        id: UUID,  # noqa: A002
        draft: EndpointDraft = accepted,
        connection: AsyncConnection = acted,
    ) -> SeenEndpoint:
        """Changes an endpoint.

        What waits goes to the new address.
        """
        return SeenEndpoint.of(await change_endpoint(connection, _TENANT, id, draft.as_draft()))

    @api.delete("/endpoints/{id}", status_code=204)
    @guarded(REVOKE)
    @may_raise(EndpointNotFound, EndpointReadOnly)
    async def delete_webhook_endpoint(id: UUID, connection: AsyncConnection = acted) -> None:  # noqa: A002
        """Deletes an endpoint.

        Its history stays until it is purged; what waits for it fails.
        """
        await delete_endpoint(connection, _TENANT, id)

    @api.post("/endpoints/{id}/enable")
    @guarded(MANAGE)
    @may_raise(EndpointNotFound, EndpointReadOnly)
    async def enable_webhook_endpoint(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = acted_once,
    ) -> SeenEndpoint:
        """Enables an endpoint, and forgets its failures so far."""
        return SeenEndpoint.of(await switch_endpoint(connection, _TENANT, id, on=True))

    @api.post("/endpoints/{id}/disable")
    @guarded(MANAGE)
    @may_raise(EndpointNotFound, EndpointReadOnly)
    async def disable_webhook_endpoint(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = acted_once,
    ) -> SeenEndpoint:
        """Disables an endpoint."""
        return SeenEndpoint.of(await switch_endpoint(connection, _TENANT, id, on=False))

    @api.post("/endpoints/{id}/test", status_code=202)
    @guarded(MANAGE)
    @may_raise(EndpointNotFound, EndpointOff)
    async def test_webhook_endpoint(
        id: UUID,  # noqa: A002
        say: Say = _saying(core),
        connection: AsyncConnection = acted_once,
    ) -> Tested:
        """Sends an endpoint the event `webhook.test`, whatever its filters say.

        The delivery tells how that went.
        """
        await find_endpoint(connection, _TENANT, id)
        text = say("webhooks.test_text", {})
        written = await core.webhooks.send_test(connection, id, text, tenant=_TENANT)
        return Tested(delivery_id=written.id)


def _secret_routes(api: APIRouter, core: Core) -> None:
    acted_once = recorded(core, idempotent(core.answers, secret=("secret",)))

    @api.post("/endpoints", status_code=201)
    @guarded(MANAGE)
    @may_raise(EndpointLimit)
    async def create_webhook_endpoint(
        draft: EndpointDraft = _accepted(core), connection: AsyncConnection = acted_once
    ) -> EndpointWithSecret:
        """Makes an endpoint.

        Its secret is shown this once.
        """
        vault = core.webhooks.vault
        made, secret = await create_endpoint(connection, vault, _TENANT, draft.as_draft())
        return EndpointWithSecret(endpoint=SeenEndpoint.of(made), secret=secret)

    @api.post("/endpoints/{id}/rotate")
    @guarded(REVOKE)
    @may_raise(EndpointNotFound, EndpointReadOnly)
    async def rotate_webhook_secret(
        id: UUID,  # noqa: A002
        rotation: Rotation,
        connection: AsyncConnection = acted_once,
    ) -> EndpointWithSecret:
        """Gives an endpoint a new secret.

        It is shown this once; until the overlap is over both sign.
        """
        overlap = timedelta(hours=rotation.overlap_hours)
        vault = core.webhooks.vault
        endpoint, secret = await rotate_secret(connection, vault, _TENANT, id, overlap)
        return EndpointWithSecret(endpoint=SeenEndpoint.of(endpoint), secret=secret)


def _event_routes(api: APIRouter, core: Core) -> None:
    @api.get("/events")
    async def list_webhook_events(language: Language = _language(core)) -> SeenEvents:
        """What can be told, with schemas and examples."""
        return SeenEvents(events=[SeenEvent.of(each, language) for each in core.webhooks.events])


def _delivery_routes(api: APIRouter, core: Core) -> None:
    begun = transaction(core.database)
    acted_once = recorded(core, idempotent(core.answers))
    saying = _saying(core)

    @api.get("/deliveries")
    async def list_webhook_deliveries(
        *,
        endpoint: UUID | None = None,
        event: Annotated[
            str | None, Query(max_length=128, pattern=r"^[^\x00-\x1F\x7F-\x9F]*$")
        ] = None,
        state: State | None = None,
        since: Instant | None = None,
        limit: Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)] = 50,
        cursor: Annotated[str | None, Query(pattern=CURSOR_PATTERN)] = None,
        say: Say = saying,
        connection: AsyncConnection = begun,
    ) -> SeenDeliveries:
        """Deliveries, the newest first."""
        found = await page_of_deliveries(
            connection,
            _TENANT,
            Wanted(endpoint, event, state, since),
            limit=limit + 1,
            after=None if cursor is None else position_of(cursor),
        )
        shown = found[:limit]
        return SeenDeliveries(
            deliveries=[SeenDelivery.of(sent, say) for sent in shown],
            next=cursor_of(shown[-1]) if len(found) > limit else None,
        )

    @api.get("/deliveries/{id}")
    @may_raise(DeliveryNotFound)
    async def show_webhook_delivery(
        id: UUID,  # noqa: A002
        say: Say = saying,
        connection: AsyncConnection = begun,
    ) -> DeliveryInFull:
        """One delivery, with its body and its attempts."""
        return DeliveryInFull.of(await find_delivery(connection, _TENANT, id), say)

    @api.post("/deliveries/{id}/replay", status_code=202)
    @guarded(MANAGE)
    @may_raise(DeliveryNotFound, DeliveryWaits, EndpointOff)
    async def replay_webhook_delivery(
        id: UUID,  # noqa: A002
        say: Say = saying,
        connection: AsyncConnection = acted_once,
    ) -> SeenDelivery:
        """Sends a delivery again.

        The same bytes under the same webhook-id: a receiver that has it already can tell.
        """
        await replay(connection, _TENANT, id)
        return SeenDelivery.of((await find_delivery(connection, _TENANT, id)).sent, say)

    @api.post("/endpoints/{id}/replay-failed", status_code=202)
    @guarded(MANAGE)
    @may_raise(EndpointNotFound)
    async def replay_failed_webhooks(
        id: UUID,  # noqa: A002
        wanted: ReplayFailed,
        connection: AsyncConnection = acted_once,
    ) -> Replayed:
        """Sends again all that failed for an endpoint since then, the oldest first."""
        await find_endpoint(connection, _TENANT, id)
        replayed = await replay_failed(connection, _TENANT, id, wanted.since)
        return Replayed(replayed=replayed, more=replayed == MOST_REPLAYED)
