"""Lines as MariaDB and MySQL write them."""

from __future__ import annotations

import pytest

from regie.core.sqlguard.engines.mysql.grants import (
    NOWHERE,
    Grant,
    grant_of,
    may_be_everybodys,
    roles_of,
)
from regie.core.sqlguard.engines.mysql.passwords import passwords_seen

HASH = "*6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4"


def granted(rights: frozenset[str], where: str, to: str = "`u`@`%`") -> Grant:
    return Grant(rights, where, to)


LINES = {
    f"GRANT USAGE ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '{HASH}'": granted(
        frozenset({"USAGE"}), "*.*"
    ),
    "GRANT SELECT (`id`, `n ON m`), INSERT ON `shop`.`orders` TO `u`@`%`": granted(
        frozenset({"SELECT", "INSERT"}), "`shop`.`orders`"
    ),
    "GRANT SELECT, LOCK TABLES, DELETE HISTORY ON `a``b`.* TO `u`@`%`": granted(
        frozenset({"SELECT", "LOCK TABLES", "DELETE HISTORY"}), "`a``b`.*"
    ),
    "GRANT ALL PRIVILEGES ON *.* TO `u`@`%` WITH GRANT OPTION": granted(
        frozenset({"ALL PRIVILEGES", "GRANT OPTION"}), "*.*"
    ),
    "GRANT BACKUP_ADMIN,CLONE_ADMIN ON *.* TO `u`@`%`": granted(
        frozenset({"BACKUP_ADMIN", "CLONE_ADMIN"}), "*.*"
    ),
    "GRANT EXECUTE ON FUNCTION `shop`.`total` TO `u`@`%`": granted(
        frozenset({"EXECUTE"}), "FUNCTION `shop`.`total`"
    ),
    "GRANT SELECT ON `shop`.`x` TO `WITH GRANT OPTION`@`%`": granted(
        frozenset({"SELECT"}), "`shop`.`x`", "`WITH GRANT OPTION`@`%`"
    ),
    "GRANT INSERT ON `shop`.* TO PUBLIC": granted(frozenset({"INSERT"}), "`shop`.*", "PUBLIC"),
    "GRANT INSERT ON `shop`.* TO PUBLIC WITH GRANT OPTION": granted(
        frozenset({"INSERT", "GRANT OPTION"}), "`shop`.*", "PUBLIC"
    ),
    "GRANT INSERT ON `shop`.* TO `role`": granted(frozenset({"INSERT"}), "`shop`.*", "`role`"),
    "REVOKE SELECT ON `mysql`.* FROM `u`@`%`": None,
    "GRANT PROXY ON `root`@`%` TO `u`@`%`": granted(frozenset({"PROXY"}), "`root`@`%`"),
    "GRANT PROXY ON ''@'%' TO `u`@`%` WITH GRANT OPTION": granted(frozenset({"PROXY"}), "''@'%'"),
    "GRANT RUNNING ON nothing TO `u`@`%`": Grant(frozenset({"RUNNING"}), NOWHERE, ""),
    'GRANT INSERT ON "shop".* TO "u"@"%"': Grant(frozenset({"INSERT"}), NOWHERE, ""),
    "GRANT `reading`@`%` TO `u`@`%`": None,
    "SET DEFAULT ROLE `reading` FOR `u`@`%`": None,
}


@pytest.mark.parametrize(("line", "grant"), LINES.items())
def test_a_line_says_which_rights_on_what(line: str, grant: Grant | None) -> None:
    assert grant_of(line) == grant


def test_nothing_of_a_hash_is_kept() -> None:
    assert not any(HASH in repr(grant_of(line)) for line in LINES)


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("GRANT `reading`@`%`,`a``b`@`%` TO `u`@`%`", ["`reading`@`%`", "`a``b`@`%`"]),
        ("GRANT `reading` TO `u`@`%`", ["`reading`"]),
        ("GRANT SELECT ON `reading`.* TO `u`@`%`", []),
    ],
)
def test_a_line_of_roles_names_them(line: str, roles: list[str]) -> None:
    assert list(roles_of(line)) == roles


@pytest.mark.parametrize(
    ("line", "everybodys"),
    [
        ("GRANT INSERT ON `shop`.* TO PUBLIC", True),
        ("GRANT INSERT ON `shop`.* TO PUBLIC WITH GRANT OPTION", True),
        ("GRANT INSERT ON `shop`.* TO `PUBLIC`", True),
        ("GRANT `writing` TO PUBLIC", True),
        ("GRANT `writing` TO PUBLIC WITH ADMIN OPTION", True),
        ("GRANT RUNNING ON nothing TO somebody", True),
        ("GRANT INSERT ON `shop`.* TO `PUBLIC`@`%`", False),
        ("GRANT INSERT ON `a TO PUBLIC`.* TO `u`@`%`", False),
        ("GRANT `writing` TO `u`@`%`", False),
        ("GRANT `a TO PUBLIC` TO `PUBLIC`@`%`", False),
        ("GRANT PROXY ON ''@'%' TO `u`@`%`", False),
        ("SET DEFAULT ROLE `writing` FOR `u`@`%`", False),
    ],
)
def test_a_line_is_everybodys_or_may_be(line: str, everybodys: bool) -> None:
    assert may_be_everybodys(line) == everybodys


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("*.*", True),
        ("`mysql`.*", True),
        ("`mysql`.`global_priv`", True),
        ("`mysql`.`user`", True),
        ("`my%`.*", True),
        ("`_ysql`.*", True),
        ("`%`.*", True),
        ("`mysql`.`time_zone`", False),
        ("`my\\_ql`.*", False),
        ("`my%`.`user`", False),
        ("`shop`.*", False),
        ("`shop`.`user`", False),
        ("FUNCTION `mysql`.`user`", False),
    ],
)
def test_a_grant_opens_the_passwords_or_does_not(where: str, seen: bool) -> None:
    assert passwords_seen(where) == seen
