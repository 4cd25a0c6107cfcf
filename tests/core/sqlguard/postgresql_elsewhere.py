"""A PostgreSQL that shows a certificate, on the address by which others reach this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep

from cryptography.x509.oid import ExtendedKeyUsageOID

from installedpostgres import START_S, private_postgresql
from mariadb import free_port
from postgresqlserver import PostgreSQL
from regie.core.embedded import choose_account

from .tds import Authority


@dataclass(frozen=True)
class Elsewhere:
    near: PostgreSQL
    """By its socket, whatever it shows to others."""
    far: PostgreSQL
    house: Authority
    """Whom its readers trust."""
    stranger: Authority
    certificates: dict[str, Path]

    @contextmanager
    def told(self, **settings: str) -> Iterator[None]:
        """While it is told otherwise; whoever connects later meets that."""
        before = {name: self._heard(name) for name in settings}
        self._tell(settings)
        try:
            yield
        finally:
            self._tell(before)

    @contextmanager
    def showing(self, certificate: str) -> Iterator[None]:
        file = str(self.certificates[certificate])
        with self.told(ssl_cert_file=file, ssl_key_file=file):
            yield

    def obeys(self, remedy: str, **settings: str) -> None:
        """Runs what a proof advises, one statement after the other, for ALTER SYSTEM goes into no
        transaction; until these settings are in force."""
        advised, _, _ = remedy.partition("--")
        for statement in filter(str.strip, advised.split(";")):
            self.near.admin(statement)
        self._await(settings)

    def _tell(self, settings: dict[str, str]) -> None:
        for name, value in settings.items():
            self.near.admin(f"ALTER SYSTEM SET {name} = '{value}'")
        self.near.admin("SELECT pg_reload_conf()")
        self._await(settings)

    def _await(self, settings: dict[str, str]) -> None:
        deadline = monotonic() + START_S
        while any(self._heard(name) != value for name, value in settings.items()):
            if monotonic() > deadline:
                raise RuntimeError(f"it does not hear {settings}")
            sleep(0.02)  # its processes tell nobody that they read their settings

    def _heard(self, name: str) -> str:
        ((value,),) = self.near.admin(f"SHOW {name}")
        return str(value)


@contextmanager
def elsewhere(folder: Path, host: str, admitted: str) -> Iterator[Elsewhere]:
    """`admitted`: lines of pg_hba.conf, beside those for this machine."""
    port = free_port()
    with private_postgresql(folder, listen_addresses=host, port=str(port)) as near:
        papers = folder / "papers"
        papers.mkdir()
        house, stranger = Authority(papers, "house"), Authority(papers, "stranger")
        certificates = {
            "right": house.signed(host),
            "of a stranger": stranger.signed(host),
            "of another name": house.signed("other.example"),
            "over its date": house.signed(host, days=(-3, -2)),
            "of tomorrow": house.signed(host, days=(1, 2)),
            "for clients only": house.signed(host, purpose=ExtendedKeyUsageOID.CLIENT_AUTH),
        }
        trusted = folder / "house.pem"
        shutil.copy(house.certificate, trusted)
        choose_account().own(papers)
        with (folder / "data/pg_hba.conf").open("a") as rules:
            rules.write(admitted)
        far = replace(near.administrator, host=host, tls=None, ca=trusted)
        found = Elsewhere(near, PostgreSQL(far), house, stranger, certificates)
        with found.showing("right"), found.told(ssl="on"):
            yield found
