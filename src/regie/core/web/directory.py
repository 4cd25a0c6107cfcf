"""Which route answers a path, and behind which guard: hot ones by dictionary, the API by FastAPI,
the rest by the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from re import Pattern
from typing import Final, NamedTuple

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path
from starlette.types import Scope

from regie.core.access import Permissions

from .exchange import Reshape
from .guards import PUBLIC, Guard
from .routes import HotRoute, StrictRoute

PAGE_METHODS: Final = frozenset(("GET", "HEAD", "OPTIONS"))

_ByMethod = dict[str, HotRoute]


class ApiRoute(NamedTuple):
    pattern: Pattern[str]
    methods: frozenset[str]
    template: str
    guard: Guard


class Directory:
    def __init__(
        self,
        hot: Iterable[HotRoute],
        api: FastAPI,
        permissions: Permissions,
        refusals: Mapping[str, Reshape],
    ):
        self._refusals = refusals
        self._exact: dict[str, _ByMethod] = {}
        self._patterns: dict[str, tuple[Pattern[str], _ByMethod]] = {}
        for route in hot:
            self._add(route)
        self._api = list(_api_routes(api))
        require_declared((route.guard for route in (*hot, *self._api)), permissions)
        served = [route.path for route in hot]
        served += [context.path or "/" for context in iter_route_contexts(api.routes)]
        self._reserved = frozenset(path.split("/")[1] for path in served) | {"api"}

    def _add(self, route: HotRoute) -> None:
        if "{" in route.path:
            pattern = compile_path(route.path)[0]
            methods = self._patterns.setdefault(route.path, (pattern, {}))[1]
        else:
            methods = self._exact.setdefault(route.path, {})
        if route.method in methods:
            raise ValueError(f"declared twice: {route.method} {route.path}")
        methods[route.method] = route

    def hot(self, path: str, method: str, scope: Scope) -> HotRoute | None:
        """Sets `path_params`. HEAD finds the route of GET."""
        method = "GET" if method == "HEAD" else method
        methods = self._exact.get(path)
        if methods is not None and method in methods:
            return methods[method]
        for pattern, by_method in self._patterns.values():
            match = pattern.match(path)
            if match is not None and method in by_method:
                scope["path_params"] = match.groupdict()
                return by_method[method]
        return None

    def api(self, path: str, method: str) -> tuple[str, Guard]:
        """The template and the guard of the API's route that FastAPI is going to find. Where there
        is none it says so to everybody: 404, or 405 under the template of another method."""
        template = "unmatched"
        for route in self._api:
            if route.pattern.match(path):
                if method in route.methods:
                    return route.template, route.guard
                template = route.template
        return template, PUBLIC

    def is_page(self, path: str) -> bool:
        """Whether the front end answers here: nothing else is served below the first segment."""
        return path.split("/", 2)[1] not in self._reserved

    def reshape(self, path: str) -> Reshape | None:
        """Of what is refused where there is no hot route."""
        return self._refusals.get(path.split("/", 2)[1])

    def allowed(self, path: str) -> frozenset[str]:
        """The methods of a path, HEAD and OPTIONS included; none when nothing is there."""
        if self.is_page(path):
            return PAGE_METHODS
        methods = set(self._exact.get(path, ()))
        for pattern, by_method in self._patterns.values():
            if pattern.match(path):
                methods.update(by_method)
        for route in self._api:
            if route.pattern.match(path):
                methods |= route.methods
        if not methods:
            return frozenset()
        return frozenset(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set()))


def _api_routes(api: FastAPI) -> Iterator[ApiRoute]:
    """Raises TypeError for a route that would read JSON in another way than everybody, and for one
    without a guard."""
    for context in iter_route_contexts(api.routes):
        route = context.original_route
        if not isinstance(route, StrictRoute):
            raise TypeError(f"{context.path} is not on a router that `api_router` made")
        if route.guard is None:
            raise TypeError(f"{context.path} has no guard: say PUBLIC where it is for everybody")
        yield ApiRoute(
            context.path_regex,
            frozenset(context.methods or ()),
            context.path_format or "/",
            route.guard,
        )


def require_declared(guards: Iterable[Guard], permissions: Permissions) -> None:
    """Raises ValueError for a permission that no app declares: nobody would ever have it."""
    for guard in guards:
        if guard.permission is not None and guard.permission not in permissions:
            raise ValueError(f"no app declares the permission {guard.permission}")
