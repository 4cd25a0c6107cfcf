"""Each mistake in a real Nginx is named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from deploy.backend import SECRET_KEY, serving, trial_app
from deploy.conftest import PROXY, StartNginx
from deploy.nginx import NAME, ROOT, Site
from regie.core.clock import utc_now
from regie.core.web import EdgeOptions
from regie.operations.doctor import Finding
from regie.operations.proxy_doctor import examine_proxy

pytestmark = pytest.mark.nginx

RIGHT = EdgeOptions(root_path=ROOT, allowed_hosts=(NAME,), trusted_proxies=(PROXY,))
STRIP = ("proxy_pass http://regie;", "proxy_pass http://regie/;")


@dataclass(frozen=True)
class Mistake:
    finding: str
    advice: str
    edits: tuple[tuple[str, str], ...] = ()
    options: EdgeOptions = RIGHT
    app_is_ahead_s: int = 0


MISTAKES = {
    "proto-missing": Mistake(
        "proxy.scheme",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        (("proxy_set_header X-Forwarded-Proto $scheme;", ""),),
    ),
    "reached-over-http": Mistake(
        "proxy.scheme",
        "Full (strict)",
        (("X-Forwarded-Proto $scheme;", "X-Forwarded-Proto http;"),),
    ),
    "host-missing": Mistake(
        "proxy.host",
        "proxy_set_header Host $host;",
        (("proxy_set_header Host $host;", ""), ("X-Forwarded-Host $host;", 'X-Forwarded-Host "";')),
    ),
    "host-not-allowed": Mistake(
        "proxy.host",
        f'allowed_hosts = ["{NAME}"]',
        options=replace(RIGHT, allowed_hosts=("regie.example.fr",)),
    ),
    "prefix-stripped": Mistake(
        "proxy.root_path",
        'root_path = "/mppeep"',
        (STRIP,),
        options=replace(RIGHT, root_path=""),
    ),
    "prefix-left": Mistake(
        "proxy.root_path", 'root_path = "/mppeep"', options=replace(RIGHT, root_path="")
    ),
    "root-path-of-another": Mistake(
        "proxy.root_path", 'root_path = "/mppeep"', options=replace(RIGHT, root_path="/regie")
    ),
    "proxy-not-trusted": Mistake(
        "proxy.trust",
        'trusted_proxies = ["127.0.0.1/32"]',
        options=replace(RIGHT, trusted_proxies=()),
    ),
    "address-missing": Mistake(
        "proxy.client_address",
        "proxy_set_header X-Real-IP $remote_addr;",
        (
            ("X-Forwarded-For $remote_addr", 'X-Forwarded-For ""'),
            ("X-Real-IP $remote_addr", 'X-Real-IP ""'),
        ),
    ),
    "address-forged-by-real-ip": Mistake(
        "proxy.forged_address",
        "proxy_set_header X-Real-IP $remote_addr;",
        (("X-Real-IP $remote_addr", "X-Real-IP $http_x_real_ip"),),
    ),
    "address-forged-by-cloudflare": Mistake(
        "proxy.forged_address",
        'proxy_set_header CF-Connecting-IP "";',
        (('proxy_set_header CF-Connecting-IP "";', ""),),
    ),
    "cookie-flags": Mistake(
        "proxy.cookies",
        "proxy_cookie_flags",
        (("proxy_buffering on;", "proxy_cookie_flags ~ nosecure nohttponly;"),),
    ),
    "cookie-path": Mistake(
        "proxy.cookies",
        "proxy_cookie_path",
        (("proxy_buffering on;", "proxy_cookie_path /mppeep /;"),),
    ),
    "stream-buffered": Mistake(
        "proxy.stream",
        "X-Accel-Buffering",
        (("proxy_buffering on;", "proxy_ignore_headers X-Accel-Buffering;"),),
    ),
    "small-uploads": Mistake(
        "proxy.upload",
        "client_max_body_size 50m;",
        (("client_max_body_size 50m;", "client_max_body_size 1m;"),),
    ),
    "clock-ahead": Mistake("proxy.clock", "set-ntp", app_is_ahead_s=40),
    "clock-behind": Mistake("proxy.clock", "set-ntp", app_is_ahead_s=-40),
}

Behind = Callable[..., Site]


@pytest.fixture
def behind(start_nginx: StartNginx, front_end: Path) -> Iterator[Behind]:
    with ExitStack() as stack:

        def start(mistake: Mistake, root: str = ROOT) -> Site:
            def edit(text: str) -> str:
                for right, wrong in mistake.edits:
                    text = text.replace(right, wrong)
                return text

            def clock():
                return utc_now() + timedelta(seconds=mistake.app_is_ahead_s)

            app = trial_app(mistake.options, webapp=front_end, clock=clock)
            port = stack.enter_context(serving(app))
            return start_nginx([port] * 3, root=root, edit=edit)

        yield start


def examine(site: Site, **options: object) -> list[Finding]:
    tls = site.certificate.trust
    return examine_proxy(site.url, secret_key=SECRET_KEY, tls=tls, **options)


@pytest.mark.parametrize("root", [ROOT, ""], ids=["sub-path", "root"])
def test_nothing_is_wrong_with_what_deploy_nginx_ships(behind: Behind, root: str) -> None:
    right = Mistake("", "", options=replace(RIGHT, root_path=root))
    assert {finding.status for finding in examine(behind(right, root))} == {"pass"}


def test_a_path_that_the_proxy_takes_off_is_no_mistake(behind: Behind) -> None:
    edits = (
        ("location /mppeep/ {", "location /mppeep/ { rewrite ^/mppeep(/.*)$ $1 break;"),
        ("location /mppeep/api/ {", "location /mppeep/api/ { rewrite ^/mppeep(/.*)$ $1 break;"),
    )
    findings = examine(behind(Mistake("", "", edits)))
    assert {finding.status for finding in findings} == {"pass"}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_the_line_that_mends_it_and_nothing_else_is(
    behind: Behind, mistake: Mistake
) -> None:
    failed = [finding for finding in examine(behind(mistake)) if finding.status == "fail"]
    assert [(finding.name, mistake.advice in finding.advice) for finding in failed] == [
        (mistake.finding, True)
    ]


def test_another_address_than_the_expected_one_is_named(behind: Behind) -> None:
    findings = examine(behind(Mistake("", "")), expected_address="203.0.113.5")
    assert [f.name for f in findings if f.status == "fail"] == ["proxy.client_address"]


def test_a_chain_that_is_appended_to_is_a_warning(behind: Behind) -> None:
    edits = (("X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for"),)
    findings = examine(behind(Mistake("", "", edits)))
    assert [(f.name, f.status) for f in findings if f.status != "pass"] == [
        ("proxy.forged_address", "warn")
    ]


def test_findings_stay_when_the_stream_breaks_off(behind: Behind) -> None:
    nothing = (
        "location = /mppeep/api/v1/proxy-check/stream { return 444; }\n    location /mppeep/ {"
    )
    names = [f.name for f in examine(behind(Mistake("", "", (("location /mppeep/ {", nothing),))))]
    assert {"proxy.scheme", "proxy.upload", "proxy.reach"} <= set(names)


def reach(findings: list[Finding]) -> str:
    (finding,) = findings
    assert (finding.name, finding.status) == ("proxy.reach", "fail")
    return finding.seen


def test_another_secret_key_opens_nothing(behind: Behind) -> None:
    site = behind(Mistake("", ""))
    key = SecretStr("a-secret-key-of-somebody-else-0123456789")
    findings = examine_proxy(site.url, secret_key=key, tls=site.certificate.trust)
    assert "no Régie here" in reach(findings)


def test_a_proxy_that_does_not_reach_regie_is_named(
    start_nginx: StartNginx, closed_port: int
) -> None:
    assert "502" in reach(examine(start_nginx([closed_port] * 3)))


def test_a_certificate_that_is_not_valid_is_named(behind: Behind) -> None:
    site = behind(Mistake("", ""))
    assert "certificate" in reach(examine_proxy(site.url, secret_key=SECRET_KEY))


def test_nobody_there_is_said(closed_port: int) -> None:
    findings = examine_proxy(f"https://127.0.0.1:{closed_port}", secret_key=SECRET_KEY)
    assert "refused" in reach(findings)
