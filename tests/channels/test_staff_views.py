"""The register's pages: the office enters, the head approves, either may suspend."""

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.channels.queries import all_channels, open_channels
from parentcomms.database import db
from tests import make
from tests.client import StrictClient

ANSWERS = {
    "kind": "social_media",
    "name": "Elm Park on Facebook",
    "platform": "Facebook",
    "address": "facebook.com/elmpark",
    "audience": "public",
    "purpose": "News for families",
    "owner": "Olu Office",
    "second_administrator": "Hana Head",
}
PASSWORD = "purple tractor lunch"


def _signed_in(app: Flask, *roles: Role) -> StrictClient:
    email = f"{roles[0].value}@example.org"
    with app.app_context():
        make.staff("Somebody", *roles, email=email, password=PASSWORD)
        db.session.commit()
    client: StrictClient = app.test_client()
    client.submit("/staff/sign-in", {"email": email, "password": PASSWORD})
    return client


def _add(client: StrictClient, **changes: str) -> str:
    done = client.submit("/staff/channels/add", ANSWERS | changes)
    assert done.status_code == 303, done.text
    return str(done.location)


def test_the_office_enters_an_account_and_the_head_approves_it(app: Flask) -> None:
    office, head = _signed_in(app, Role.OFFICE), _signed_in(app, Role.HEAD)
    page = _add(office)
    assert "Waiting for the head" in office.get(page).text
    assert office.submit(page, to=f"{page}/approve").status_code == 403
    assert head.submit(page, to=f"{page}/approve").status_code == 303
    assert "Approved" in head.get("/staff/channels").text
    with app.app_context():
        assert [channel.name for channel in open_channels()] == ["Elm Park on Facebook"]
        assert open_channels()[0].approved_by == "staff:2"


def test_the_office_may_stop_posts_at_once_and_not_open_them_again(app: Flask) -> None:
    office, head = _signed_in(app, Role.OFFICE), _signed_in(app, Role.HEAD)
    page = _add(office)
    head.submit(page, to=f"{page}/approve")
    assert office.submit(page, to=f"{page}/suspend").status_code == 303
    assert "Suspended" in office.get(page).text
    assert "/approve" not in office.get(page).text
    with app.app_context():
        assert not open_channels()


@pytest.mark.parametrize("left_out", sorted(ANSWERS))
def test_nothing_of_what_the_head_reads_may_be_left_out(app: Flask, left_out: str) -> None:
    page = _signed_in(app, Role.OFFICE).submit("/staff/channels/add", ANSWERS | {left_out: ""})
    assert page.status_code == 200
    assert "There is a problem" in page.text
    with app.app_context():
        assert not all_channels()


def test_a_second_place_of_the_same_name_is_an_error_on_the_form(app: Flask) -> None:
    office = _signed_in(app, Role.OFFICE)
    _add(office)
    again = office.submit("/staff/channels/add", ANSWERS)
    assert "already an account or place of this name" in again.text


def test_a_new_school_enters_the_usual_places_with_one_button(app: Flask) -> None:
    office, page = _signed_in(app, Role.OFFICE), "/staff/channels"
    assert office.submit(page, to=f"{page}/usual").status_code == 303
    assert "School website" in office.get(page).text
    assert "Enter the places" not in office.get(page).text
    with app.app_context():
        assert {channel.approved_by for channel in open_channels()} == {"system"}


def test_a_teacher_does_not_see_the_register(app: Flask) -> None:
    assert _signed_in(app, Role.TEACHER).get("/staff/channels").status_code == 403


def test_a_place_that_is_not_there_is_not_found(app: Flask) -> None:
    assert _signed_in(app, Role.HEAD).get("/staff/channels/nothere").status_code == 404
