"""The story of an adopted child whom nothing may distinguish from one whose parents said no."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.consent.rules import UseKey
from parentcomms.database import db
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Pupil, SchoolClass
from parentcomms.people.rules import HoldKind, ParentalResponsibility, RelationshipKind
from tests import make
from tests.browser.stories.acts import CHANGE, NO, check, text
from tests.browser.stories.conftest import FRIDAY, MoveTo
from tests.browser.stories.school import SURNAME, School, parents

NOON = FRIDAY + timedelta(hours=2)


def test_nothing_tells_the_adopted_child_from_a_plain_no(school: School, move_to: MoveTo) -> None:
    with school.past():
        adopted = school.child("Ada")
        _said(adopted, "yes")
        _a_birth_mother(adopted)
        _said(school.child("Ben"), "no")
        _said(school.child("Cleo"), "yes")
        oak = db.session.get_one(SchoolClass, school.oak)
        make.in_charge(db.session.get_one(StaffMember, school.staff[Role.TEACHER]), oak)
    _never(school.at_work(Role.DSL), adopted)

    teacher = school.at_work(Role.TEACHER)
    screens = []
    for name in ("Ada", "Ben"):
        move_to(NOON)
        assert check(teacher, f"{name} Reed") == NO
        alone = text(teacher)
        assert check(teacher, f"{name} Reed", "Cleo Reed") == CHANGE
        screens.append((alone + text(teacher)).replace(name, "«child»"))
    assert screens[0] == screens[1]
    assert check(teacher, "Ada Reed", "Ben Reed") == NO
    expect(teacher.get_by_role("heading", name="Ada Reed, Ben Reed")).to_be_visible()

    teacher.goto(f"/staff/lists/classes/{oak.reference}")
    rows = {name: _row(teacher, name) for name in ("Ada", "Ben", "Cleo")}
    assert rows["Ada"] == rows["Ben"] != rows["Cleo"]
    teacher.goto(f"/staff/children/{adopted.reference}")
    assert "Ada" not in teacher.content()


def _said(child: Pupil, decision: str) -> None:
    """Both parents, adoptive or not, said the same to everything."""
    for adult in parents(child):
        for use in UseKey:
            make.answer(child, adult, use.value, decision)


def _a_birth_mother(child: Pupil) -> None:
    birth_mother = make.person("Rhoda", surname=SURNAME)
    row = make.relationship(
        child, birth_mother, kind=RelationshipKind.OTHER_FAMILY, pr=ParentalResponsibility.NO
    )
    place_hold(row, HoldKind.BIRTH_RELATIVE, "Adopted in 2021")


def _never(lead: Page, child: Pupil) -> None:
    """The safeguarding lead puts the switch above every answer, with a reason of their own."""
    lead.goto(f"/staff/children/{child.reference}/never")
    lead.get_by_label("Why?").fill("Adopted; must not be found.")
    lead.get_by_role("button", name="Set", exact=True).click()
    expect(lead.get_by_text("It holds from now on.")).to_be_visible()


def _row(teacher: Page, name: str) -> list[str]:
    """What the list says of a child, cell by cell."""
    row = teacher.get_by_role("row").filter(has_text=name)
    return row.get_by_role("cell").all_inner_texts()
