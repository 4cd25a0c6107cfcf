"""Ways to sign in that the driver does not speak, although it knows their names: it would end in an
error of Python's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NoReturn

import pymysql

_AGAIN: Final = "its administrator can give it mysql_native_password by ALTER USER … IDENTIFIED BY"


class NotSpoken(pymysql.err.OperationalError):
    """Its second argument is a sentence of ours."""


@dataclass(frozen=True, slots=True)
class Unspoken:
    sentence: str
    raw: Any

    def authenticate(self, _: Any) -> NoReturn:
        raise NotSpoken(2059, self.sentence)


UNSPOKEN: Final[Mapping[bytes, Callable[[Any], Unspoken]]] = {
    b"client_ed25519": partial(
        Unspoken, f"the account signs in by the plugin ed25519, which is not spoken here: {_AGAIN}"
    ),
    b"mysql_old_password": partial(
        Unspoken,
        "the account signs in by mysql_old_password, which protects no password and is not spoken"
        f" here: {_AGAIN}, with old_passwords = 0",
    ),
}
"""By the names that the server gives them. ed25519 wants PyNaCl, which is none of our packages."""
