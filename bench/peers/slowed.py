"""One route of FastAPI without a limiter and with slowapi's: `python slowed.py CASE URL PORT`.

Its storage in Redis is synchronous, as slowapi's documentation has it. It has its own environment.
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address


async def hello(request: Request, response: Response) -> dict[str, str]:  # noqa: ARG001 - for slowapi
    return {"path": request.url.path}


def build(case: str, url: str) -> FastAPI:
    app = FastAPI()
    endpoint = hello
    if case != "plain":
        limiter = Limiter(
            key_func=get_remote_address,
            storage_uri=url,
            headers_enabled=case == "slowapi-headers",
        )
        app.state.limiter = limiter
        app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)  # pyright: ignore[reportArgumentType] - slowapi's own
        endpoint = limiter.limit("600000/minute")(hello)
    app.get("/api/v1/hello")(endpoint)
    return app


if __name__ == "__main__":
    case, url, port = sys.argv[1:]
    uvicorn.run(build(case, url), port=int(port), access_log=False, log_level="warning")
