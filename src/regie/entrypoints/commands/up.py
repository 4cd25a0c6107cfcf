"""`regie up`: start everything and serve until told to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from regie.bootstrap import APPS, Configuration, configure, unknown_variables
from regie.core.app import DemoHint
from regie.core.embedded import open_home
from regie.core.i18n import Language, typeset
from regie.core.settings import local_url
from regie.identity.demo import demo_places, demo_sign_ins
from regie.identity.roles import TITLES
from regie.operations.supervisor import PlainReporter, Ready
from regie.operations.up import up


def register(app: typer.Typer) -> None:
    app.command("up")(run)


def run(
    demo: Annotated[
        bool, typer.Option("--demo", help="A demo: invented data, nothing to set.")
    ] = False,
    workers: Annotated[int | None, typer.Option(help="Web processes.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    home: Annotated[Path | None, typer.Option(help="Where the data live.")] = None,
) -> None:
    """Start everything and serve.

    PostgreSQL and Valkey (unless servers of your own are set), the schema, the web workers.
    Ctrl-C or SIGTERM finishes what is under way and stops everything. Data are kept.
    """
    given: dict[str, Any] = {
        "env": "demo" if demo else None,
        "workers": workers,
        "host": host,
        "port": port,
        "home": home,
    }
    reporter = PlainReporter()
    for name in unknown_variables(os.environ):
        reporter.warning(f"{name} is not a setting of Régie: see `regie config show`")
    configuration = configure(
        overrides={name: value for name, value in given.items() if value is not None}
    )
    code = up(
        configuration,
        dict(os.environ),
        reporter,
        on_ready=lambda ready, link: announce(configuration, ready, link),
    )
    sys.exit(code)


_READY: Final[Mapping[Language, str]] = {
    "fr": "Régie est prête : {address} ({elapsed_s} s)",
    "en": "Régie is ready: {address} ({elapsed_s} s)",
}
_TO_TRY: Final[Mapping[Language, str]] = {"fr": "À essayer :", "en": "To try:"}
_TO_SIGN_IN: Final[Mapping[Language, str]] = {"fr": "Pour se connecter :", "en": "To sign in:"}
_FIRST_RUN: Final[Mapping[Language, str]] = {
    "fr": "Il n’y a encore personne. Ce lien crée l’administrateur, une seule fois :",
    "en": "There is nobody yet. This link makes the administrator, once:",
}
_TO_STOP: Final[Mapping[Language, str]] = {
    "fr": "Ctrl-C arrête tout ; les données restent dans {home}",
    "en": "Ctrl-C stops everything; the data stay in {home}",
}


def announce(configuration: Configuration, ready: Ready, link: str | None) -> None:
    """`link` is for the first administrator."""
    settings = configuration.settings
    language = settings.language
    address = local_url(ready.host, ready.port, settings.root_path) + "/"
    elapsed_s = f"{ready.elapsed_s:.1f}".replace(".", "," if language == "fr" else ".")
    lines = ["", typeset(_READY, language).format(address=address, elapsed_s=elapsed_s)]
    if settings.has_demo_data:
        demos = [demo for name in configuration.apps if (demo := APPS[name].demo)]
        lines += ["", typeset(_TO_TRY, language)]
        lines += [
            line
            for demo in demos
            for hint in demo.hints
            for line in _hint(hint, address.removesuffix("/"), language)
        ]
        lines += ["", typeset(_TO_SIGN_IN, language), *_sign_ins(settings.home, language)]
    if link is not None:
        lines += ["", typeset(_FIRST_RUN, language), f"  {link}"]
    lines += ["", typeset(_TO_STOP, language).format(home=settings.home), ""]
    typer.echo("\n".join(f"  {line}".rstrip() for line in lines))


def _hint(hint: DemoHint, address: str, language: Language) -> list[str]:
    told = [f"  · {typeset(hint.text, language)}"]
    return [*told, f"    {address}{hint.page[language]}"] if hint.page else told


_EVERYWHERE: Final[Mapping[Language, str]] = {"fr": "partout", "en": "everywhere"}


def _sign_ins(home: Path, language: Language) -> list[str]:
    """As the demo made them; whoever has changed a password since knows it."""
    people = demo_sign_ins(open_home(home).secret)
    places = {place.code: place.name for place in demo_places()}
    titles = [
        f"{typeset(TITLES[each.role], language)}, "
        f"{places[each.place] if each.place else _EVERYWHERE[language]}"
        for each in people
    ]
    title_width, email_width = max(map(len, titles)), max(len(each.email) for each in people)
    return [
        f"  · {title:<{title_width}}  {each.email:<{email_width}}  {each.password}"
        for title, each in zip(titles, people, strict=True)
    ]
