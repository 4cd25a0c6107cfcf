"""Serves the shop's page as a strict shop would: nothing inline, nothing from anywhere else."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import Final

import psycopg
from starlette.requests import Request
from starlette.responses import Response

from regie.core.access import MAIN_TENANT
from regie.core.i18n import Language
from regie.core.web import PUBLIC, HotRoute, exchange_of
from regie.core.web.routes import Handler

from .words import WORDS

SHOP_PATH: Final = "/demo/shop"
SHOP_KEY: Final = "wk_DemoPapierEtPlomb00001"
COLOUR: Final = "#0f5f57"

_FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_ADD: Final = """
    INSERT INTO orders.widget
        (tenant, key, name, origins, title, colour, position, scheme)
    VALUES (%s, %s, 'Papier & Plomb', %s, NULL, %s, 'right', 'auto')
    ON CONFLICT DO NOTHING
"""


def ensure_widget(database_dsn: str) -> None:
    """The shop's key. Our own pages may use every key; the origins are for those who try it from a
    page of their own machine."""
    origins = ["http://localhost:8000", "http://127.0.0.1:8000"]
    with psycopg.connect(database_dsn) as connection:
        connection.execute(_ADD, (MAIN_TENANT, SHOP_KEY, origins, COLOUR))


def shop_routes() -> tuple[HotRoute, ...]:
    """French, English, and the style sheet of both."""
    page = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))
    style = (_FOLDER / "style.css").read_bytes()

    def shown(language: Language) -> Template:
        words = {name: escape(said[language]) for name, said in WORDS.items()}
        return Template(page.safe_substitute(words, lang=language))

    def route(path: str, language: Language) -> HotRoute:
        template = shown(language)

        async def answer(request: Request) -> Response:
            root = exchange_of(request.scope).root_path
            text = template.substitute(root=root, key=SHOP_KEY, colour=COLOUR)
            return Response(text, media_type="text/html", headers=_headers(language))

        return _route(path, answer)

    async def style_sheet(request: Request) -> Response:
        del request
        return Response(style, media_type="text/css", headers={"cache-control": "no-cache"})

    return (
        route(SHOP_PATH, "fr"),
        route(f"{SHOP_PATH}/en", "en"),
        _route(f"{SHOP_PATH}/style.css", style_sheet),
    )


def _headers(language: Language) -> dict[str, str]:
    return {
        "content-security-policy": _POLICY,
        "content-language": language,
        "cache-control": "no-cache",
    }


def _route(path: str, handler: Handler) -> HotRoute:
    return HotRoute(
        "GET",
        path,
        handler,
        operation_id="shop",
        summary="A shop's page, in the demo only",
        tag="demo",
        documented=False,
        guard=PUBLIC,
    )
