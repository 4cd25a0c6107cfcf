"""The OpenAPI document: FastAPI's routes and the hot ones, all errors as problem details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import Parameter, Signature
from typing import Any, Final, cast

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.routing import compile_path

from .problems import MEDIA_TYPE
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


_PROBLEM: Final = {
    "description": "Problem",
    "content": {MEDIA_TYPE.decode(): {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_FROM_FASTAPI: Final = ("HTTPValidationError", "ValidationError")


def openapi_document(api: FastAPI, hot: Iterable[HotRoute]) -> dict[str, Any]:
    declared = APIRouter()
    for route in hot:
        if route.documented:
            _declare(declared, route)
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=api.description,
        routes=[*api.routes, *declared.routes],
        servers=api.servers,
    )
    _all_errors_are_problems(document)
    return document


def _declare(router: APIRouter, route: HotRoute) -> None:
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
        error.status: dict(_PROBLEM) for error in route.errors
    }
    responses |= {status: {"model": route.response} for status in route.also}
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


def _all_errors_are_problems(document: dict[str, Any]) -> None:
    """FastAPI documents its own 422; here every error of every operation is a Problem."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _FROM_FASTAPI:
        schemas.pop(name, None)
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= made.pop("$defs") | {"Problem": made}
    for path in cast("Mapping[str, Mapping[str, Any]]", document["paths"]).values():
        for operation in path.values():
            responses = operation["responses"]
            if "422" in responses:
                responses["422"] = _PROBLEM
            responses["default"] = _PROBLEM
