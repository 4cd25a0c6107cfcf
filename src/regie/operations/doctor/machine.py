"""The machine under the installation: its port, its limits."""

from __future__ import annotations

import http.client
import json
import resource
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from regie.core.settings import Settings
from regie.operations.doctor.findings import Finding

ANSWER_TIMEOUT_S: Final = 3.0
ENOUGH_FILES: Final = 4096
"""Open ones per process; a worker holds one per connection."""
TOO_FEW_FILES: Final = 512


def machine_findings(settings: Settings, *, is_running: bool) -> Iterator[Finding]:
    yield _port(settings, is_running=is_running)
    yield _open_files()


def _port(settings: Settings, *, is_running: bool) -> Finding:
    host, port = settings.host, settings.port
    if port == 0:
        return Finding("port", "pass", "any free port will do (REGIE_PORT is 0)")
    if _is_free(host, port):
        return Finding("port", "pass", f"{host}:{port} is free")
    if not _is_regie(settings):
        return Finding(
            "port",
            "fail",
            f"{host}:{port} is taken by something that is not Régie",
            "stop it, or set REGIE_PORT",
        )
    if is_running:
        return Finding("port", "pass", f"Régie answers on {host}:{port}")
    return Finding(
        "port",
        "warn",
        f"another Régie answers on {host}:{port}, from another home",
        "set REGIE_PORT, or REGIE_HOME to its home",
    )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _is_regie(settings: Settings) -> bool:
    host = _reachable(settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=ANSWER_TIMEOUT_S)
    try:
        connection.request("GET", f"{settings.root_path}/healthz")
        return json.loads(connection.getresponse().read(4096)) == {"status": "alive"}
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """Where to ask when it listens on every address."""
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        return host
    return ("::1" if ":" in host else "127.0.0.1") if everywhere else host


def _open_files() -> Finding:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    seen = f"{soft} open files per process"
    advice = f"run `ulimit -n {min(ENOUGH_FILES, hard)}` or set LimitNOFILE= in the service"
    if soft < TOO_FEW_FILES:
        return Finding("open_files", "fail", seen, advice)
    if soft < ENOUGH_FILES:
        return Finding("open_files", "warn", seen, advice)
    return Finding("open_files", "pass", seen)
