"""A picture of an occasion stands in the register like any other, and comes down like any other."""

import pytest

from parentcomms.access import Role
from parentcomms.clock import today
from parentcomms.consent.rules import Decision
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.occasions.actions import take_answers
from parentcomms.people.models import Relationship
from parentcomms.publications.actions import Posted, record_posted
from parentcomms.publications.models import PublishingIncident
from parentcomms.publications.takedown import to_take_down
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.authorisation_actions import Wish, ask
from parentcomms.publishing.release import release_of
from tests import make
from tests.occasions.conftest import Approve, approve, draft, head

__all__ = ["approve", "head"]


@pytest.mark.usefixtures("head")
def test_a_yes_taken_back_brings_down_what_the_outlet_was_given(approve: Approve) -> None:
    child = make.pupil()
    mother = make.parent(child)
    occasion = draft(child)
    approve(occasion)
    relation = db.session.query(Relationship).filter_by(person_id=mother.id).one()
    take_answers(occasion, [(relation, Decision.YES)], language="en")
    row = check(Question(occasion=occasion, recognisable={child.id: True}))
    posted = Posted(what="Trees", address=None, on=today())
    made = record_posted(row, posted, release=release_of(row, staff="nobody"))
    assert made.place == "BBC Points West: BBC One and the BBC website"
    assert db.session.query(PublishingIncident).count() == 0
    assert to_take_down() == []
    take_answers(occasion, [(relation, Decision.NO)], language="en")
    assert [each.publication.id for each in to_take_down()] == [made.id]


@pytest.mark.usefixtures("head")
def test_what_the_check_refused_is_an_incident_once_it_is_out(approve: Approve) -> None:
    child = make.pupil()
    occasion = draft(child)
    approve(occasion)
    row = check(Question(occasion=occasion, recognisable={child.id: True}))
    posted = Posted(what="Trees", address=None, on=today())
    record_posted(row, posted, release=release_of(row, staff="nobody"))
    assert db.session.query(PublishingIncident).count() == 1


@pytest.mark.usefixtures("head")
def test_pictures_go_to_the_outlet_the_question_named_and_to_no_other(approve: Approve) -> None:
    child = make.pupil()
    mother = make.parent(child)
    occasion = draft(child)
    approve(occasion)
    relation = db.session.query(Relationship).filter_by(person_id=mother.id).one()
    take_answers(occasion, [(relation, Decision.YES)], language="en")
    row = check(Question(occasion=occasion, recognisable={child.id: True}))
    asker = make.staff("Tess", Role.TEACHER).id
    for elsewhere in ("Daily Planet", "BBC Points West and the Daily Planet", ""):
        with pytest.raises(Refused, match="BBC Points West"):
            ask(Wish(what="Trees", where=elsewhere, why="Nice", check=row), by=asker)
    made = ask(Wish(what="Trees", where="bbc  Points West", why="Nice", check=row), by=asker)
    assert made.check is row
