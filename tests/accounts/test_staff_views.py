"""Accounts and roles in the browser: added, invited, given, taken away, closed."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts import actions, queries
from parentcomms.accounts.invitations import invitation_reference
from parentcomms.accounts.models import FamilyLink, StaffMember
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.links import Purpose, token_for
from parentcomms.outbox.models import OutgoingMail
from tests import make
from tests.client import StrictClient

PASSWORD = "purple tractor lunch"
NEW = "green kettle marathon"
LIST = "/staff/accounts"


@pytest.fixture
def head(app: Flask, client: StrictClient) -> StrictClient:
    """A browser in which the head is signed in."""
    with app.app_context():
        make.staff("Hana Head", Role.HEAD, email="head@example.org", password=PASSWORD)
        db.session.commit()
    _sign_in(client, "head@example.org", PASSWORD)
    return client


def _sign_in(client: StrictClient, email: str, password: str) -> int:
    answer = client.submit("/staff/sign-in", {"email": email, "password": password})
    return answer.status_code


def _member(app: Flask, name: str, *roles: Role, **others: str) -> str:
    with app.app_context():
        reference = make.staff(name, *roles, **others).reference
        db.session.commit()
        return reference


def _roles(app: Flask, reference: str) -> set[Role]:
    with app.app_context():
        staff = queries.staff_by_reference(reference)
        return set(queries.roles_of(staff.id))


def _invitation(app: Flask) -> str:
    """The page an invited colleague opens, derived as the mail derives it."""
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        token = token_for(Purpose.STAFF_INVITATION, mail.values["link"]["reference"])
        return f"/staff/invitation/{token}"


def test_somebody_added_is_invited_chooses_a_password_and_is_in(
    head: StrictClient, app: Flask
) -> None:
    new = {"name": "Olive", "email": "olive@example.org", "roles": ["office", "teacher"]}
    assert head.submit(f"{LIST}/add", new).status_code == 303
    page = _invitation(app)
    browser = app.test_client()
    assert browser.submit(page, {"new_password": NEW}).status_code == 303
    assert browser.get("/staff/my-sign-ins").status_code == 200
    assert _sign_in(app.test_client(), "olive@example.org", NEW) == 303


def test_an_invitation_works_once(head: StrictClient, app: Flask) -> None:
    head.submit(f"{LIST}/add", {"name": "O", "email": "o@example.org", "roles": ["office"]})
    page = _invitation(app)
    app.test_client().submit(page, {"new_password": NEW})
    again = app.test_client().get(page)
    assert (again.status_code, "This invitation has ended" in again.text) == (404, True)


def test_an_invitation_lasts_a_week(app: Flask, client: StrictClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        with app.app_context():
            staff = make.staff("Olive", Role.OFFICE)
            token = token_for(Purpose.STAFF_INVITATION, invitation_reference(staff))
            db.session.commit()
        clock.shift(timedelta(days=7))
        assert client.get(f"/staff/invitation/{token}").status_code == 200
        clock.shift(timedelta(days=1))
        assert client.get(f"/staff/invitation/{token}").status_code == 404


def test_an_invitation_to_somebody_who_has_left_is_worth_nothing(
    head: StrictClient, app: Flask, client: StrictClient
) -> None:
    head.submit(f"{LIST}/add", {"name": "O", "email": "o@example.org", "roles": ["office"]})
    with app.app_context():
        actions.end_staff(queries.staff_by_email("o@example.org"))
        db.session.commit()
    assert client.get(_invitation(app)).status_code == 404


@pytest.mark.parametrize(
    "token", ["x", "a.b.20991231-abc", "reference-" + "a" * 26, "a.b.c.d-" + "b" * 26]
)
def test_a_made_up_invitation_is_no_page(client: StrictClient, token: str) -> None:
    assert client.get(f"/staff/invitation/{token}").status_code == 404


def test_a_poor_password_is_refused_with_a_reason(app: Flask, client: StrictClient) -> None:
    with app.app_context():
        staff = make.staff("Olive Featherstone", Role.OFFICE)
        token = token_for(Purpose.STAFF_INVITATION, invitation_reference(staff))
        db.session.commit()
    for poor, said in (("short", "at least 12"), ("featherstone1", "your own name")):
        answer = client.submit(f"/staff/invitation/{token}", {"new_password": poor})
        assert said in answer.text
        assert poor not in answer.text


def test_an_address_already_there_is_said_under_its_box(head: StrictClient) -> None:
    taken = {"name": "Other", "email": "HEAD@example.org", "roles": ["office"]}
    answer = head.submit(f"{LIST}/add", taken)
    assert "Somebody with this address is already there" in answer.text


def test_pressing_add_twice_adds_and_invites_once(head: StrictClient, app: Flask) -> None:
    new = {"name": "O", "email": "o@example.org", "roles": ["office"], "form_id": "the-same"}
    for _ in range(2):
        answer = head.submit(f"{LIST}/add", new)
        assert answer.status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(OutgoingMail)).all()) == 1


def test_giving_and_taking_away_a_role(head: StrictClient, app: Flask) -> None:
    olive = _member(app, "Olive", Role.OFFICE)
    page = f"{LIST}/{olive}"
    assert head.submit(page, {"role": ["teacher", "clerk"]}).status_code == 303
    assert _roles(app, olive) == {Role.OFFICE, Role.TEACHER, Role.CLERK}
    assert head.submit(page, to=f"{page}/roles/clerk/end").status_code == 303
    assert head.submit(page, to=f"{page}/roles/office/end").status_code == 303
    assert _roles(app, olive) == {Role.TEACHER}
    assert head.submit(page, to=f"{page}/roles/wizard/end").status_code == 404


def test_the_only_head_cannot_take_their_own_role_away(head: StrictClient, app: Flask) -> None:
    with app.app_context():
        me = queries.staff_by_email("head@example.org").reference
    page = f"{LIST}/{me}"
    answer = head.submit(page, to=f"{page}/roles/head/end")
    assert answer.status_code == 409
    assert "Nobody would be left who can manage staff" in answer.text
    assert "Nobody would be left" in head.submit(f"{page}/close").text
    assert _roles(app, me) == {Role.HEAD}


def test_closing_an_account_asks_once_and_ends_everything(head: StrictClient, app: Flask) -> None:
    olive = _member(app, "Olive", Role.OFFICE, email="olive@example.org", password=PASSWORD)
    hers = app.test_client()
    _sign_in(hers, "olive@example.org", PASSWORD)
    assert head.get(f"{LIST}/{olive}/close").status_code == 200
    assert hers.get("/staff/my-sign-ins").status_code == 200
    assert head.submit(f"{LIST}/{olive}/close").status_code == 303
    assert hers.get("/staff/my-sign-ins").status_code == 302
    assert _sign_in(app.test_client(), "olive@example.org", PASSWORD) == 200


def test_a_new_invitation_leaves_the_old_password_until_it_is_used(
    head: StrictClient, app: Flask
) -> None:
    olive = _member(app, "Olive", Role.OFFICE, email="olive@example.org", password=PASSWORD)
    page = f"{LIST}/{olive}"
    assert head.submit(page, to=f"{page}/invitation").status_code == 303
    assert _sign_in(app.test_client(), "olive@example.org", PASSWORD) == 303
    app.test_client().submit(_invitation(app), {"new_password": NEW})
    assert _sign_in(app.test_client(), "olive@example.org", PASSWORD) == 200


def test_changing_my_password_needs_the_one_i_have(head: StrictClient, app: Flask) -> None:
    page = "/staff/my-password"
    wrong = {"current_password": "not this one at all", "new_password": NEW}
    assert "This is not your password" in head.submit(page, wrong).text
    right = {"current_password": PASSWORD, "new_password": NEW}
    assert head.submit(page, right).status_code == 303
    assert head.get("/staff/my-sign-ins").status_code == 200
    assert _sign_in(app.test_client(), "head@example.org", PASSWORD) == 200
    assert _sign_in(app.test_client(), "head@example.org", NEW) == 303


def test_guessing_my_password_at_an_open_desk_is_slowed(head: StrictClient) -> None:
    wrong = {"current_password": "not this one at all", "new_password": NEW}
    for _ in range(5):
        assert head.submit("/staff/my-password", wrong).status_code == 200
    right = {"current_password": PASSWORD, "new_password": NEW}
    assert head.submit("/staff/my-password", right).status_code == 429


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.DSL, Role.CHAIR, Role.CLERK])
def test_only_those_who_manage_staff_see_accounts(
    app: Flask, client: StrictClient, role: Role
) -> None:
    other = _member(app, "Other", Role.TEACHER)
    _member(app, "Me", role, email="me@example.org", password=PASSWORD)
    _sign_in(client, "me@example.org", PASSWORD)
    for page in (LIST, f"{LIST}/add", f"{LIST}/{other}", f"{LIST}/{other}/close"):
        assert client.get(page).status_code == 403


def test_the_office_sees_links_that_went_wrong_and_makes_a_new_one(
    app: Flask, client: StrictClient
) -> None:
    _member(app, "Olive", Role.OFFICE, email="me@example.org", password=PASSWORD)
    with app.app_context():
        link = actions.make_family_link(make.parent(make.pupil(), "Grace"))
        actions.report_link(link)
        db.session.commit()
        reference = link.reference
    _sign_in(client, "me@example.org", PASSWORD)
    page = "/staff/links-to-check"
    assert "Grace" in client.get(page).text
    assert client.submit(page, to=f"{page}/{reference}/settled").status_code == 303
    assert "There are none" in client.get(page).text
    with app.app_context():
        assert len(db.session.scalars(select(FamilyLink)).all()) == 2


def test_every_member_of_staff_is_listed_once(head: StrictClient, app: Flask) -> None:
    for name in ("Olive", "Tess"):
        _member(app, name, Role.TEACHER, Role.OFFICE)
    page = head.get(LIST).text
    with app.app_context():
        everyone = db.session.scalars(select(StaffMember)).all()
        assert [page.count(f"{LIST}/{member.reference}") for member in everyone] == [1, 1, 1]
