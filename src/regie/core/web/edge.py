"""The edge: the one way in and out, in the order in which it is read here.

It is one object rather than a dozen middlewares because each layer of ASGI costs a frame, two
closures and a look at the headers per request, and because the order is then a page to read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from regie.core.access import Forbidden, NotSignedIn, StepUpRequired
from regie.core.errors import NotFound, RegieError
from regie.core.observe import ACCESS_LOG, Health, count_statements, get_logger, set_cause

from .admission import Admission
from .answer import Answer
from .body import Body
from .directory import Directory
from .errors import CrossOrigin, MethodNotAllowed
from .exchange import Exchange
from .failures import FailedRequest, OnFailure
from .framing import check_framing
from .headers import API_HEADERS, PAGE_HEADERS
from .hosts import HostRule
from .https import require_https
from .metrics import EdgeMetrics
from .options import EdgeOptions
from .overload import Gate
from .problems import Problems, as_regie_error
from .proxies import ProxyRule
from .refusals import RefusalLog
from .refused import OnRefusal, RefusedAccess
from .routes import HotRoute
from .sharing import Sharing

_log = get_logger(__name__)

SERVICE_UNAVAILABLE = 503
CLIENT_LEFT = 499
"""Nginx's number for a client that closed before its answer: logs and metrics only."""


class Edge:
    def __init__(
        self,
        *,
        options: EdgeOptions,
        directory: Directory,
        api: ASGIApp,
        pages: ASGIApp,
        problems: Problems,
        gate: Gate,
        metrics: EdgeMetrics,
        health: Health,
        admission: Admission,
        sharing: Sharing,
        on_failure: OnFailure,
        on_refusal: OnRefusal,
        openapi: Callable[[], dict[str, Any]],
    ):
        self._options = options
        self._root = options.root_path
        self._directory = directory
        self._api = api
        self._pages = pages
        self._problems = problems
        self._gate = gate
        self._metrics = metrics
        self._health = health
        self._admission = admission
        self._sharing = sharing
        self._on_failure = on_failure
        self._on_refusal = on_refusal
        self.openapi = openapi
        """Makes the description of the API; serves nobody and opens nothing."""
        self.draining = asyncio.Event()
        self._refusals = RefusalLog()
        self._proxies = ProxyRule(options.trusted_proxies)
        self._hosts = HostRule(options.allowed_hosts, options.environment)
        self._https_only = options.environment == "production"
        self._shows_statements = options.environment != "production"

    def drain(self) -> None:
        """Tells load balancers, by /readyz, and streams that this process is about to stop."""
        self._health.draining = True
        self.draining.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._api(scope, receive, send)
            return
        exchange = Exchange(scope, dict(scope["headers"]), self.draining, self._gate)
        scope["regie"] = exchange
        answer = Answer(send, exchange, API_HEADERS, shows_statements=self._shows_statements)
        with count_statements() as counter:
            try:
                await self._pass(scope, receive, answer, exchange)
            except ClientDisconnect:
                exchange.status = CLIENT_LEFT
            except Exception as error:  # noqa: BLE001  the last resort: nothing is above it
                await self._refuse(error, answer, exchange)
            exchange.statements = counter.count
        self._record(exchange)

    async def _pass(
        self, scope: Scope, receive: Receive, answer: Answer, exchange: Exchange
    ) -> None:
        # 1. Who asks: request id, client address, scheme and host as a trusted proxy saw them.
        seen = self._proxies.judge(scope, exchange.headers)
        exchange.adopt(seen)
        clear_contextvars()  # a pipelined request runs in the context of the one before it
        bind_contextvars(request_id=exchange.request_id)
        set_cause(lambda: exchange.route)
        if exchange.cf_ray is not None:
            bind_contextvars(cf_ray=exchange.cf_ray)
        # 2. Where to: below the root path.
        self._locate(scope, exchange)
        route = self._directory.hot(exchange.path, exchange.method, scope)
        exchange.reshape = (
            self._directory.reshape(exchange.path) if route is None else route.reshape
        )
        # 3. Whether it is one request, whole and readable.
        check_framing(scope, exchange.headers)
        # 4. Whether it is for us, and safe on the way here.
        if route is None or not route.probe:
            host = seen.host.encode() if seen.host is not None else exchange.headers.get(b"host")
            self._hosts.check(host, from_loopback=exchange.client.loopback)
            exchange.host = (host or b"").decode()
            if self._https_only:
                require_https(exchange, scope)
            if seen.scheme is not None or seen.host is not None:
                _rewrite(scope, exchange)
            await self._sharing.judge(exchange)
        # 5. Whether it may, and whether there is room; then the work. HEAD is GET without the body,
        #    which stays here.
        if exchange.method == "HEAD":
            scope = {**scope, "method": "GET"}
        if route is not None:
            await self._serve_hot(route, scope, receive, answer, exchange)
        else:
            await self._serve(scope, receive, answer, exchange)

    def _locate(self, scope: Scope, exchange: Exchange) -> None:
        """A proxy may strip the root path or leave it: both are answered, with full links."""
        path: str = scope["path"]
        root = self._root
        if root:
            if path.startswith(root):
                path = path[len(root) :] or "/"
                if path[0] != "/":
                    raise NotFound
            scope["root_path"] = root
            scope["path"] = root + path
        exchange.path = path
        exchange.root_path = root

    async def _serve_hot(
        self,
        route: HotRoute,
        scope: Scope,
        receive: Receive,
        answer: Answer,
        exchange: Exchange,
    ) -> None:
        exchange.route = route.path
        exchange.body_limit_bytes = route.body_limit_bytes
        if route.probe:
            exchange.quiet = True
            response = await route.handler(Request(scope, receive))
            await response(scope, receive, answer.send)
            return
        await self._admission.admit(exchange, route.path, route.guard, limited=route.limited)
        receive = await self._enter(receive, exchange)
        try:
            response = await route.handler(Request(scope, receive))
            await response(scope, receive, answer.send)
        finally:
            self._leave(exchange)

    async def _serve(
        self, scope: Scope, receive: Receive, answer: Answer, exchange: Exchange
    ) -> None:
        if exchange.method == "OPTIONS":
            await self._tell_methods(answer, exchange)
            return
        page = self._directory.is_page(exchange.path)
        if page:
            if scope["method"] != "GET":
                raise MethodNotAllowed(self._directory.allowed(exchange.path))
            answer.defaults = PAGE_HEADERS
            exchange.route = "pages"
        else:
            template, guard = self._directory.api(exchange.path, scope["method"])
            await self._admission.admit(exchange, template, guard)
        receive = await self._enter(receive, exchange)
        try:
            await (self._pages if page else self._api)(scope, receive, answer.send)
        except HTTPException as error:
            raise self._routing_error(error, exchange) from error
        finally:
            if not page and "route" in scope:
                exchange.route = scope["route"].path_format
            self._leave(exchange)

    async def _enter(self, receive: Receive, exchange: Exchange) -> Receive:
        """Takes a place at the gate, after a small body has arrived: waiting for it is no work."""
        headers = exchange.headers
        if b"content-length" in headers or b"transfer-encoding" in headers:
            body = Body(receive, exchange, self._gate, self._options.body_limit_bytes)
            await body.fetch_ahead()
            receive = body.receive
        if not self._gate.try_enter():
            await self._gate.enter()
        return receive

    def _leave(self, exchange: Exchange) -> None:
        if exchange.streaming:
            self._gate.end_stream(exchange.stream_of)
        else:
            self._gate.leave()

    async def _tell_methods(self, answer: Answer, exchange: Exchange) -> None:
        allowed = self._directory.allowed(exchange.path)
        if not allowed:
            raise NotFound
        headers = [(b"allow", ", ".join(sorted(allowed)).encode())]
        await answer.send({"type": "http.response.start", "status": 204, "headers": headers})
        await answer.send({"type": "http.response.body", "body": b""})

    def _routing_error(self, error: HTTPException, exchange: Exchange) -> Exception:
        """FastAPI names one route's methods when several share the path; here are all of them."""
        if error.status_code not in (404, 405):
            return error
        allowed = self._directory.allowed(exchange.path)
        if not allowed or exchange.method in allowed:
            return NotFound()
        return MethodNotAllowed(allowed)

    async def _refuse(self, error: Exception, answer: Answer, exchange: Exchange) -> None:
        known = as_regie_error(error)
        if known is None:
            _log.error("request_failed", route=exchange.route, exc_info=error)
            known = RegieError()
        elif isinstance(known, NotSignedIn | Forbidden | StepUpRequired | CrossOrigin):
            self._note_refused(known, exchange)
        elif known.status >= 500:
            self._refusals.note(known)
            if known.status == SERVICE_UNAVAILABLE:
                exchange.quiet = True
                exchange.hold_off()
        if known.status >= 500:
            self._on_failure(
                FailedRequest(
                    exchange.method,
                    exchange.route,
                    known.status,
                    known.code,
                    exchange.request_id,
                    exchange.tenant,
                )
            )
        if answer.begun:
            return  # half an answer is out: the server closes the connection, which says so
        instance = quote(self._root + exchange.path)
        status, headers, body = self._problems.render(known, exchange, instance)
        answer.defaults = API_HEADERS
        await answer.send({"type": "http.response.start", "status": status, "headers": headers})
        await answer.send({"type": "http.response.body", "body": body})

    def _note_refused(self, error: RegieError, exchange: Exchange) -> None:
        self._metrics.refused_access(error.code)
        if exchange.actor is not None:
            self._on_refusal(
                RefusedAccess(exchange.actor, exchange.method, exchange.route, error.code)
            )

    def _record(self, exchange: Exchange) -> None:
        elapsed_s = perf_counter() - exchange.started
        self._metrics.record(exchange, elapsed_s)
        if self._options.access_log and not exchange.quiet:
            ACCESS_LOG.record(
                route=exchange.route,
                method=exchange.method,
                status=exchange.status,
                elapsed_s=elapsed_s,
                sql=exchange.statements,
                client=exchange.client.key,
                request_id=exchange.request_id,
                cf_ray=exchange.cf_ray,
                actor=None if exchange.actor is None else exchange.actor.key,
            )


def _rewrite(scope: Scope, exchange: Exchange) -> None:
    """Makes Starlette's own `request.url` and `request.client` tell what the proxy saw."""
    scope["scheme"] = exchange.scheme
    scope["client"] = (exchange.client.address, 0)
    others = [header for header in scope["headers"] if header[0] != b"host"]
    scope["headers"] = [(b"host", exchange.host.encode()), *others]
