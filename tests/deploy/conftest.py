"""Three application servers behind one Nginx, started once."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from ipaddress import ip_network
from itertools import count
from pathlib import Path

import httpx
import pytest

from regie.core.web import EdgeOptions

from .backend import Gates, built_front_end, serving, trial_app
from .nginx import BINARY, NAME, ROOT, Certificate, Site, make_certificate, running_nginx

PROXY = ip_network("127.0.0.1/32")
StartNginx = Callable[..., Site]


@pytest.fixture(scope="session")
def certificate(require_component, tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    require_component("Nginx", BINARY)
    require_component("openssl", shutil.which("openssl"))
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def front_end(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_front_end(tmp_path_factory.mktemp("front-end") / "dist")


@pytest.fixture(scope="session")
def gates() -> Gates:
    return Gates()


@pytest.fixture(scope="session")
def servers(front_end: Path, gates: Gates) -> Iterator[list[int]]:
    options = EdgeOptions(root_path=ROOT, allowed_hosts=(NAME,), trusted_proxies=(PROXY,))
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                serving(trial_app(options, name=name, webapp=front_end, gates=gates))
            )
            for name in "abc"
        ]


@pytest.fixture(scope="session")
def site(
    servers: list[int], certificate: Certificate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with running_nginx(tmp_path_factory.mktemp("nginx") / "etc", certificate, servers) as site:
        yield site


@pytest.fixture
def start_nginx(certificate: Certificate, tmp_path: Path) -> Iterator[StartNginx]:
    """Another Nginx, for servers, a path or a mistake of the test's own."""
    numbers = count(1)
    with ExitStack() as stack:

        def start(servers: list[int], **options: object) -> Site:
            folder = tmp_path / f"nginx{next(numbers)}"
            return stack.enter_context(running_nginx(folder, certificate, servers, **options))

        yield start


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Nobody answers there, and nobody else can take it meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture
def visitor(site: Site) -> Iterator[httpx.Client]:
    with site.visitor() as client:
        yield client
