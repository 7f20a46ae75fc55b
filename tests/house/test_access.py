"""Every endpoint stands in a table, and nobody else gets in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from parentcomms import access, errors
from parentcomms.access import ROLE_PERMISSIONS, Audience, Permission, Role
from parentcomms.config import BadSettings, Settings
from parentcomms.web import create_app
from tests.house.conftest import EVERYBODY, FAMILY, BrowserOf, address_of
from tests.house.endpoints import ENDPOINTS


def _said(app: Flask, endpoint: str) -> str:
    mark = access.mark_of(app, endpoint)
    assert mark is not None
    return mark.permission.value if mark.permission else mark.audience.value


def test_every_endpoint_stands_in_the_table(demo: Flask) -> None:
    assert {name: _said(demo, name) for name in demo.view_functions} == ENDPOINTS


def _may(who: str, needed: str) -> bool:
    if needed == Audience.PUBLIC:
        return True
    if needed == Audience.FAMILY:
        return who == FAMILY
    roles = {role.value: role for role in Role}
    return who in roles and Permission(needed) in ROLE_PERMISSIONS[roles[who]]


@pytest.fixture
def doors(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The demo with every door as it is and nothing behind it: test_pages.py opens the pages."""

    def behind(view: Any) -> Callable[..., str]:
        def inside(**parameters: str) -> str:
            return "inside"

        inside.access = view.access  # type: ignore[attr-defined]
        return inside

    monkeypatch.setattr(errors, "error_page", lambda status, **words: ("outside", status))
    monkeypatch.setitem(demo.config, "WTF_CSRF_ENABLED", False)  # test_csrf.py's
    for name, view in demo.view_functions.items():
        monkeypatch.setitem(demo.view_functions, name, behind(view))
    return demo


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_gets_past_the_gate_without_the_permission(
    doors: Flask, browser_of: BrowserOf, who: str
) -> None:
    browser = browser_of(who)
    holds = _permissions_held(doors, who)
    for rule in doors.url_map.iter_rules():
        needed = ENDPOINTS[rule.endpoint]
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        response = browser.open(address_of(rule), method=method)
        stopped = response.status_code == 403 or _sent_away(response.location)
        if _may(who, needed) or needed in holds:
            assert response.text == "inside", f"{who} is stopped at {rule.endpoint}"
        else:
            assert stopped, f"{who} gets {response.status_code} at {rule.endpoint}"


def _permissions_held(app: Flask, who: str) -> set[str]:
    """What the demo's holder of this role may do by all the roles they have."""
    from parentcomms.accounts.queries import roles_of, staff_with_role

    if who not in {role.value for role in Role}:
        return set()
    with app.app_context():
        person = staff_with_role(Role(who))[0]
        return {permission.value for permission in access.permissions_of(roles_of(person.id))}


def _sent_away(location: str | None) -> bool:
    return location is not None and ("/staff/sign-in" in location or "link-ended" in location)


def test_an_app_with_an_unmarked_page_does_not_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "public", lambda view: view)
    with pytest.raises(BadSettings, match="static"):
        create_app(settings)


def test_administrator_is_not_everything() -> None:
    administrator = ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    assert Permission.RECEIVE_CONCERNS not in administrator
    assert Permission.READ_INDIVIDUAL_ANSWERS not in administrator


def test_who_may_read_individual_answers() -> None:
    readers = {
        r for r, held in ROLE_PERMISSIONS.items() if Permission.READ_INDIVIDUAL_ANSWERS in held
    }
    assert readers == {Role.HEAD, Role.DSL, Role.DATA_PROTECTION_LEAD}


def test_edit_approve_and_send_are_three_permissions() -> None:
    office = ROLE_PERMISSIONS[Role.OFFICE]
    assert {Permission.EDIT_COMMUNICATION, Permission.SEND_COMMUNICATION} <= office
    assert Permission.APPROVE_COMMUNICATION not in office
