"""A text as a QR code."""

from __future__ import annotations

import io
from typing import Final

import segno

_SCALE: Final = 4
_BORDER: Final = 2


def qr_svg(text: str) -> str:
    """An <svg> element, dark on white also on a dark page: cameras want it so."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        scale=_SCALE,
        border=_BORDER,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        nl=False,
    )
    return out.getvalue().decode()
