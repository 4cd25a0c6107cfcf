"""Under which address people open this installation: what links in e-mails begin with.

It is never taken from a request: whoever asks for somebody else's new password chooses its Host.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator

from regie.core.input import parse_url

_EVERYWHERE: Final = ("127.0.0.1", "::1", "0.0.0.0", "::")  # noqa: S104 - compared, not bound


def _public_url(value: str) -> str:
    url = parse_url(value)
    if "?" in url.target or url.fragment:
        raise ValueError("must be an address without ? and #, such as https://regie.example.fr")
    return str(url).rstrip("/")


PublicUrl = Annotated[str, AfterValidator(_public_url)]
"""With the root path or without; no final slash."""


def local_url(host: str, port: int, root_path: str) -> str:
    """What `regie up` announces, for a browser on this machine."""
    name = "localhost" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}{root_path}"


def base_url(public: str, root_path: str) -> str:
    """Raises ValueError for an address under another path than the installation's."""
    path = parse_url(public).target.rstrip("/")
    if path not in ("", root_path):
        raise ValueError(
            f"REGIE_PUBLIC_URL ends with {path}, REGIE_ROOT_PATH is {root_path or 'empty'}"
        )
    return public if path else f"{public}{root_path}"


def proxied_name(allowed_hosts: tuple[str, ...]) -> str | None:
    """The first whole name by which others than this machine may ask."""
    names = (host for host in allowed_hosts if "." in host and "*" not in host)
    return next((name for name in names if not name.startswith("127.")), None)
