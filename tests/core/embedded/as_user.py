"""Starts and stops the servers as an ordinary user: `python as_user.py <uid> <home>`.

Everything is imported before root is given up, for the interpreter may be out of the user's reach.
Prints the account's prefix length, the owner of the data and whether a login was answered.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import psycopg

from regie.core.embedded import choose_account, open_home


def main(uid: int, folder: Path) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    account = choose_account()
    home = open_home(folder, account=account)
    try:
        for server in (home.cache, home.state, home.postgres):
            server.start()
        with psycopg.connect(home.postgres.superuser_url()) as connection:
            answer = connection.execute("SELECT 1").fetchone()
    finally:
        for server in (home.cache, home.state, home.postgres):
            server.stop(quick=True)
    owner = (folder / "data" / "postgres").stat().st_uid
    sys.stdout.write(json.dumps([bool(account.prefix), owner, answer == (1,)]))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
