"""Clubs, trips and saved lists on staff pages, and who is given which."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.database import db
from parentcomms.people.models import PupilGroup
from tests import make
from tests.staff_pages import signed_in

GROUPS = "/staff/groups"


@pytest.fixture
def oak(app: Flask) -> str:
    with app.app_context():
        made = make.school_class("Oak")
        for name in ("Ada", "Ben"):
            make.pupil(name, surname="Oakley", in_class=made)
        make.pupil("Cai", surname="Elsewhere")
        db.session.commit()
        return made.reference


def test_a_trip_is_filled_by_class_and_by_names_which_are_never_guessed(
    app: Flask, oak: str
) -> None:
    teacher = signed_in(app, Role.TEACHER)
    page = teacher.submit(GROUPS, {"kind": "trip", "name": "Museum"}).location
    assert (
        "2 children were added"
        in teacher.submit(page, {"classes": [oak]}, follow_redirects=True).text
    )
    offered = teacher.submit(page, {"pasted": "Cay Elsewhere\nXyzzy"}).text
    assert "Who is" in offered
    assert "Nobody in school today is called" in offered
    assert "3 children" not in teacher.get(page).text
    added = teacher.submit(page, {"pasted": "Elsewhere, Cai"}, follow_redirects=True).text
    assert "3 children" in added
    leaving = re.findall(r'name="leaving" value="(\w+)"', added)
    less = teacher.submit(
        page, {"leaving": leaving[:1]}, to=f"{page}/take-out", follow_redirects=True
    )
    assert "2 children" in less.text
    assert teacher.submit(page, to=f"{page}/end", follow_redirects=True).status_code == 200
    assert teacher.get(page).status_code == 404


def test_a_group_is_another_teachers_to_read_once_given_and_never_to_change(
    app: Flask, oak: str
) -> None:
    office, teacher = signed_in(app, Role.OFFICE), signed_in(app, Role.TEACHER, name="Tess")
    page = office.submit(GROUPS, {"kind": "club", "name": "Chess"}).location
    office.submit(page, {"classes": [oak]})
    assert teacher.get(page).status_code == 404
    assert teacher.get("/staff/in-charge").status_code == 403
    with app.app_context():
        tess = db.session.scalars(select(StaffMember).filter_by(name="Tess")).one().reference
        chess = db.session.scalars(select(PupilGroup)).one().reference
    given = {"staff": tess, "groups": [chess], "classes": [oak]}
    shown = office.submit("/staff/in-charge", given, follow_redirects=True).text
    assert shown.count("Tess") >= 2
    assert "Ada Oakley" in teacher.get(page).text
    assert teacher.submit(GROUPS, {"leaving": []}, to=f"{page}/take-out").status_code == 404
    teacher.submit(GROUPS, {"pasted": "Cai Elsewhere"}, to=page)
    assert "Cai" not in teacher.get(page).text
    ends = re.findall(r'action="(/staff/in-charge/[^"]+/end)"', shown)
    assert sorted(ends) == sorted(f"/staff/in-charge/{tess}/of/{of}/end" for of in (chess, oak))
    strangers = f"/staff/in-charge/{tess}/of/nothing/end"
    assert office.submit("/staff/in-charge", to=strangers).status_code == 404
    for end in ends:
        office.submit("/staff/in-charge", to=end)
    assert teacher.get(page).status_code == 404
