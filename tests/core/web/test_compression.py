"""Answers are made smaller when the client can read that, and only then."""

from __future__ import annotations

import zlib

import brotli
import httpx
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from regie.core.web.compression import ENCODINGS, OFF_LOOP_BYTES, negotiate_encoding

from .conftest import Served

UNPACK = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "br": brotli.decompress,
    "gzip": lambda body: zlib.decompress(body, wbits=31),
}
TEXT = "/api/v1/things/text/5000"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (None, None),
        (b"", None),
        (b"identity", None),
        (b"gzip", "gzip"),
        (b"gzip, deflate, br, zstd", "zstd"),
        (b"gzip, deflate, br", "br"),
        (b"zstd;q=0.5, br;q=0.8, gzip;q=0.8", "br"),
        (b"zstd;q=0, br;q=0, gzip;q=1.0", "gzip"),
        (b"*", "zstd"),
        (b"*;q=0.5, zstd;q=0", "br"),
        (b"*;q=0", None),
        (b"gzip;q=0", None),
        (b"GZIP ; Q=1", "gzip"),
        (b"gzip;q=nonsense", None),
        (b"gzip;q=2", None),
        (b"gzip;q=nan", None),
        (b"x-unknown", None),
    ],
)
def test_negotiates(accepted: bytes | None, encoding: str | None) -> None:
    assert negotiate_encoding(accepted) == encoding


@given(st.binary(max_size=300))
def test_any_header_gives_an_encoding_we_have_or_none(accepted: bytes) -> None:
    assert negotiate_encoding(accepted) in (*ENCODINGS, None)


@given(
    st.dictionaries(
        st.sampled_from([*ENCODINGS, "identity", "deflate"]), st.integers(0, 1000), min_size=1
    )
)
def test_takes_the_best_liked_and_never_a_refused_one(likings: dict[str, int]) -> None:
    header = ", ".join(f"{coding};q={quality / 1000}" for coding, quality in likings.items())
    chosen = negotiate_encoding(header.encode())
    best = max(likings.get(coding, 0) for coding in ENCODINGS)
    assert (likings[chosen] == best > 0) if chosen else best == 0


def raw(served: Served, path: str, accepted: str, method: str = "GET") -> httpx.Response:
    with (
        served.client(**{"Accept-Encoding": accepted}) as client,
        client.stream(method, path) as answer,
    ):
        answer._content = b"".join(answer.iter_raw())
        return answer


@pytest.mark.parametrize("size", [5000, OFF_LOOP_BYTES * 2])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_compressed_answer_is_the_answer(served: Served, encoding: str, size: int) -> None:
    answer = raw(served, f"/api/v1/things/text/{size}", encoding)
    assert answer.headers["content-encoding"] == encoding
    assert UNPACK[encoding](answer.content) == b"a" * size


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_headers_fit_the_compressed_answer(served: Served, method: str) -> None:
    answer = raw(served, f"{TEXT}?etag=%22abc%22", "br", method)
    length = len(raw(served, TEXT, "br").content)
    assert (answer.headers["content-length"], answer.headers["etag"], answer.headers["vary"]) == (
        str(length), 'W/"abc"', "Accept-Encoding",
    )  # fmt: skip


def test_what_could_be_compressed_varies_even_when_it_is_not(served: Served) -> None:
    answer = raw(served, TEXT, "identity")
    assert ("content-encoding" in answer.headers, answer.headers["vary"]) == (
        False,
        "Accept-Encoding",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/things/text/499",
        "/api/v1/things/image",
        "/api/v1/things/text/5000?secret=true",
        "/api/v1/things/events?count=100",
    ],
)
def test_is_left_as_it_is(served: Served, path: str) -> None:
    assert "content-encoding" not in raw(served, path, "gzip, br, zstd").headers


def test_an_event_stream_is_not_held_back_by_proxies(client: httpx.Client) -> None:
    headers = client.get("/api/v1/things/events").headers
    assert (headers["x-accel-buffering"], headers["cache-control"]) == ("no", "no-store")


def test_problems_are_compressed_like_answers(served: Served) -> None:
    long_path = "/api/v1/nowhere/" + "a" * 600
    assert raw(served, long_path, "gzip").headers["content-encoding"] == "gzip"
