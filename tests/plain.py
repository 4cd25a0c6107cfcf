"""For clients that speak plain HTTP: for each one httpx else reads all certificates, 27 ms."""

from __future__ import annotations

import ssl
from typing import Final

NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody."""
