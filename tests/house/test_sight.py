"""Why a child's pictures are held back is told to nobody who may not know it.

A *never* child, a differing pair, a child in care and a plain no stand side by side: to those who
may not read individual answers, every page about one must be the page about any other.
"""

import re

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.clock import today
from parentcomms.communications.actions import install_shipped_communications
from parentcomms.database import db
from parentcomms.lists.exporting import make_export
from parentcomms.lists.queries import children_on_roll, grid_of
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import RelationshipKind
from tests import make
from tests.house.worlds import WHY
from tests.staff_pages import signed_in

CANNOT_KNOW = (Role.TEACHER, Role.OFFICE, Role.DEPUTY_DSL)


@pytest.fixture
def children(app: Flask) -> dict[str, str]:
    """Why → the child's reference: same class, same kinds of adult, same day."""
    with app.app_context():
        make.questions()
        install_shipped_communications()
        oak = make.school_class("Oak")
        found = {}
        for why, happen in WHY.items():
            pupil = make.pupil("Ada", in_class=oak, surname=f"Surname-{why}")
            mother = make.parent(pupil, surname=f"Surname-{why}")
            father = make.parent(
                pupil, "Hal", surname=f"Surname-{why}", kind=RelationshipKind.FATHER
            )
            happen(pupil, mother, father)
            found[why] = pupil.reference
        db.session.commit()
        return found


def _without_names(app: Flask, why: str, html: str) -> str:
    """The page with whatever belongs to one child or one request by chance taken out."""
    with app.app_context():
        pupil = db.session.query(Pupil).filter_by(surname=f"Surname-{why}").one()
        own = {pupil.reference, pupil.surname}
        own |= {row.reference for row in db.session.query(Relationship).filter_by(pupil=pupil)}
    for each in own:
        html = html.replace(each, "·")
    return re.sub(r'nonce="[^"]*"|name="(?:csrf_token|form_id)" value="[^"]*"', "", html)


def _adults(app: Flask, reference: str) -> list[str]:
    with app.app_context():
        pupil = db.session.query(Pupil).filter_by(reference=reference).one()
        rows = db.session.query(Relationship).filter_by(pupil_id=pupil.id)
        return [row.reference for row in rows.order_by(Relationship.id)]


PAGES = {
    "record": "/staff/children/{child}",
    "mother": "/staff/children/{child}/adults/{mother}/answers",
    "father": "/staff/children/{child}/adults/{father}/answers",
    "found": "/staff/children?name=Surname-{why}",
    "never": "/staff/children/{child}/never",
    "hold": "/staff/children/{child}/adults/{father}/hold",
}


@pytest.mark.parametrize("role", CANNOT_KNOW)
@pytest.mark.parametrize("template", PAGES.values(), ids=PAGES.keys())
def test_one_childs_page_reads_like_anothers(
    app: Flask, children: dict[str, str], template: str, role: Role
) -> None:
    client = signed_in(app, role)
    seen = {}
    for why, child in children.items():
        mother, father = _adults(app, child)
        answer = client.get(template.format(child=child, mother=mother, father=father, why=why))
        seen[why] = (answer.status_code, _without_names(app, why, answer.text))
    assert len(set(seen.values())) == 1, _first_difference(seen)


def test_the_school_is_counted_exported_and_printed_alike(
    app: Flask, children: dict[str, str]
) -> None:
    """The same four on paper, in the workbook and in the export for the management system."""
    with app.app_context():
        everybody = children_on_roll()
        names = {child.id: child.surname for child in everybody}
        printed = grid_of(everybody).said()
        exported = make_export(only_changes=False).said
        assert {names[int(child)] for child in exported} == {f"Surname-{why}" for why in WHY}
        for said in (printed, exported):
            assert len({tuple(sorted(row.items())) for row in said.values()}) == 1, said
            assert set(next(iter(said.values())).values()) <= {
                "no", "no_objection", today().isoformat(),
            }  # fmt: skip
        db.session.rollback()


def _first_difference(seen: dict[str, tuple[int, str]]) -> str:
    one = seen["plain"][1].splitlines()
    for why, (_, html) in seen.items():
        for line, other in zip(one, html.splitlines(), strict=False):
            if line != other:
                return f"{why}: {other.strip()!r} where a plain no reads {line.strip()!r}"
    return "one page is longer than another"


@pytest.mark.parametrize("role", CANNOT_KNOW)
@pytest.mark.parametrize(
    "template",
    ["/staff/children?class={oak}", "/staff/classes/{oak}", "/staff/lists/classes/{oak}"],
)
def test_lists_show_the_four_alike(
    app: Flask, children: dict[str, str], template: str, role: Role
) -> None:
    with app.app_context():
        pupil = db.session.query(Pupil).first()
        assert pupil is not None
        oak = pupil.enrolments[0].school_class
        assert oak is not None
        address = template.format(oak=oak.reference)
        client = signed_in(app, role)
        for member in db.session.query(StaffMember):  # a teacher sees the lists they are given
            make.in_charge(member, oak)
        db.session.commit()
    html = client.get(address).text
    one_child = "tr" if "/lists/" in template else "li|tbody"
    found = re.finditer(rf"<({one_child})\b.*?</\1>", html, re.DOTALL)
    rows = [each.group(0) for each in found]
    own = {why: [row for row in rows if f"Surname-{why}" in row] for why in children}
    assert all(own.values()) or "/lists/" not in template, "a child is not on the list at all"
    bare = {why: _without_names(app, why, "".join(found)) for why, found in own.items()}
    assert len(set(bare.values())) == 1, bare


def test_the_head_may_know_and_reads_the_difference(app: Flask, children: dict[str, str]) -> None:
    """Else the tests above would hold for a page that says nothing to anybody."""
    client = signed_in(app, Role.HEAD)
    opened = {
        why: client.submit(f"/staff/children/{child}", to=f"/staff/children/{child}/answers").text
        for why, child in children.items()
    }
    assert "has said: never" in opened["never"]
    assert "answers differ" in opened["differing"]
    assert "answer is missing" in opened["care"]
    assert "Somebody said no" in opened["plain"]
