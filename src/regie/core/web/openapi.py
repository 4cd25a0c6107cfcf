"""The OpenAPI document: FastAPI's routes and the hot ones, all errors as problem details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import Parameter, Signature
from typing import Any, Final, NamedTuple, cast

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response
from starlette.routing import compile_path

from regie.core.access import Permissions
from regie.core.errors import RegieError
from regie.core.i18n import Catalogue

from .declared import ANY_OTHER, declared_errors, edge_errors, problem_responses
from .documented_guards import SCHEMES, guard_errors, security_of
from .guards import PUBLIC, Guard
from .routes import HotRoute, StrictRoute


class FieldProblem(BaseModel):
    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457, with a stable code, the request's id and, for wrong values, which ones."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    request_id: str
    cf_ray: str | None = None
    errors: list[FieldProblem] | None = None


_FROM_FASTAPI: Final = ("HTTPValidationError", "ValidationError")
_EVENT: Final = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}


class Promised(NamedTuple):
    errors: set[type[RegieError]]
    guard: Guard
    probe: bool = False
    """Asked before anything is refused."""
    refusal: type[BaseModel] | None = None
    """In place of a problem."""


Declared = Mapping[tuple[str, str], Promised]
"""By path and method in small letters."""


def openapi_document(
    api: FastAPI,
    hot: Iterable[HotRoute],
    catalogue: Catalogue,
    permissions: Permissions,
    *,
    limited: bool,
) -> dict[str, Any]:
    """`limited`: whether requests meet limits."""
    stubs = APIRouter()
    documented = [route for route in hot if route.documented]
    for route in documented:
        _add_stub(stubs, route)
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=api.description,
        routes=[*api.routes, *stubs.routes],
        servers=api.servers,
    )
    _add_problem_schema(document)
    document["components"]["securitySchemes"] = SCHEMES
    declared = _declared(api, documented)
    for path, item in cast("Mapping[str, Mapping[str, Any]]", document["paths"]).items():
        for method, operation in item.items():
            _summarize(operation)
            errors, guard, probe, refusal = declared[path, method]
            if not probe:
                errors |= set(edge_errors(operation, limited=limited))
            errors |= set(guard_errors(guard, method, permissions))
            _add_problems(operation, problem_responses(errors, catalogue))
            if refusal is not None:
                _add_refusal(operation, refusal)
            operation["security"] = security_of(guard)
            if guard.permission is not None:
                operation["x-permission"] = guard.permission
    return document


def _declared(api: FastAPI, hot: Iterable[HotRoute]) -> Declared:
    found = {
        (route.path, route.method.lower()): Promised(
            set(route.errors), route.guard, route.probe, route.refusal
        )
        for route in hot
    }
    for context in iter_route_contexts(api.routes):
        route = context.original_route
        if isinstance(route, StrictRoute):
            promised = Promised(set(declared_errors(context.dependant)), route.guard or PUBLIC)
            for method in context.methods or ():
                found[context.path_format or "/", method.lower()] = promised
    return found


def _add_stub(router: APIRouter, route: HotRoute) -> None:
    """A route that only FastAPI's generator sees, with the signature the models imply."""

    def stub() -> None: ...

    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=str)
        for name in compile_path(route.path)[2]
    ]
    if route.request is not None:
        parameters.append(Parameter("body", Parameter.KEYWORD_ONLY, annotation=route.request))
    stub.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    responses: dict[int | str, dict[str, Any]] = {
        status: {"model": route.response} for status in route.also
    }
    if route.streams:
        responses[200] = {"content": {"text/event-stream": {"itemSchema": _EVENT}}}
    if route.refusal is not None:
        responses["default"] = {"model": route.refusal}
    router.add_api_route(
        route.path,
        stub,
        methods=[route.method],
        operation_id=route.operation_id,
        summary=route.summary,
        tags=[route.tag],
        response_model=route.response,
        response_class=JSONResponse if route.response or not route.streams else Response,
        responses=responses,
    )


def _add_problem_schema(document: dict[str, Any]) -> None:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _FROM_FASTAPI:
        schemas.pop(name, None)
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= made.pop("$defs") | {"Problem": made}


def _summarize(operation: dict[str, Any]) -> None:
    """The first paragraph of an endpoint's docstring in place of its name."""
    summary, _, rest = operation.pop("description", operation["summary"]).partition("\n\n")
    operation["summary"] = " ".join(summary.split()).removesuffix(".")
    if rest:
        operation["description"] = rest


def _add_problems(operation: dict[str, Any], problems: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)  # FastAPI's own, of another shape
    responses.update(problems)
    responses["default"] = ANY_OTHER


def _add_refusal(operation: dict[str, Any], refusal: type[BaseModel]) -> None:
    """Beside the problems: what is refused before anybody knows the route is one all the same."""
    schema = {"$ref": f"#/components/schemas/{refusal.__name__}"}
    for status, response in operation["responses"].items():
        if status != "200":
            content = {**response["content"], "application/json": {"schema": schema}}
            operation["responses"][status] = {**response, "content": content}
