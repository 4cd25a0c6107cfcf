"""Where the embedded servers live in a home, and the secrets that open them.

home/data/postgres, valkey-cache, valkey-state    what must be kept (the cache: what may go)
home/run/sockets                                  0700, the only way in
home/logs/postgres, valkey                        bounded
home/secrets                                      one file per secret, made once
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regie.core.embedded.account import Account, choose_account
from regie.core.embedded.binaries import postgres_programs, valkey_program
from regie.core.embedded.errors import FolderRefused
from regie.core.embedded.postgres import EmbeddedPostgres
from regie.core.embedded.secrets import read_or_create
from regie.core.embedded.sockets import socket_folder
from regie.core.embedded.valkey import EmbeddedValkey, Role


@dataclass(frozen=True)
class EmbeddedHome:
    """The three servers of a home, not started."""

    home: Path
    postgres: EmbeddedPostgres
    cache: EmbeddedValkey
    state: EmbeddedValkey

    def secret(self, name: str) -> str:
        """The installation's secret of that name, made at the first call."""
        return read_or_create(self.home / "secrets", name)


def open_home(
    home: Path,
    *,
    account: Account | None = None,
    short_bases: Sequence[Path] = (Path("/tmp"),),  # noqa: S108  # nosec B108 - checked before use
    cache_memory_mb: int = 256,
    state_memory_mb: int = 512,
) -> EmbeddedHome:
    """Make the folders and secrets that are missing and name the servers; nothing is started."""
    home = home.resolve()
    account = account or choose_account()
    # A service account must pass through to its own folders, and see nothing on the way.
    mode = 0o711 if account.is_other else 0o700
    try:
        for folder in (home, home / "data", home / "run", home / "logs"):
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
            folder.chmod(mode)
    except OSError as refusal:
        raise FolderRefused(
            f"{refusal.filename} cannot be made or used ({refusal.strerror}): "
            "choose another REGIE_HOME"
        ) from refusal
    for name in ("postgres", "valkey"):
        (home / "logs" / name).mkdir(mode=0o700, exist_ok=True)
    sockets = socket_folder(home / "run", account, short_bases)

    def password(name: str) -> str:
        return read_or_create(home / "secrets", name)

    def valkey(role: Role, memory_mb: int) -> EmbeddedValkey:
        return EmbeddedValkey(
            role,
            program=valkey_program(),
            data=home / "data" / f"valkey-{role}",
            sockets=sockets,
            logs=home / "logs" / "valkey",
            account=account,
            password=password(f"valkey-{role}"),
            memory_mb=memory_mb,
        )

    postgres = EmbeddedPostgres(
        programs=postgres_programs(),
        data=home / "data" / "postgres",
        sockets=sockets,
        logs=home / "logs" / "postgres",
        account=account,
        password=password("postgres-superuser"),
    )
    return EmbeddedHome(
        home, postgres, valkey("cache", cache_memory_mb), valkey("state", state_memory_mb)
    )
