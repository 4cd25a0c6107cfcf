"""What stands behind the `?` of a source's DSN: known options, and a refusal of all others.

An option that goes unheard may have meant to guard the link (`tsl=verify`, `Encrypt=strict`), so
none does. And there is no link that is encrypted with whoever answers: it is checked, or it is off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from regie.core.errors import Misconfigured

from .source import Engine

TlsMode = Literal["verify", "off"]

_EVERY_SERVER: Final = ("ca", "host", "tls")
_WITH_COPIES: Final = ("max_lag_s", "replica")
_DRIVER_OF_SQL_SERVER: Final = (
    "hostNameInCertificate",
    "ipAddressPreference",
    "multiSubnetFailover",
)
KNOWN: Final[Mapping[Engine, tuple[str, ...]]] = {
    "postgresql": (*_EVERY_SERVER, *_WITH_COPIES, "sslmode", "sslrootcert"),
    "mysql": (*_EVERY_SERVER, *_WITH_COPIES),
    "sqlserver": (*_EVERY_SERVER, *_DRIVER_OF_SQL_SERVER),
    "sqlite": (),
}
_SSL_MODES: Final[Mapping[str, TlsMode]] = {"verify-full": "verify", "disable": "off"}
"""Those of libpq that mean what `tls=` says. `require` and `verify-ca` encrypt for whoever has any
certificate, or anybody's; `prefer` and `allow` fall back to plain text in silence."""

_ABOUT_THE_LINK: Final = re.compile(r"ssl|tls|encrypt|cert", re.IGNORECASE)
_PLAIN_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_. -]{0,39}")
_LINK: Final = (
    "; the link is guarded by tls=verify, which is the rule away from this machine, and"
    " ca=/path.pem, and by nothing else; tls=off gives it up"
)


@dataclass(frozen=True, slots=True)
class Options:
    host: str | None = None
    """A server's name, or the folder of its socket."""
    tls: TlsMode | None = None
    ca: Path | None = None
    replicas: tuple[str, ...] = ()
    max_lag_s: float | None = None
    driver: Mapping[str, str] = field(default_factory=dict[str, str])


def read_options(
    given: Sequence[tuple[str, str]], engine: Engine, *, may_hold_a_password: bool = False
) -> Options:
    """Raises Misconfigured for an option that is unknown to the engine, said twice or badly. Its
    name is told where it looks like one, unless what was given may be the rest of a password: a
    URL ends the account at a `?` within it."""
    known = {_folded(name, engine): name for name in KNOWN[engine]}
    told: dict[str, str] = {}
    replicas: list[str] = []
    for written, value in given:
        name = known.get(_folded(written, engine))
        if name is None:
            raise _unknown(written, engine, may_be_told=not may_hold_a_password)
        if name == "replica":
            replicas.append(value)
        elif name in told:
            raise Misconfigured(f"the source's DSN says {name}= twice")
        else:
            told[name] = value
    return Options(
        host=told.get("host") or None,
        tls=_tls(told),
        ca=_ca(told),
        replicas=tuple(replicas),
        max_lag_s=_seconds(told.get("max_lag_s")),
        driver={name: told[name] for name in _DRIVER_OF_SQL_SERVER if name in told},
    )


def _folded(name: str, engine: Engine) -> str:
    """The driver of SQL Server compares its keywords without case, as people write them."""
    return name.lower() if engine == "sqlserver" else name


def _unknown(name: str, engine: Engine, *, may_be_told: bool) -> Misconfigured:
    plain = may_be_told and _PLAIN_NAME.fullmatch(name)
    told = f"the option {name}" if plain else "an option"
    known = ", ".join(sorted(KNOWN[engine])) or "none"
    hint = _LINK if KNOWN[engine] and _ABOUT_THE_LINK.search(name) else ""
    return Misconfigured(
        f"the source's DSN has {told}, which is unknown here; known for {engine}: {known}{hint}"
    )


def _tls(told: Mapping[str, str]) -> TlsMode | None:
    mode = told.get("sslmode")
    if mode is not None:
        if "tls" in told:
            raise Misconfigured("the source's DSN says tls= and sslmode=: one of them is enough")
        if mode not in _SSL_MODES:
            raise Misconfigured(
                "sslmode= in the source's DSN is neither verify-full (the same as tls=verify) nor"
                f" disable (tls=off); every other checks no certificate, or not its name{_LINK}"
            )
        return _SSL_MODES[mode]
    match told.get("tls"):
        case None | "verify" | "off" as word:
            return word
        case _:
            raise Misconfigured("tls= in the source's DSN is neither verify nor off")


def _ca(told: Mapping[str, str]) -> Path | None:
    if "ca" in told and "sslrootcert" in told:
        raise Misconfigured("the source's DSN says ca= and sslrootcert=: one of them is enough")
    path = told.get("ca") or told.get("sslrootcert")
    return Path(path) if path else None


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise Misconfigured("max_lag_s= in the source's DSN is not a number of seconds above 0")
    return seconds
