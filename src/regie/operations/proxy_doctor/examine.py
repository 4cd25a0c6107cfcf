"""The whole examination: about ten requests through the proxy, and one upload."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from time import time
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec
from pydantic import SecretStr

from regie.core.web.proxy_check import CHECK_HEADER, PATH, STREAM_PATH, ProxyView, sign_check
from regie.operations.doctor import Finding
from regie.operations.proxy_doctor import judgements
from regie.operations.proxy_doctor.visitor import Answer, UnreachableError, Visitor

UPLOAD_BYTES: Final = 50 * 2**20
"""What deploy/nginx lets through."""

_FORGERIES: Final = {
    # Addresses for documentation (RFC 5737): nobody has them.
    "X-Forwarded-For": "198.51.100.7",
    "X-Real-IP": "198.51.100.8",
    "CF-Connecting-IP": "198.51.100.9",
}
Check = Callable[[], dict[str, str]]
"""Gives a fresh token: a slow upload may outlive one."""

_BASE: Final = re.compile(rb'<base href="([^"]*)/">')


def examine_proxy(
    url: str,
    *,
    secret_key: SecretStr,
    expected_address: str | None = None,
    upload_bytes: int = UPLOAD_BYTES,
    tls: ssl.SSLContext | None = None,
) -> list[Finding]:
    """What the proxy at `url`, the address that people open, gets wrong; what is right too.

    `secret_key` is the installation's: Régie shows what it sees to nobody else. `expected_address`
    is the public one of this machine, where it is known. Raises for nothing that a proxy does.
    """
    parts = urlsplit(url if "://" in url else f"https://{url}")
    parts = parts._replace(path=parts.path.rstrip("/"), query="", fragment="")
    visitor = Visitor(parts, tls or ssl.create_default_context())
    findings: list[Finding] = []
    try:
        findings.extend(_examine(visitor, secret_key, expected_address, upload_bytes))
    except UnreachableError as error:
        advice = f"open {url} in a browser: is it that one?"
        findings.append(Finding("proxy.reach", "fail", str(error), advice))
    return findings


def _examine(
    visitor: Visitor, secret_key: SecretStr, expected_address: str | None, upload_bytes: int
) -> Iterator[Finding]:
    url = visitor.url
    offset_s = 0.0

    def check() -> dict[str, str]:
        return {CHECK_HEADER: sign_check(secret_key, time() + offset_s)}

    answer = visitor.get(PATH, check())
    if answer.status == 404 and answer.date_s is not None:
        # Our clock may be the wrong one: once more, by the proxy's.
        offset_s = answer.date_s - time()
        answer = visitor.get(PATH, check())
    now_s = time() - answer.sent_s / 2
    view = _view(answer)
    if view is None:
        yield _without_view(answer, url)
        return
    yield (trust := judgements.judge_trust(view, url))
    yield judgements.judge_root_path(view.root_path, url, view.path)
    yield judgements.judge_cookies(view, answer.all("set-cookie"))
    yield judgements.judge_clock(view.time, answer.date_s, now_s)
    yield _upload(visitor, check, upload_bytes)
    if trust.status != "pass":
        for name in ("scheme", "host", "client_address", "forged_address", "stream"):
            yield _unknown(name, "the proxy is believed")
        return
    scheme, host = judgements.judge_scheme(view, url), judgements.judge_host(view, url)
    yield from (scheme, host)
    yield judgements.judge_address(view, expected_address)
    yield judgements.judge_forgeries(view, _forge(visitor, check))
    if scheme.status == host.status == "pass":
        yield judgements.judge_stream(*visitor.arrivals(STREAM_PATH, check()))
    else:
        yield _unknown("stream", "scheme and host are right")


def _upload(visitor: Visitor, check: Check, size_bytes: int) -> Finding:
    try:
        answer = visitor.upload(PATH, check(), size_bytes)
    except UnreachableError:
        return judgements.judge_upload(0, None, size_bytes)
    view = _view(answer)
    received_bytes = view.received_bytes if view else None
    return judgements.judge_upload(answer.status, received_bytes, size_bytes)


def _forge(visitor: Visitor, check: Check) -> dict[str, tuple[str, ProxyView]]:
    """A proxy that refuses a made-up header outright (Cloudflare does) has done its duty."""
    views = {
        header: (address, _view(visitor.get(PATH, {**check(), header: address})))
        for header, address in _FORGERIES.items()
    }
    return {header: (address, view) for header, (address, view) in views.items() if view}


def _view(answer: Answer) -> ProxyView | None:
    if answer.status != 200:
        return None
    try:
        return msgspec.json.decode(answer.body, type=ProxyView)
    except msgspec.DecodeError:
        return None


def _without_view(answer: Answer, url: SplitResult) -> Finding:
    page = _BASE.search(answer.body)
    if page is not None:
        # A path that Régie does not know as its own is one of the front end's pages.
        return judgements.judge_root_path(page[1].decode("utf-8", "replace"), url)
    name = "proxy.reach"
    match answer.status:
        case 404:
            seen = "no Régie here that this secret key opens, or its clock is a minute off"
            advice = "run this with the settings of the Régie behind the proxy; look at proxy_pass"
        case 502 | 503 | 504:
            seen = f"the proxy answers {answer.status}: it does not reach Régie"
            advice = "look at the upstream’s address and port, and at `regie doctor` there"
        case 301 | 302 | 307 | 308:
            seen = f"sent on to {answer.header('location')[:200]}"
            advice = "examine that address instead"
        case status:
            seen, advice = f"answered {status}, not by Régie", "look at proxy_pass"
    return Finding(name, "fail", seen, advice)


def _unknown(name: str, condition: str) -> Finding:
    return Finding(f"proxy.{name}", "unknown", f"not looked at until {condition}")
