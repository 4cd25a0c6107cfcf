"""How the built files travel."""

from __future__ import annotations

import pytest

from served import Served

from .conftest import ROOT

DIST = ROOT / "src/regie/webapp/dist"
ASSETS = DIST / "assets"
everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])


@everywhere
def test_an_asset_is_never_asked_for_again(site: Served) -> None:
    names = [path.name for path in ASSETS.iterdir() if path.suffix not in (".br", ".gz", ".zst")]
    with site.client() as client:
        said = {client.get(f"/assets/{name}").headers["cache-control"] for name in names}
    assert said == {"public, max-age=31536000, immutable"}


@everywhere
def test_the_page_itself_is_asked_for_each_time(site: Served) -> None:
    with site.client() as client:
        assert client.get("/orders").headers["cache-control"] == "no-cache"


@everywhere
def test_the_page_knows_where_it_stands(site: Served) -> None:
    with site.client() as client:
        assert f'<base href="{site.root_path}/">' in client.get("/orders").text


@pytest.mark.parametrize(("encoding", "suffix"), [("br", ".br"), ("gzip", ".gz")])
def test_a_compressed_asset_is_the_one_that_was_built(
    site: Served, encoding: str, suffix: str
) -> None:
    built = next(ASSETS.glob(f"index-*.js{suffix}"))
    with (
        site.client(**{"accept-encoding": encoding}) as client,
        client.stream("GET", f"/assets/{built.stem}") as answer,
    ):
        sent = b"".join(answer.iter_raw())
    assert (answer.headers["content-encoding"], sent) == (encoding, built.read_bytes())
