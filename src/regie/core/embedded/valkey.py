"""The embedded Valkey servers: one forgets and evicts (cache), one remembers and never evicts."""

from __future__ import annotations

import hashlib
import signal
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from regie.core.embedded.account import Account
from regie.core.embedded.aof import repair
from regie.core.embedded.engine import Engine
from regie.core.embedded.errors import FolderRefused, ServerFailed
from regie.core.embedded.files import write_atomically
from regie.core.embedded.process import Ladder

Role = Literal["cache", "state"]

LOAD_TIMEOUT_S = 300
LARGEST_LOG = 10 * 1024 * 1024

# SIGTERM makes it write the append-only file out and leave; there is no snapshot to wait for.
ORDERLY: Ladder = ((signal.SIGTERM, 15), (signal.SIGKILL, 10))
QUICK: Ladder = ((signal.SIGTERM, 2), (signal.SIGKILL, 10))

# No administration over the socket: CONFIG SET could write files anywhere the account can.
COMMON_CONF = """\
port 0
unixsocket {socket}
unixsocketperm 600
daemonize no
supervised no
dir {data}
logfile {log}
proc-title-template "{{title}} {{config-file}}"
user default on #{digest} ~* &* +@all -@admin +config|get
maxmemory {memory_mb}mb
save ""
"""
ROLE_CONF: dict[Role, str] = {
    "cache": """\
maxmemory-policy allkeys-lru
appendonly no
lazyfree-lazy-eviction yes
lazyfree-lazy-expire yes
""",
    "state": """\
maxmemory-policy noeviction
appendonly yes
appendfsync everysec
aof-load-truncated yes
auto-aof-rewrite-min-size 32mb
""",
}


class EmbeddedValkey:
    """One server per data folder, on a private socket, with a password.

    `cache` keeps nothing: after any stop it is empty. `state` loses at most the last second when
    the machine dies, nothing when only processes do; when full it refuses writes.
    """

    def __init__(
        self,
        role: Role,
        *,
        program: Path,
        data: Path,
        sockets: Path,
        logs: Path,
        account: Account,
        password: str,
        memory_mb: int = 256,
    ):
        self.name = f"Valkey ({role})"
        self.socket = sockets / f"{role}.sock"
        self._role: Role = role
        self._program = program
        self._data = data
        self._conf = data / "valkey.conf"
        self._log = logs / f"valkey-{role}.log"
        self._account = account
        self._password = password
        self._memory_mb = memory_mb
        self._engine = Engine(
            self.name,
            account,
            self._is_ours,
            log=logs / f"valkey-{role}.start.log",
            later_logs=self._log.name,
        )

    def start(self) -> None:
        """Bring the server up, answering to a login; a torn append-only file is repaired once."""
        self._engine.stop(ORDERLY)
        try:
            self._prepare_folder()
            try:
                self._run()
            except ServerFailed:
                if not repair(self._program, self._data, self._account):
                    raise
                self._run()
        except BaseException:
            self._engine.stop(QUICK)
            raise

    def stop(self, *, quick: bool = False) -> None:
        """End it and wait; the append-only file is complete."""
        self._engine.stop(QUICK if quick else ORDERLY)

    def abandon(self) -> None:
        """Make a start in another thread give up, and every later one: this object is done."""
        self._engine.abandon()

    def alive(self) -> bool:
        """Whether the server that this object started still runs."""
        return self._engine.alive()

    def processes(self) -> list[psutil.Process]:
        """All that live of this folder's server, whoever started them."""
        return self._engine.find()

    def tidy(self) -> None:
        """Set a large log aside; Valkey opens it anew at every line, so this works any time."""
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.1"))

    @property
    def url(self) -> str:
        """An address for redis-py; the database number may be added as `?db=1`."""
        return f"unix://:{quote(self._password, safe='')}@{quote(str(self.socket))}"

    def _run(self) -> None:
        self.socket.unlink(missing_ok=True)
        self.tidy()
        self._engine.spawn((self._program, self._conf), self._data)
        self._engine.wait_until(self._answers, LOAD_TIMEOUT_S)

    def _answers(self) -> bool:
        client = redis.Redis(
            unix_socket_path=str(self.socket),
            password=self._password,
            socket_timeout=5,
            retry=Retry(NoBackoff(), 0),
        )
        try:
            return bool(client.ping())  # pyright: ignore[reportUnknownMemberType] - untyped there
        except redis.AuthenticationError as refusal:
            raise FolderRefused(f"another server answers on {self.socket}") from refusal
        except (redis.ConnectionError, redis.TimeoutError):  # not yet, or loading
            return False
        finally:
            client.close()

    def _prepare_folder(self) -> None:
        self._data.mkdir(mode=0o700, exist_ok=True)
        text = COMMON_CONF.format(
            socket=_quoted(self.socket),
            data=_quoted(self._data),
            log=_quoted(self._log),
            digest=hashlib.sha256(self._password.encode()).hexdigest(),
            memory_mb=self._memory_mb,
        )
        write_atomically(self._conf, text + ROLE_CONF[self._role], mode=0o600)
        self._account.own(self._data)
        self._account.own(self._conf)
        self._account.own(self._log.parent)
        self._account.require_reach(self._program, self._data, self.socket.parent)

    def _is_ours(self, command_line: str) -> bool:
        server = command_line.endswith(f"valkey-server {self._conf}")
        child = command_line.startswith("valkey-") and command_line.endswith(f" {self._conf}")
        return server or child


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
