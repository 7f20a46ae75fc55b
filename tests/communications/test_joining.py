"""When the joining letter is due (policy 10.1): each joining once, whichever way it came about."""

from datetime import timedelta

from parentcomms.clock import today
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.people.models import Enrolment
from tests import make
from tests.communications.conftest import Desk


def test_a_new_pupil_brings_a_letter_to_each_adult_once(desk: Desk) -> None:
    child = make.pupil()
    adults = {make.parent(of=child).id, make.parent(of=child).id}
    assert {made.person_id for made in send(desk.approve(desk.letter))} == adults
    assert send(desk.letter) == []


def test_a_second_child_later_is_due_a_letter_of_its_own(desk: Desk) -> None:
    adult = make.parent(of=make.pupil("Ada"))
    send(desk.approve(desk.letter))
    make.relationship(make.pupil("Ben"), adult)
    (made,) = send(desk.letter)
    assert made.mail is not None
    assert made.mail.values["first_names"] == "Ben"


def test_a_new_adult_of_a_child_who_is_here_already_is_due_one(desk: Desk) -> None:
    child = make.pupil()
    make.parent(of=child)
    send(desk.approve(desk.letter))
    newcomer = make.parent(of=child, starts_on=today())
    (made,) = send(desk.letter)
    assert made.person_id == newcomer.id


def test_a_child_who_joins_during_the_year_brings_a_letter_to_their_adults_alone(
    desk: Desk,
) -> None:
    make.parent(of=make.pupil("Ada"))
    send(desk.approve(desk.letter))
    joiner = make.pupil("Cy")
    spell = db.session.query(Enrolment).filter_by(pupil_id=joiner.id).one()
    spell.starts_on = today()
    adult = make.parent(of=joiner)
    (made,) = send(desk.letter)
    assert made.person_id == adult.id
    assert [each.joined_on for each in made.children] == [today()]


def test_a_child_who_left_and_returns_is_a_joining_of_its_own(desk: Desk) -> None:
    child = make.pupil("Ada")
    adult = make.parent(of=child)
    send(desk.approve(desk.letter))
    spell = db.session.query(Enrolment).filter_by(pupil_id=child.id).one()
    spell.ends_on = today() - timedelta(days=60)
    db.session.flush()
    assert send(desk.letter) == [], "nobody writes about a child who has left"
    db.session.add(Enrolment(pupil_id=child.id, starts_on=today()))
    (made,) = send(desk.letter)
    assert made.person_id == adult.id
    assert [each.joined_on for each in made.children] == [today()]
    assert send(desk.letter) == []
