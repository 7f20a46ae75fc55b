"""The board on the database and on its pages: numbers, names, files, and what was handed out."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import openpyxl
import page
import pytest
from flask import Flask
from sqlalchemy import event, insert

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.communications.sending import mark_printed, send
from parentcomms.coverage.governors import governors_pdf
from parentcomms.coverage.queries import EVERYONE, adults_of, board, printed_for
from parentcomms.coverage.rules import Mark, Part
from parentcomms.database import db, new_reference
from parentcomms.people.models import ContactReview, Enrolment, Person, Pupil, Relationship
from parentcomms.people.rules import ContactDecision, ParentalResponsibility, RelationshipKind
from tests import make
from tests.communications.conftest import Desk, desk, inside
from tests.staff_pages import signed_in

__all__ = ["desk", "inside"]
Inside = Callable[[], AbstractContextManager[Desk]]


def test_a_mother_of_two_counts_once_in_the_school_and_once_in_each_class(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm", year_group="5")
    ada, ben = make.pupil("Ada", in_class=oak), make.pupil("Ben", in_class=elm)
    grace = make.parent(of=ada)
    make.relationship(ben, grace)
    make.parent(of=ben, decision=ContactDecision.NOT_REVIEWED)
    found = board()
    assert (found.whole.adults, found.whole.of(Mark.DUE), found.whole.of(Mark.HELD_BACK)) == (
        2, 1, 1,
    )  # fmt: skip
    assert [(row.name, row.adults) for row in found.years] == [("4", 1), ("5", 2)]
    assert [(row.name, row.adults) for row in found.classes] == [("Elm", 2), ("Oak", 1)]


def test_handing_out_a_class_tells_its_adults_and_nobody_elses(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    make.parent(of=make.pupil(in_class=oak), email=None)
    make.parent(of=make.pupil(in_class=elm), email=None)
    mark_printed(send(desk.approve(desk.letter)))
    assert board().whole.of(Mark.PRINTED) == 2
    assert board().whole.parts[Part.TOLD] == 0
    waiting = printed_for(oak.reference)
    assert waiting is not None
    assert len(waiting) == 1
    for each in waiting:
        each.handed_out_at = now()
    db.session.flush()
    rows = {row.name: row for row in board().classes}
    assert (rows["Oak"].of(Mark.TOLD), rows["Elm"].of(Mark.TOLD)) == (1, 0)
    assert printed_for("nowhere") is None


def _two_thousand_adults(classes: int = 60) -> None:
    """In bulk, as an import makes them."""
    day, made_at = date(2024, 9, 1), now()
    rooms = [make.school_class(f"C{number}").id for number in range(classes)]
    pupils = [{"reference": new_reference(), "forename": "A", "surname": f"P{number}",
               "year_group": "4", "care": "none"} for number in range(1000)]  # fmt: skip
    db.session.execute(insert(Pupil), pupils)
    ids = [each for (each,) in db.session.query(Pupil.id)]
    db.session.execute(
        insert(Enrolment),
        [{"pupil_id": each, "class_id": rooms[each % classes], "starts_on": day} for each in ids],
    )
    db.session.execute(
        insert(Person),
        [{"reference": new_reference(), "forename": "B", "surname": f"A{number}", "language": "en",
          "email": f"b{number}@example.org", "made_at": made_at} for number in range(2000)],
    )  # fmt: skip
    people = [each for (each,) in db.session.query(Person.id)]
    db.session.execute(
        insert(Relationship),
        [{"reference": new_reference(), "pupil_id": ids[number % 1000], "person_id": each,
          "kind": RelationshipKind.MOTHER, "pr": ParentalResponsibility.YES, "gets_letters": True,
          "starts_on": day} for number, each in enumerate(people)],
    )  # fmt: skip
    db.session.execute(
        insert(ContactReview),
        [{"relationship_id": each, "decision": ContactDecision.WRITE, "decided_by": "system",
          "decided_at": made_at} for (each,) in db.session.query(Relationship.id)],
    )  # fmt: skip
    db.session.flush()


def _queries_of_the_board() -> tuple[int, int]:
    """How many it asks, and how many adults it counts."""
    asked: list[str] = []

    def count(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    adults = board().whole.adults
    event.remove(db.engine, "before_cursor_execute", count)
    return len(asked), adults


def test_the_board_takes_as_many_queries_for_two_thousand_adults_as_for_one(desk: Desk) -> None:
    make.parent(of=make.pupil(in_class=make.school_class("Oak")))
    few, _ = _queries_of_the_board()
    _two_thousand_adults()
    assert _queries_of_the_board() == (few, 2001)
    assert few <= 32


def test_the_sheet_for_governors_is_tagged_and_names_nobody(desk: Desk) -> None:
    adult = make.parent(of=make.pupil(in_class=make.school_class("Oak")), surname="Verysecret")
    pdf = governors_pdf(board())
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert adult.surname.encode() not in pdf


def test_names_stand_behind_each_number_and_files_can_be_taken(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        oak = make.school_class("Oak")
        make.parent(of=make.pupil(in_class=oak), email=None, surname="=cmd|calc")
        make.parent(of=make.pupil(in_class=oak), surname="Mailly")
        mark_printed([each for each in send(desk.approve(desk.letter)) if each.mail is None])
        reference = oak.reference
    office = signed_in(app, Role.OFFICE)
    assert "Year 4" in office.get("/staff/coverage").text
    names = office.get(f"/staff/coverage/groups/{reference}?mark=printed").text
    assert "=cmd|calc" in names
    assert "Mailly" not in names
    assert office.get("/staff/coverage/groups/nowhere").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(office.get("/staff/coverage/board.xlsx").data))
    cells = {cell.value for row in book["Adults"] for cell in row}
    assert {"cmd|calc", "Mailly"} <= cells
    assert office.get("/staff/coverage/governors.pdf").mimetype == "application/pdf"


def test_the_office_marks_one_adults_letter_as_handed_out(app: Flask, inside: Inside) -> None:
    with inside() as desk:
        oak = make.school_class("Oak")
        first, second = (make.parent(of=make.pupil(in_class=oak), email=None) for _ in range(2))
        mark_printed(send(desk.approve(desk.letter)))
        references = first.reference, second.id, oak.reference
    office = signed_in(app, Role.OFFICE)
    page = f"/staff/coverage/groups/{references[2]}"
    office.submit(page, to=f"/staff/coverage/adults/{references[0]}/handed-out")
    with app.app_context():
        found = adults_of(EVERYONE, Mark.PRINTED)
        assert found is not None
        assert [each.person.id for each in found[1]] == [references[1]]
    assert office.submit(page, to=f"{page}/handed-out").status_code == 303
    with app.app_context():
        assert board().whole.of(Mark.TOLD) == 2


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CLERK])
def test_whoever_may_not_see_coverage_sees_no_names(app: Flask, role: Role) -> None:
    assert signed_in(app, role).get("/staff/coverage/groups/everyone").status_code == 403
