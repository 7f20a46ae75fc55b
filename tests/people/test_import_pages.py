"""What only the office can say about a file: its dates, its columns, the whole roll."""

import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.database import db
from parentcomms.people import queries
from parentcomms.people.models import Enrolment, ImportChoice, ImportRun, Pupil
from tests import make
from tests.people.importing import files

TOP = ("UPN", "Forename", "Surname", "DOB", "Reg Group")


@pytest.fixture
def office(app: Flask) -> FlaskClient:
    """The browser of the office."""
    with app.app_context():
        token = sign_in(make.staff("Sam Office", Role.OFFICE)).token
        name = cookie_name(SignInKind.STAFF)
        db.session.commit()
    client = app.test_client()
    client.set_cookie(name, token)
    return client


def upload(office: FlaskClient, content: bytes, name: str = "pupils.csv") -> str:
    """The address of the preview."""
    sent = office.submit("/staff/import", {"file": (io.BytesIO(content), name)})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return sent.location


def everybody(app: Flask, model: type) -> list:
    with app.app_context():
        return list(db.session.scalars(select(model)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.ctf(files.ctf_pupil()), "Common Transfer File"),
        (files.zipped(files.oneroster_12()), "OneRoster 1.2"),
        (files.zipped(files.sds_21()), "School Data Sync 2.1"),
        (files.workbook(TOP, ("A", "Zoë", "Nowak", "31/12/2018", "Oak")), "workbook"),
    ],
)
def test_every_kind_goes_in_through_the_one_page(
    app: Flask, office: FlaskClient, content: bytes, kind: str
) -> None:
    where = upload(office, content, name="export.dat")
    assert kind in office.get(where).get_data(as_text=True)
    office.submit(where)
    assert [pupil.forename for pupil in everybody(app, Pupil)] == ["Zoë"]


def test_dates_that_could_be_read_two_ways_are_asked_about_and_remembered(
    app: Flask, office: FlaskClient
) -> None:
    content = files.table(TOP, ("A", "Zoë", "Nowak", "03/04/2019", "Oak"))
    where = upload(office, content)
    page = office.get(where).get_data(as_text=True)
    assert "03/04/2019" in page
    assert "Load this file" not in page
    office.submit(where, {"dates-order": "month"}, to=f"{where}/dates")
    assert "Load this file" in office.get(where).get_data(as_text=True)
    office.submit(where)
    assert everybody(app, Pupil)[0].date_of_birth == date(2019, 3, 4)
    again = upload(office, content.replace(b"Oak", b"Elm"))
    page = office.get(again).get_data(as_text=True)
    assert "two ways" not in page, "it was said once for these headings"
    assert "Oak → Elm" in page.replace("<bdi>", "").replace("</bdi>", "")


def test_columns_nobody_understands_are_said_by_the_office_and_remembered(
    app: Flask, office: FlaskClient
) -> None:
    content = files.table(("No.", "Called", "Family"), ("123", "Zoë", "Nowak"), ("124", "Bo", "Li"))
    where = upload(office, content)
    page = office.get(where).get_data(as_text=True)
    assert "Load this file" not in page
    columns = f"{where}/columns"
    shown = office.get(columns).get_data(as_text=True)
    assert "123" in shown, "values stand beside each column"
    assert "0 of 3 columns are understood." in shown
    short = office.submit(columns, {"column-1": "pupil:forename"})
    assert "Say which columns hold" in short.get_data(as_text=True)
    said = ("pupil:admission_number", "pupil:forename", "pupil:surname")
    office.submit(columns, {f"column-{place}": what for place, what in enumerate(said)})
    assert "3 of 3 columns are understood." in office.get(columns).get_data(as_text=True)
    office.submit(where)
    assert [pupil.forename for pupil in everybody(app, Pupil)] == ["Zoë", "Bo"]
    late = office.get(columns)
    assert late.status_code == 409
    assert f'href="{where}"' in late.get_data(as_text=True), "the browser's Back leads on"
    assert everybody(app, ImportChoice)[0].said_by.startswith("staff:")
    again = office.get(upload(office, content)).get_data(as_text=True)
    assert "Our record already says all this" in again


def test_whoever_is_not_named_leaves_only_when_the_office_says_it_is_the_whole_roll(
    app: Flask, office: FlaskClient
) -> None:
    rows = (("A", "Zoë", "Nowak", "31/12/2018", "Oak"), ("B", "Bo", "Li", "30/12/2018", "Oak"))
    office.submit(upload(office, files.table(TOP, *rows)))
    with app.app_context():
        for each in db.session.scalars(select(Enrolment)):
            each.starts_on = date(2025, 9, 1)
        db.session.commit()
    where = upload(office, files.table(TOP, rows[0]))
    office.submit(where, {"whole_roll": "y"})
    with app.app_context():
        roll = {pupil.forename: pupil.on_roll for pupil in queries.school_now().pupils}
    assert roll == {"Zoë": True, "Bo": False}
    page = office.get(where).get_data(as_text=True)
    assert "the children it does not name were ended" in page
    assert "Bo Li" in page, "the record can be opened later"


def test_with_rows_set_aside_the_file_cannot_be_the_whole_roll(
    app: Flask, office: FlaskClient
) -> None:
    rows = (("A", "Zoë", "Nowak", "31/12/2018", "Oak"), ("B", "=x", "Li", "30/12/2018", "Oak"))
    where = upload(office, files.table(TOP, *rows))
    assert "whole_roll" not in office.get(where).get_data(as_text=True)
    office.submit(where, {"set_aside": "y", "whole_roll": "y"})
    assert everybody(app, ImportRun)[0].applied_at is None


def test_two_entries_are_joined_on_a_page_of_their_own(app: Flask, office: FlaskClient) -> None:
    with app.app_context():
        for child in ("Zoë", "Max"):
            make.parent(make.pupil(child), "Anna", surname="Nowak", email="anna@example.org")
        db.session.commit()
    page = office.get("/staff/same-person").get_data(as_text=True)
    where = page.split('href="/staff/same-person/')[1].split('"')[0]
    assert "They are one adult" in office.get(f"/staff/same-person/{where}").get_data(as_text=True)
    office.submit(f"/staff/same-person/{where}")
    assert "There are none" in office.get("/staff/same-person").get_data(as_text=True)
    assert office.get(f"/staff/same-person/{where}").status_code == 404
