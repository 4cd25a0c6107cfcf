"""An installation's servers for the length of one command.

Own servers of the operator (REGIE_DATABASE_URL) are used as they are. Else the embedded ones are:
those of the `regie up` that runs in this home, or, when none does, started for the command under
the lock that `up` takes, so that the two never meet in one data folder.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from regie.bootstrap import valkey_urls
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedHome, open_home, read_or_create
from regie.core.errors import Conflict, Misconfigured, Unavailable
from regie.core.settings import Settings
from regie.core.valkey import ValkeyUrls
from regie.operations.connection import connected
from regie.operations.exit_codes import ExitCode
from regie.operations.signals import tidied_on_signals
from regie.operations.supervisor.lock import AlreadyRunning, home_lock

ROLE: Final = "regie"
DATABASE: Final = "regie"


class HomeBusy(Conflict):
    """Something holds the home and its servers cannot be used just now."""

    exit_code = ExitCode.ALREADY_RUNNING


class NoInstallation(Misconfigured):
    """There is nothing at the place that the settings name."""


@dataclass(frozen=True, slots=True)
class Servers:
    """`embedded` is None when the database is the operator's own."""

    database_url: DatabaseUrl
    valkey_urls: ValkeyUrls | None
    embedded: EmbeddedHome | None


def external_database(settings: Settings) -> DatabaseUrl | None:
    """The operator's own server, if there is one."""
    if settings.database_url is None:
        return None
    return DatabaseUrl(settings.database_url.get_secret_value())


def own_database(embedded: EmbeddedHome) -> DatabaseUrl:
    """Where the installation's own database is on its embedded server."""
    password = embedded.secret("postgres-regie")
    return DatabaseUrl(embedded.postgres.url(DATABASE, ROLE, password))


def make_own_database(embedded: EmbeddedHome) -> DatabaseUrl:
    """Make role and database on the running server unless they are there."""
    embedded.postgres.ensure_role(ROLE, embedded.secret("postgres-regie"))
    embedded.postgres.ensure_database(DATABASE, owner=ROLE)
    return own_database(embedded)


def own_valkeys(embedded: EmbeddedHome) -> ValkeyUrls:
    """Where cache, broker and results are on the embedded servers."""
    state = embedded.state.url
    return ValkeyUrls(embedded.cache.url, f"{state}?db=0", f"{state}?db=1")


def secret_key(settings: Settings) -> SecretStr:
    """The installation's: the operator's own, else the one that its home made for itself."""
    if settings.secret_key is not None:
        return settings.secret_key
    return SecretStr(read_or_create(settings.home.resolve() / "secrets", "secret-key"))


@contextmanager
def reach(settings: Settings, *, valkey: bool = False, create: bool = False) -> Generator[Servers]:
    """The installation's database, and with `valkey` its Valkey servers too.

    Raises HomeBusy while `up` or another command starts, stops or works alone in this home, and
    NoInstallation when the home has none, unless `create`.
    """
    home = settings.home.resolve()
    with tidied_on_signals(), ExitStack() as stack:
        url = external_database(settings)
        if url is not None and not (valkey and embeds_valkey(settings)):
            yield Servers(url, valkey_urls(settings), None)
            return
        if not create:
            require_installation(settings)
        try:
            stack.enter_context(home_lock(home))
        except AlreadyRunning:
            yield _of_running(settings, home)
            return
        yield stack.enter_context(_started(settings, home, valkey=valkey))


def find_running(settings: Settings) -> Servers | None:
    """The servers when something runs them; None when the home is at rest. Starts nothing."""
    home = settings.home.resolve()
    if _is_held(home / "run" / "lock"):
        return _of_running(settings, home)
    url = external_database(settings)
    return Servers(url, valkey_urls(settings), None) if url is not None else None


def require_installation(settings: Settings) -> None:
    home = settings.home.resolve()
    data = home / "data" / ("postgres" if settings.database_url is None else "")
    if not data.is_dir():
        raise NoInstallation(
            f"there is no installation in {home}: start one with `regie up`, or set REGIE_HOME"
        )


@contextmanager
def _started(settings: Settings, home: Path, *, valkey: bool) -> Generator[Servers]:
    embedded = open_home(home)
    wanted = [embedded.postgres] if settings.database_url is None else []
    if valkey and embeds_valkey(settings):
        wanted += [embedded.cache, embedded.state]
    with ExitStack() as stack:
        stack.enter_context(_working_alone(home))
        for server in wanted:
            server.start()
            stack.callback(server.stop)
        if settings.database_url is None:
            make_own_database(embedded)
        yield _of_home(settings, embedded, valkey=valkey)


def _of_running(settings: Settings, home: Path) -> Servers:
    if _is_held(_alone(home)):
        raise HomeBusy(f"another command is at work in {home}: run this one when it has ended")
    servers = _of_home(settings, open_home(home))
    if servers.embedded is not None:
        try:
            with connected(servers.database_url.for_libpq()):
                pass
        except Unavailable as failure:
            raise HomeBusy(
                f"Régie is starting or stopping in {home}: try again in a moment"
            ) from failure
    return servers


def _of_home(settings: Settings, embedded: EmbeddedHome, *, valkey: bool = True) -> Servers:
    """What the home lends, unless the settings name servers of their own."""
    valkeys = valkey_urls(settings)
    if valkey and embeds_valkey(settings):
        valkeys = own_valkeys(embedded)
    url = external_database(settings)
    if url is not None:
        return Servers(url, valkeys, None)
    return Servers(own_database(embedded), valkeys, embedded)


def embeds_valkey(settings: Settings) -> bool:
    return not settings.without_redis and valkey_urls(settings) is None


def _alone(home: Path) -> Path:
    """Locked beside `lock` by a command that has started the servers for itself."""
    return home / "run" / "command.lock"


@contextmanager
def _working_alone(home: Path) -> Generator[None]:
    descriptor = os.open(_alone(home), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_held(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
