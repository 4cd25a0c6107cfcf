"""Whose certificates the driver believes.

ODBC Driver 18 takes a CA from no setting of its own (its `ServerCertificate` is ignored with
Encrypt=yes: measured). It leaves the matter to OpenSSL, which asks the environment for
SSL_CERT_FILE at each connection. That variable belongs to the process. So it is set while
connections that want the same CA are opened; others wait meanwhile, milliseconds as a rule and at
most `Limits.connect_s` when the server is silent; and afterwards it says again what OpenSSL would
do without it.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_VARIABLE: Final = "SSL_CERT_FILE"


class _Trust:
    def __init__(self) -> None:
        self._change = threading.Condition()
        self._chosen: Path | None = None
        self._users = 0

    @contextmanager
    def chosen(self, ca: Path | None) -> Generator[None]:
        with self._change:
            self._change.wait_for(lambda: self._users == 0 or self._chosen == ca)
            self._choose(ca)
            self._users += 1
        try:
            yield
        finally:
            with self._change:
                self._users -= 1
                if self._users == 0:
                    self._choose(None)
                self._change.notify_all()

    def _choose(self, ca: Path | None) -> None:
        """`putenv` and not `os.environ`, which keeps what the operator said; and never `unsetenv`,
        which moves the other variables under the eyes of threads that read them."""
        if ca == self._chosen:
            return
        usual = ssl.get_default_verify_paths()
        os.putenv(_VARIABLE, str(ca or usual.cafile or usual.openssl_cafile))
        self._chosen = ca


trusting: Final = _Trust().chosen
"""With no CA, those that the machine trusts."""
