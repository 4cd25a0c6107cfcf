"""The machine's own Chromium, driven without downloading one."""

from __future__ import annotations

import os
import shutil
from typing import Any, Final

from playwright.sync_api import ViewportSize

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

CHROMIUM: Final = os.environ.get("REGIE_CHROMIUM") or next(
    filter(None, map(shutil.which, _NAMES)), None
)

LAUNCH: Final[dict[str, Any]] = {
    "executable_path": CHROMIUM,
    "headless": True,
    "args": [
        "--no-sandbox",  # refused to root, as whom containers run
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ],
}

WIDE: Final[ViewportSize] = {"width": 1440, "height": 900}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
NARROWEST: Final[ViewportSize] = {"width": 320, "height": 640}

PERSON: Final[dict[str, Any]] = {
    "locale": "fr-FR",
    # Far from the installation's time zone, whose days and times the pages must show.
    "timezone_id": "Pacific/Auckland",
    "viewport": WIDE,
    "reduced_motion": "reduce",
}
"""A browser's context: French, at a desk, at the other end of the world."""
