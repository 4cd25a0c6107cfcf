"""The built front end, as it is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest

from regie.core.web import EdgeOptions

from .conftest import Serve, Served, running
from .sample import sample_app

PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body></body></html>'
SCRIPT = "console.log('régie');" * 100


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("webapp") / "dist"
    (root / "assets").mkdir(parents=True)
    (root / ".vite").mkdir()
    (root / "index.html").write_text(PAGE)
    (root / "index.html.br").write_bytes(b"stale")
    (root / "theme.js").write_text("1")
    (root / "widget.js").write_text("2")
    (root / "assets" / "app-abc123.js").write_text(SCRIPT)
    (root / "assets" / "app-abc123.js.br").write_bytes(brotli.compress(SCRIPT.encode()))
    (root / ".vite" / "manifest.json").write_text("{}")
    (root / ".stamp").write_text("x")
    (root.parent / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    return root


@pytest.fixture(scope="module", params=["", "/mppeep"])
def site(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Served, str]]:
    options = EdgeOptions(environment="development", root_path=request.param)
    with running(sample_app(options, webapp=folder)) as served:
        yield served, request.param


def get(site: tuple[Served, str], path: str, method: str = "GET", **headers: str) -> httpx.Response:
    served, root = site
    with served.client(**headers) as client:
        return client.request(method, root + path)


Site = tuple[Served, str]


@pytest.mark.parametrize("path", ["/", "/index.html", "/orders/CL-1", "/health", "/a/b/c/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_page_is_the_start_page(site: Site, path: str, method: str) -> None:
    answer = get(site, path, method)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_base_is_the_root_path(site: Site) -> None:
    assert f'<head><base href="{site[1]}/">' in get(site, "/orders").text


def test_no_header_writes_into_the_page(site: Site) -> None:
    forged = {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.com"}
    assert "evil" not in get(site, "/", **forged).text


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip", "identity"])
def test_the_start_page_is_the_same_in_every_encoding(site: Site, encoding: str) -> None:
    answer = get(site, "/", **{"Accept-Encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert "<base" in answer.text


def test_hashed_files_are_kept_for_a_year(site: Site) -> None:
    answer = get(site, "/assets/app-abc123.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_other_files_are_asked_for_again(site: Site) -> None:
    answer = get(site, "/theme.js")
    assert (answer.text, answer.headers["cache-control"]) == ("1", "no-cache")


@pytest.mark.parametrize(("accepted", "sent"), [("br, gzip", "br"), ("gzip", None)])
def test_files_go_out_as_they_were_compressed_at_build(
    site: Site, accepted: str, sent: str | None
) -> None:
    answer = get(site, "/assets/app-abc123.js", **{"Accept-Encoding": accepted})
    assert (answer.text, answer.headers.get("content-encoding"), answer.headers["vary"]) == (
        SCRIPT, sent, "Accept-Encoding",
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/assets/app-abc123.js"])
def test_a_known_file_is_not_sent_again(site: Site, path: str) -> None:
    etag = get(site, path).headers["etag"]
    answer = get(site, path, **{"If-None-Match": f'"other", W/{etag}'})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/.vite/manifest.json",
        "/.stamp",
        "/assets/missing.js",
        "/assets/app-abc123.js.br",
        "/index.html.br",
        "/link.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%5c..%5csecret.txt",
        "//etc/passwd.txt",
        "/api/none",
        "/order/none",
    ],
)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    served, root = site
    request = f"GET {root}{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = served.say(request.encode())
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"secret\n" not in answer


def test_without_a_build_a_page_says_what_to_do(serve: Serve, tmp_path: Path) -> None:
    with serve(webapp=tmp_path).client() as client:
        answer = client.get("/")
    assert (answer.status_code, "make run" in answer.text) == (503, True)


def test_a_build_that_comes_later_is_found(serve: Serve, tmp_path: Path) -> None:
    with serve(webapp=tmp_path).client() as client:
        client.get("/")
        (tmp_path / "index.html").write_text(PAGE)
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/widget.js", ("*", "cross-origin", "public, max-age=300, stale-while-revalidate=86400")),
        ("/theme.js", (None, "same-origin", "no-cache")),
    ],
)
def test_pages_of_other_origins_load_the_widget_and_nothing_else(
    site: tuple[Served, str], path: str, said: tuple[str | None, ...]
) -> None:
    headers = get(site, path).headers
    names = "access-control-allow-origin", "cross-origin-resource-policy", "cache-control"
    assert tuple(headers.get(name) for name in names) == said
