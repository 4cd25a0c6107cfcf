"""The OpenAPI document: FastAPI's routes and the hot ones, all errors as problem details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import Parameter, Signature
from typing import Any, Final, cast

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel
from starlette.routing import compile_path

from regie.core.errors import RegieError
from regie.core.i18n import Catalogue

from .declared import ANY_OTHER, declared_errors, edge_errors, problem_responses
from .routes import HotRoute


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

Declared = Mapping[tuple[str, str], set[type[RegieError]]]
"""By path and method in small letters. Probes, which are asked before anything is refused, are
not in it."""


def openapi_document(
    api: FastAPI, hot: Iterable[HotRoute], catalogue: Catalogue, *, limited: bool
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
    declared = _declared(api, documented)
    for path, item in cast("Mapping[str, Mapping[str, Any]]", document["paths"]).items():
        for method, operation in item.items():
            _summarize(operation)
            errors = declared.get((path, method))
            if errors is not None:
                errors |= set(edge_errors(operation, limited=limited))
            _add_problems(operation, problem_responses(errors or (), catalogue))
    return document


def _declared(api: FastAPI, hot: Iterable[HotRoute]) -> Declared:
    found = {
        (route.path, route.method.lower()): set(route.errors) for route in hot if not route.probe
    }
    for context in iter_route_contexts(api.routes):
        if isinstance(context.original_route, APIRoute):
            errors = set(declared_errors(context.dependant))
            for method in context.methods or ():
                found[context.path_format or "/", method.lower()] = errors
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
    router.add_api_route(
        route.path,
        stub,
        methods=[route.method],
        operation_id=route.operation_id,
        summary=route.summary,
        tags=[route.tag],
        response_model=route.response,
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
