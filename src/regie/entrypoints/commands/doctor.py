"""`regie doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from regie.bootstrap import configure_installed
from regie.operations.doctor import Finding, Status, doctor
from regie.operations.exit_codes import ExitCode
from regie.operations.proxy_doctor import examine_proxy
from regie.operations.servers import secret_key

from .output import AsJson, print_json

app = typer.Typer(
    help="Examine the installation, or the proxy before it. Changes nothing.",
    invoke_without_command=True,
)

_COLOURS: Final[dict[Status, str]] = {
    "pass": "green",
    "warn": "yellow",
    "fail": "red",
    "unknown": "blue",
}


@app.callback()
def installation(context: typer.Context, as_json: AsJson = False) -> None:
    """Examine the installation: home, servers, schema, settings. Exit code 1: something fails."""
    if context.invoked_subcommand is None:
        conclude(doctor(configure_installed().settings), as_json=as_json)


@app.command()
def proxy(
    url: Annotated[str, typer.Argument(help="The address that people use.")],
    address: Annotated[
        str | None, typer.Option(help="Our own address as the proxy must see it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the proxy before Régie gets wrong."""
    settings = configure_installed().settings
    findings = examine_proxy(url, secret_key=secret_key(settings), expected_address=address)
    conclude(findings, as_json=as_json)


def conclude(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        print_json(findings)
    else:
        for finding in findings:
            _print(finding)
    if any(finding.status == "fail" for finding in findings):
        sys.exit(ExitCode.FAILED)


def _print(finding: Finding) -> None:
    console = Console(soft_wrap=True, highlight=False)
    mark = Text(f"{finding.status:<8}", style=_COLOURS[finding.status])
    console.print(Text.assemble(mark, f"{finding.name:<24} ", finding.seen))
    if finding.advice:
        console.print(Text(f"{'':8}→ {finding.advice}", style="dim"))
