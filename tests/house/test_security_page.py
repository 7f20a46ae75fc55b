"""docs/security.md says what is so: its table of roles, and the tests it names."""

import re

from parentcomms.access import ROLE_PERMISSIONS, Permission, Role
from parentcomms.config import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def _table() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    return {permission: set(re.findall(r"`(\w+)`", roles)) for permission, roles in rows}


def test_the_table_of_what_each_role_may_do_is_the_one_the_gate_asks() -> None:
    wanted = {
        permission.value: {role.value for role in Role if permission in ROLE_PERMISSIONS[role]}
        for permission in Permission
    }
    assert _table() == wanted


def test_every_test_it_names_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE))
    assert len(named) > 20
    for file, function in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in text, f"{file}::{function}"
