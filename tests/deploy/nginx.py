"""A real Nginx in a folder of its own, with the files of deploy/nginx.

Only what README.md there tells an operator to change is changed: servers, name, certificate, path
and ports. Around them stands Debian's own nginx.conf with its paths moved into the folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx

SHIPPED = Path(__file__).parents[2] / "deploy/nginx"
BINARY = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = "localhost"
ROOT = "/mppeep"
PATIENCE_S = 15.0
"""A hung test fails after this; nothing waits for it otherwise."""

DOCUMENTED = (
    "10.0.0.11:9000",
    "10.0.0.12:9000",
    "10.0.0.13:9000",
    "regie.example.fr",
    "/etc/ssl/regie/fullchain.pem",
    "/etc/ssl/regie/privkey.pem",
    "/mppeep",
)
"""What README.md says may be changed; besides it the tests move only the ports."""

Edit = Callable[[str], str]

_visitors = count(1)

# Debian 12's /etc/nginx/nginx.conf, its weak TLS default and its gzip included.
_AROUND = """
{user}
worker_processes 2;
pid nginx.pid;
error_log error.log info;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    ssl_prefer_server_ciphers on;
    access_log access.log;
    gzip on;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include conf.d/*.conf;
}}
"""


@dataclass(frozen=True)
class Certificate:
    chain: Path
    key: Path

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.chain))


@dataclass(frozen=True)
class Site:
    folder: Path
    root: str
    http_port: int
    https_port: int
    certificate: Certificate

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.https_port}{self.root}"

    def visitor(self, **headers: str) -> httpx.Client:
        """A client with an address that no other has had: its limits are untouched."""
        number = next(_visitors)
        transport = httpx.HTTPTransport(
            verify=self.certificate.trust,
            local_address=f"127.0.{1 + number // 250}.{number % 250 + 1}",
        )
        return httpx.Client(
            transport=transport, base_url=self.url, headers=headers, timeout=PATIENCE_S
        )


def make_certificate(folder: Path) -> Certificate:
    certificate = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    extensions = (
        f"subjectAltName=DNS:{NAME}",
        "keyUsage=critical,digitalSignature,keyCertSign",
    )
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        + ["-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
        + [part for extension in extensions for part in ("-addext", extension)]
        + ["-keyout", str(certificate.key), "-out", str(certificate.chain)],
        check=True,
        capture_output=True,
    )
    return certificate


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _replace(text: str, values: dict[str, str]) -> str:
    for documented, value in values.items():
        assert documented in text, f"regie.conf no longer says {documented!r}"
        text = text.replace(documented, value)
    return text


def through_cloudflare(text: str) -> str:
    """The commented option switched on, with this machine in the place of Cloudflare's."""
    text = text.replace(
        "# include regie/behind-cloudflare.conf;", "include regie/behind-cloudflare.conf;"
    )
    return text.replace("set_real_ip_from 173.245.48.0/20;", "set_real_ip_from 127.0.0.0/8;")


@contextmanager
def running_nginx(
    folder: Path,
    certificate: Certificate,
    servers: Sequence[int],
    *,
    root: str = ROOT,
    edit: Edit = lambda text: text,
) -> Iterator[Site]:
    """`servers` are the ports of the three application servers, heaviest first.

    `edit` is applied to each shipped file, for an Nginx that somebody has configured wrongly.
    """
    assert BINARY is not None
    site = Site(folder, root, free_port(), free_port(), certificate)
    changed = (
        *(f"127.0.0.1:{port}" for port in servers),
        NAME,
        str(certificate.chain),
        str(certificate.key),
        root,
    )
    values = dict(zip(DOCUMENTED, changed, strict=True)) | {
        "listen 80;": f"listen 127.0.0.1:{site.http_port};",
        "listen [::]:80;": "",
        "listen 443 ssl": f"listen 127.0.0.1:{site.https_port} ssl",
        "listen [::]:443 ssl http2;": "",
    }
    (folder / "conf.d").mkdir(parents=True)
    (folder / "regie").mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(user=user))
    (folder / "conf.d/regie.conf").write_text(
        edit(_replace((SHIPPED / "regie.conf").read_text(), values))
    )
    for snippet in (SHIPPED / "regie").glob("*.conf"):
        (folder / "regie" / snippet.name).write_text(edit(snippet.read_text()))
    with (folder / "stderr.log").open("wb") as stderr:
        process = subprocess.Popen(
            [BINARY, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
    try:
        _await_listener(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _await_listener(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", site.https_port)).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            return
    raise AssertionError(f"Nginx did not start: {(site.folder / 'stderr.log').read_text()}")
