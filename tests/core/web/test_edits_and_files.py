"""Edits that say which state they are of, and files as bodies, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from fastapi import Request
from starlette.responses import Response

from regie.core.files import FILES_MESSAGES, PDF, Download, FileLimits, FileMissing, MemoryStore
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health
from regie.core.web import (
    PUBLIC,
    UPLOAD_ERRORS,
    WEB_MESSAGES,
    ChangedMeanwhile,
    EdgeOptions,
    Routes,
    api_router,
    body_limit,
    build_app,
    etag,
    file_answer,
    if_match,
    may_raise,
    received_file,
)

from .conftest import Served, running
from .sample import about

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VERSION = 7


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    router = api_router("/api/v1", "tests", guard=PUBLIC)
    store = MemoryStore()

    @router.put("/thing", status_code=204)
    async def change(version: int = if_match) -> Response:
        if version != VERSION:
            raise ChangedMeanwhile
        return Response(status_code=204, headers={"ETag": etag(version + 1)})

    @router.post("/files")
    @body_limit(2_000)
    @may_raise(*UPLOAD_ERRORS)
    async def take(request: Request, name: str) -> dict[str, object]:
        limits = FileLimits(size_bytes=1_000)
        taken = await received_file(request, store, name=name, accepted=[PDF], limits=limits)
        return {"digest": taken.digest, "name": taken.name}

    @router.get("/files/{digest}")
    @may_raise(FileMissing)
    async def give(digest: str) -> Response:
        return await file_answer(store, Download(digest, "Relevé d’été.pdf", "application/pdf"))

    app = build_app(
        [Routes(api=(router,))],
        EdgeOptions(environment="development", trusted_proxies=(ip_network("127.0.0.1/32"),)),
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, FILES_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
    )
    with running(app) as served:
        yield served


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"7"', 204),
        ('"6"', 412),
        ("7", 412),
        ("*", 412),
        ('W/"7"', 204),
        ('"²"', 412),
        ('"99999999999999999999"', 412),
        (None, 428),
    ],
)
def test_a_change_is_made_of_the_state_that_was_read_only(
    served: Served, header: str | None, status: int
) -> None:
    headers = {} if header is None else {"If-Match": header.encode("utf-8")}
    with served.client() as client:
        assert client.put("/api/v1/thing", headers=headers).status_code == status


def test_the_changed_state_has_an_etag_of_its_own(served: Served) -> None:
    with served.client() as client:
        answer = client.put("/api/v1/thing", headers={"If-Match": '"7"'})
    assert answer.headers["etag"] == '"8"'


def sent(served: Served, content: bytes, **headers: str) -> int:
    with served.client() as client:
        return client.post(
            "/api/v1/files?name=a.pdf",
            content=content,
            headers={"Content-Type": "application/pdf", **headers},
        ).status_code


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (A_PDF, {}, 200),
        (A_PDF + b"%" * 1_000, {}, 413),
        (A_PDF + b"%" * 3_000, {}, 413),
        (b"<html>", {}, 415),
        (A_PDF, {"Content-Type": "text/html"}, 415),
        (A_PDF, {"Content-Encoding": "gzip"}, 415),
    ],
)
def test_a_file_is_taken_or_refused(
    served: Served, content: bytes, headers: dict[str, str], status: int
) -> None:
    assert sent(served, content, **headers) == status


def test_what_was_taken_comes_back_to_be_saved(served: Served) -> None:
    with served.client() as client:
        digest = client.post(
            "/api/v1/files?name=a.pdf", content=A_PDF, headers={"Content-Type": "application/pdf"}
        ).json()["digest"]
        answer = client.get(f"/api/v1/files/{digest}")
    assert (answer.content, answer.headers["content-disposition"].split(";")[0]) == (
        A_PDF,
        "attachment",
    )


def test_a_file_that_is_not_there_is_a_404(served: Served) -> None:
    with served.client() as client:
        assert client.get(f"/api/v1/files/{'0' * 64}").status_code == 404
