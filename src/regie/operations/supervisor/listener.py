"""The listening socket that all workers share."""

from __future__ import annotations

import errno
import socket

import psutil

from regie.core.errors import Unavailable

BACKLOG = 2048


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address and not yet listening: until then connections are refused.

    Raises Unavailable, naming who has the port, when it is taken.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as unknown:
        raise Unavailable(f"{host} is no address of this machine: choose another host") from unknown
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    listener.setblocking(False)  # a worker that loses the race for a connection must not hang
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as refusal:
        listener.close()
        raise _explained(refusal, host, port) from refusal
    return listener


def listen(listener: socket.socket, host: str, port: int) -> None:
    """Begin to take connections. Two processes may have bound the port; only one can listen."""
    try:
        listener.listen(BACKLOG)
    except OSError as refusal:
        raise _explained(refusal, host, port) from refusal


def _explained(refusal: OSError, host: str, port: int) -> Unavailable:
    if refusal.errno == errno.EADDRINUSE:
        return Unavailable(
            f"port {port} is taken by {_holder(port)}: stop it or choose another port"
        )
    return Unavailable(f"cannot listen on {host}:{port}: {refusal.strerror}")


def _holder(port: int) -> str:
    """Who listens there, as far as this user may know."""
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:
        connections = []
    listening = (c for c in connections if c.status == psutil.CONN_LISTEN)
    pid = next((c.pid for c in listening if getattr(c.laddr, "port", None) == port), None)
    return f"{psutil.Process(pid).name()} (process {pid})" if pid else "another user's program"
