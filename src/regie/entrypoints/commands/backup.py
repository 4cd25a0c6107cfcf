"""`regie backup` and `regie restore`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from regie.bootstrap import configure_installed
from regie.operations.archive import read_passphrase
from regie.operations.backup import backup
from regie.operations.progress import shown
from regie.operations.restore import restore

from .output import AsJson, print_json

PassphraseFile = Annotated[
    Path | None, typer.Option(help="A file whose first line seals, or opens, the backup.")
]


def register(app: typer.Typer) -> None:
    app.command("backup")(run_backup)
    app.command("restore")(run_restore)


def run_backup(
    target: Annotated[Path, typer.Argument(help="A new file, or a folder for one.")] = Path(),
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Save databases, files and secrets in one file. May run while Régie serves."""
    with shown() as progress:
        report = backup(
            configure_installed().settings,
            target,
            passphrase=passphrase_file and read_passphrase(passphrase_file),
            configuration_file=Path(os.environ.get("REGIE_CONFIG", "regie.toml")),
            progress=progress,
        )
    if as_json:
        print_json(report)
        return
    for note in report.notes:
        typer.echo(note, err=True)
    typer.echo(f"{report.path} ({report.size / 1_000_000:.1f} MB)")


def run_restore(
    source: Annotated[Path, typer.Argument(help="The file that `regie backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move the home that is there aside first.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make an installation again from a backup.

    Whole or not at all: a restore that is killed leaves the place as it was.
    """
    with shown() as progress:
        report = restore(
            configure_installed().settings,
            source,
            replace=replace,
            passphrase=passphrase_file and read_passphrase(passphrase_file),
            progress=progress,
        )
    if as_json:
        print_json(report)
        return
    if report.moved_aside is not None:
        typer.echo(f"what was there before is in {report.moved_aside}", err=True)
    for note in report.notes:
        typer.echo(note, err=True)
    typer.echo(f"restored to {report.home}; start it with `regie up`")
