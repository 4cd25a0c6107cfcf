"""What one observation says: pure functions from what was seen on both sides to findings."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import SplitResult

from regie.core.web.proxy_check import COOKIE, STREAM_EVENTS, STREAM_INTERVAL_S, ProxyView
from regie.operations.doctor import Finding
from regie.operations.proxy_doctor import remedies

CLOCK_TOLERANCE_S = 5.0
"""The Date header has whole seconds, and a slow line takes some: less could not be told apart."""

_ADDRESS_HEADERS = ("x-real-ip", "x-forwarded-for", "cf-connecting-ip")
_TRACES = (*_ADDRESS_HEADERS, "x-forwarded-proto", "x-forwarded-host", "forwarded")


def judge_trust(view: ProxyView, url: SplitResult) -> Finding:
    if view.trusted:
        return Finding("proxy.trust", "pass", f"the proxy at {view.peer} is believed")
    if view.scheme == url.scheme and not any(name in view.headers for name in _TRACES):
        return Finding("proxy.trust", "pass", f"no proxy in between: {view.peer} asks directly")
    return Finding(
        "proxy.trust",
        "fail",
        f"the proxy at {view.peer} is not in trusted_proxies: nothing it says is believed",
        remedies.trust(view.peer),
    )


def judge_scheme(view: ProxyView, url: SplitResult) -> Finding:
    if view.scheme == url.scheme:
        return Finding("proxy.scheme", "pass", f"{view.scheme} on both sides")
    said = view.headers.get("x-forwarded-proto")
    advice = remedies.SCHEME if said is None else f"{remedies.SCHEME_BEFORE}; {remedies.SCHEME}"
    seen = f"opened as {url.scheme}, understood as {view.scheme}"
    return Finding("proxy.scheme", "fail", seen, advice)


def judge_host(view: ProxyView, url: SplitResult) -> Finding:
    wanted = (url.hostname or "").lower()
    got = (view.host or "nothing").lower()
    name = SplitResult("", got, "", "", "").hostname or got
    if name != wanted:
        seen = f"opened as {wanted}, understood as {name}"
        return Finding("proxy.host", "fail", seen, remedies.HOST)
    if not view.host_allowed:
        seen = f"{wanted} arrives, but Régie does not answer under that name"
        return Finding("proxy.host", "fail", seen, remedies.allow(wanted))
    return Finding("proxy.host", "pass", wanted)


def judge_root_path(root_path: str, url: SplitResult, handed_over: str = "") -> Finding:
    wanted = url.path
    if root_path == wanted:
        how = "left in place" if handed_over.startswith(f"{wanted}/") else "taken off by the proxy"
        seen = f"{wanted}, {how}" if wanted else "the root"
        return Finding("proxy.root_path", "pass", seen)
    seen = f"opened under {wanted or '/'}, Régie believes to be under {root_path or '/'}"
    return Finding("proxy.root_path", "fail", seen, remedies.root_path(wanted))


def judge_address(view: ProxyView, expected: str | None) -> Finding:
    name = "proxy.client_address"
    named = [view.headers[header] for header in _ADDRESS_HEADERS if header in view.headers]
    if not named and view.trusted:
        return Finding(
            name, "fail", f"everybody is {view.client}: no address is passed on", remedies.ADDRESS
        )
    if expected is not None and view.client != expected:
        seen = f"you are {expected}, Régie takes you for {view.client}"
        return Finding(name, "fail", seen, remedies.ADDRESSES_DISAGREE)
    if view.trusted and view.client == view.peer and view.peer not in named:
        seen = f"the headers contradict each other: {', '.join(named)}"
        return Finding(name, "fail", seen, remedies.ADDRESSES_DISAGREE)
    return Finding(name, "pass", f"you are {view.client}")


def judge_forgeries(honest: ProxyView, forged: Mapping[str, tuple[str, ProxyView]]) -> Finding:
    """`forged`: for each header, the address that was made up and the view that came of it."""
    name = "proxy.forged_address"
    for header, (address, view) in forged.items():
        if view.client == address:
            if _is_appended(view, header, address) and honest.client == honest.peer:
                seen = f"this machine, being a trusted proxy itself, may make up {header}"
                return Finding(name, "warn", seen, remedies.FORGED[header])
            seen = f"whoever sends {header} is taken for anybody he likes"
            return Finding(name, "fail", seen, remedies.FORGED[header])
    for header, (_, view) in forged.items():
        if view.client != honest.client:
            seen = f"whoever sends {header} is counted as the proxy itself ({view.client})"
            return Finding(name, "warn", seen, remedies.FORGED[header])
    return Finding(name, "pass", "made-up addresses are not believed")


def _is_appended(view: ProxyView, header: str, address: str) -> bool:
    """The proxy added its visitor to the chain: believed only from a visitor who is trusted."""
    return view.headers.get(header.lower(), address) != address


def judge_cookies(view: ProxyView, received: list[str]) -> Finding:
    sent, got = _flags(view.cookie), {}
    for line in received:
        got = _flags(line) or got
    if not got:
        seen = "Régie’s cookie does not arrive"
        return Finding("proxy.cookies", "fail", seen, remedies.COOKIES)
    changed = [flag for flag in sorted(sent | got) if sent.get(flag) != got.get(flag)]
    if not changed:
        return Finding("proxy.cookies", "pass", "cookies arrive as they were sent")
    said = ", ".join(f"{flag} {_said(sent, flag)} → {_said(got, flag)}" for flag in changed)
    return Finding("proxy.cookies", "fail", f"changed on the way: {said}", remedies.COOKIES)


def _flags(line: str) -> dict[str, str]:
    """The attributes of our cookie; empty for another's or for what cannot be read."""
    try:
        morsel = SimpleCookie(line).get(COOKIE)
    except CookieError:
        return {}
    return {flag: str(value) for flag, value in morsel.items() if value} if morsel else {}


def _said(flags: Mapping[str, str], flag: str) -> str:
    return {"": "absent", "True": "set"}.get(flags.get(flag, ""), flags.get(flag, ""))


def judge_stream(status: int, arrived: list[float]) -> Finding:
    """Held back means: nothing until the last was due, and then everything at once.

    A stall on this side makes one of the two, never both.
    """
    name = "proxy.stream"
    if status != 200 or len(arrived) != STREAM_EVENTS:
        seen = f"{len(arrived)} of {STREAM_EVENTS} events arrived, with status {status}"
        return Finding(name, "fail", seen, remedies.BUFFERED)
    took_s = STREAM_INTERVAL_S * (STREAM_EVENTS - 1)
    if arrived[0] > 0.9 * took_s and arrived[-1] - arrived[0] < took_s / 2:
        seen = f"events are held back: all of them arrived after {arrived[0]:.1f} s"
        return Finding(name, "fail", seen, remedies.BUFFERED)
    return Finding(name, "pass", "events arrive one by one")


def judge_upload(status: int, received_bytes: int | None, size_bytes: int) -> Finding:
    size = f"{size_bytes / 2**20:g} MB"
    if received_bytes == size_bytes:
        return Finding("proxy.upload", "pass", f"{size} arrive")
    seen = f"{size} are refused with {status}" if received_bytes is None else f"{size} arrive cut"
    return Finding("proxy.upload", "fail", seen, remedies.body_size(size_bytes))


def judge_clock(app_s: float, proxy_s: float | None, now_s: float) -> Finding:
    """`now_s` is this machine's clock at the moment of the answer."""
    name = "proxy.clock"
    if abs(app_s - now_s) > CLOCK_TOLERANCE_S:
        seen = f"Régie’s clock is {_off(app_s - now_s)} this machine’s"
        return Finding(name, "fail", seen, remedies.APP_CLOCK)
    if proxy_s is not None and abs(proxy_s - now_s) > CLOCK_TOLERANCE_S:
        seen = f"the proxy’s clock is {_off(proxy_s - now_s)} this machine’s"
        return Finding(name, "fail", seen, remedies.PROXY_CLOCK)
    return Finding(name, "pass", "the clocks agree")


def _off(by_s: float) -> str:
    return f"{abs(by_s):.0f} s {'ahead of' if by_s > 0 else 'behind'}"
