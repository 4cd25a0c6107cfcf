"""The exact lines that mend a proxy."""

from __future__ import annotations

from typing import Final

SCHEME: Final = "Nginx: proxy_set_header X-Forwarded-Proto $scheme;"
SCHEME_BEFORE: Final = (
    "whatever stands before the proxy reaches it over plain HTTP "
    "(Cloudflare: set SSL/TLS to Full (strict); a tunnel: reach Nginx over https)"
)
HOST: Final = "Nginx: proxy_set_header Host $host; proxy_set_header X-Forwarded-Host $host;"
ADDRESS: Final = "Nginx: proxy_set_header X-Real-IP $remote_addr;"
ADDRESSES_DISAGREE: Final = (
    "Nginx: proxy_set_header X-Real-IP $remote_addr; "
    "proxy_set_header X-Forwarded-For $remote_addr; "
    'proxy_set_header CF-Connecting-IP "";'
)
BUFFERED: Final = (
    "Nginx: remove proxy_ignore_headers X-Accel-Buffering, or proxy_buffering off; and no gzip for "
    "text/event-stream (Cloudflare: a named tunnel, for a quick one holds streams back)"
)
COOKIES: Final = "Nginx: remove proxy_cookie_flags, proxy_cookie_path and proxy_cookie_domain"
APP_CLOCK: Final = "set the clock of Régie’s machine: timedatectl set-ntp true"
PROXY_CLOCK: Final = "set the clock of the proxy’s machine: timedatectl set-ntp true"

FORGED: Final = {
    "X-Forwarded-For": "Nginx: proxy_set_header X-Forwarded-For $remote_addr;",
    "X-Real-IP": "Nginx: proxy_set_header X-Real-IP $remote_addr;",
    "CF-Connecting-IP": 'Nginx: proxy_set_header CF-Connecting-IP "";',
}


def trust(peer: str) -> str:
    if peer == "unix":
        return 'regie.toml: trusted_proxies = ["127.0.0.1/32"]'
    bits = 128 if ":" in peer else 32
    return f'regie.toml: trusted_proxies = ["{peer}/{bits}"]'


def allow(host: str) -> str:
    return f'regie.toml: allowed_hosts = ["{host}"]'


def root_path(wanted: str) -> str:
    return f'regie.toml: root_path = "{wanted}"'


def body_size(size_bytes: int) -> str:
    return f"Nginx: client_max_body_size {-(-size_bytes // 2**20)}m;"
