"""A QR code as it is put into a page."""

from __future__ import annotations

import re

from regie.identity.factors.picture import qr_svg


def test_a_picture_is_nothing_but_shapes() -> None:
    drawn = qr_svg('otpauth://totp/"><script>alert(1)</script>')
    assert set(re.findall(r"<(\w+)", drawn)) == {"svg", "g", "path"}
