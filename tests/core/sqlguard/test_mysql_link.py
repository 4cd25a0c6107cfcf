"""The link to a MariaDB or a MySQL: encrypted, and to the server that was meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from socket import gethostbyname

import pytest

from conftest import Require
from mysqlserver import MySQL
from regie.core.sqlguard import SourceRefused, open_source

from .mysql_workshop import DATABASE, PASSWORD, READER, words

pytestmark = pytest.mark.mysql


async def test_a_certificate_that_is_checked_encrypts_the_link(
    mysql_workshop: MySQL, require_component: Require
) -> None:
    require_component("ca= in the DSN of the MySQL", mysql_workshop.ca)
    source = open_source("sealed", mysql_workshop.sealed().dsn(READER, PASSWORD, DATABASE))
    cipher = (
        f"SELECT variable_value AS cipher FROM {words(mysql_workshop).statuses}.session_status"
        " WHERE variable_name = 'Ssl_cipher'"
    )
    assert (await source.fetch(cipher))[0]["cipher"]
    await source.close()


@pytest.mark.parametrize(
    "changed",
    [
        lambda sealed: replace(sealed, options="?tls=verify"),
        lambda sealed: replace(sealed, host=gethostbyname(sealed.host)),
    ],
    ids=["of nobody we know", "of another name"],
)
async def test_a_certificate_that_is_not_right_is_a_refusal(
    mysql_workshop: MySQL, require_component: Require, changed: Callable[[MySQL], MySQL]
) -> None:
    require_component("ca= in the DSN of the MySQL", mysql_workshop.ca)
    server = changed(mysql_workshop.sealed())
    source = open_source("sealed", server.dsn(READER, PASSWORD, DATABASE))
    with pytest.raises(SourceRefused, match="certificate"):
        await source.ping()
    await source.close()
