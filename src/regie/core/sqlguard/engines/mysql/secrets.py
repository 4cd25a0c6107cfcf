"""What a server is not told on a link that is not encrypted, however it asks."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import pymysql
from pymysql._auth import scramble_caching_sha2

from ...address import Address
from .plugins import UNSPOKEN, Unspoken

_KNOWN: Final = b"\1\3"
"""The server has the account in its cache: the scramble was enough."""


_ASKED: Final = "the server asks for the password, and the link is not encrypted"


class AsksForThePassword(pymysql.err.OperationalError):
    """For more than a scramble of it. Its second argument is a sentence of ours."""


@dataclass(frozen=True, slots=True)
class NoSecrets:
    """Answers a server that asks for the password itself, or for it under a key that it sends."""

    raw: Any

    def authenticate(self, _: Any) -> NoReturn:
        raise AsksForThePassword(2061, _ASKED)


@dataclass(frozen=True, slots=True)
class ScrambleOnly:
    """`caching_sha2_password` as far as it keeps the password: its second step, which MySQL asks
    for when it does not remember the account, sends it under a key of whoever answers."""

    raw: Any

    def authenticate(self, packet: Any) -> Any:
        if packet.is_auth_switch_request():
            self.raw.salt = packet.read_all().removesuffix(b"\0")
            self.raw.write_packet(scramble_caching_sha2(self.raw.password, self.raw.salt))
            packet = self.raw._read_packet()
        if not packet.is_extra_auth_data():
            return packet
        if packet.get_all_data() == _KNOWN:
            return self.raw._read_packet()
        return NoSecrets(self.raw).authenticate(packet)


Way = NoSecrets | ScrambleOnly | Unspoken

_IN_CLEAR: Final = {b"mysql_clear_password": NoSecrets, b"dialog": NoSecrets}
_UNDER_A_KEY: Final = {b"caching_sha2_password": ScrambleOnly, b"sha256_password": NoSecrets}


def answers(address: Address, tls: ssl.SSLContext | None) -> Mapping[bytes, Callable[[Any], Way]]:
    """By the names that the server gives to its ways of asking; PyMySQL answers the others. On the
    loopback nobody stands between who sends a key and who uses it."""
    if tls is not None:
        return UNSPOKEN
    open_link = _IN_CLEAR if address.is_local else _IN_CLEAR | _UNDER_A_KEY
    return {**UNSPOKEN, **open_link}
