"""How an app declares what it serves.

Ordinary routes are FastAPI's, on a router from `api_router`. The few hot ones are `HotRoute`s: the
edge finds them in a dictionary and calls them with Starlette's request, for a third of the cost;
they stand in the OpenAPI document all the same, made from the same models.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeVar

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from regie.core.errors import RegieError

from .errors import FieldError, InvalidFields
from .exchange import Reshape, exchange_of
from .guards import Guard, guard_of
from .idempotent import Replayed
from .json_body import parse_json, require_json
from .problems import from_validation
from .sharing import Shared

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handler = Callable[[Request], Awaitable[Response]]
Model = TypeVar("Model", bound=BaseModel)
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])

API = "/api/v1"


@dataclass(frozen=True, slots=True)
class HotRoute:
    method: Method
    path: str
    """Below the root path, with `{name}` for what varies: found in `request.path_params`."""
    handler: Handler
    operation_id: str
    summary: str
    tag: str
    request: type[BaseModel] | None = None
    response: Any = None
    """The type of the 200 answer, for the document; the handler itself answers in bytes."""
    errors: tuple[type[RegieError], ...] = ()
    """The route's own, for the document; what the edge may answer anywhere stands there anyway."""
    streams: bool = False
    """Its 200 answer is server-sent events, for the document; with a `response`, either."""
    also: tuple[int, ...] = ()
    """Statuses besides 200 that answer with `response` too."""
    body_limit_bytes: int | None = None
    probe: bool = False
    """Asked by machines about this process: no gate, any host, plain HTTP, no access log."""
    documented: bool = True
    limited: bool = True
    """False where the handler asks the limiter itself, by what it alone can tell of who comes."""
    reshape: Reshape | None = None
    """Of its refusals, the edge's as well, where clients expect another shape than a problem."""
    refusal: type[BaseModel] | None = None
    """The shape of what `reshape` makes, for the document."""
    guard: Guard = field(kw_only=True)
    """Not asked of a probe."""


@dataclass(frozen=True, slots=True)
class Routes:
    """What an app serves; paths are whole (`/api/v1/orders/track`)."""

    api: tuple[APIRouter, ...] = ()
    hot: tuple[HotRoute, ...] = ()
    refusals: Mapping[str, Reshape] = field(default_factory=dict[str, Reshape])
    """By first segment of the path: the shape of what is refused below it where nothing is."""
    shared: tuple[Shared, ...] = ()
    """What pages of other origins may ask."""


async def read_json(request: Request, model: type[Model]) -> Model:
    """The body as a model. Raises what `JsonRequest` raises, and InvalidFields for its shape."""
    body = await request.body()
    if not body:
        raise InvalidFields([FieldError("", "missing", {})])
    require_json(exchange_of(request.scope).headers.get(b"content-type"))
    try:
        return model.model_validate(parse_json(body))
    except ValidationError as error:
        raise from_validation(error) from error


class JsonRequest(Request):
    """A request whose body was read strictly before FastAPI could read it in its own way."""

    async def read(self) -> None:
        """Raises JsonExpected, BodyTooLarge, one of the Json… errors, or ClientDisconnect."""
        if await self.body():
            require_json(exchange_of(self.scope).headers.get(b"content-type"))
            self._json = parse_json(await self.body())


class StrictRoute(APIRoute):
    default_guard: ClassVar[Guard | None] = None
    """Of its router."""

    @property
    def guard(self) -> Guard | None:
        return guard_of(self.endpoint) or self.default_guard

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        limit: int | None = getattr(self.endpoint, "body_limit_bytes", None)
        reads_json = self.body_field is not None
        guard = self.guard

        async def read_then_handle(request: Request) -> Response:
            exchange = exchange_of(request.scope)
            if exchange.guard != guard:  # the edge looked for another route than FastAPI found
                raise RuntimeError(f"{self.path_format} was reached past its guard")
            exchange.body_limit_bytes = limit
            if reads_json:
                request = JsonRequest(request.scope, request.receive)
                await request.read()
            try:
                response = await handle(request)
            except Replayed as replayed:
                exchange.replayed = True
                return replayed.response()
            if exchange.before_commit is not None:
                exchange.before_commit(response)
            return response

        return read_then_handle


def api_router(prefix: str, tag: str, *, guard: Guard | None = None) -> APIRouter:
    """A router whose routes read JSON strictly and have a guard, by default the given one;
    `build_app` takes no other kind."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        route_class=type("GuardedRoute", (StrictRoute,), {"default_guard": guard}),
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )


def body_limit(limit_bytes: int) -> Callable[[Endpoint], Endpoint]:
    """Gives one endpoint another limit than the installation's."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.body_limit_bytes = limit_bytes  # type: ignore[attr-defined]
        return endpoint

    return declare
