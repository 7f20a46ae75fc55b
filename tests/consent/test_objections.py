"""What the school does anyway for teaching: told, open to objection, and never a yes."""

import pytest
from sqlalchemy import select

from parentcomms.communications.coverage_facts import Answered, facts_now
from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.child_answers import child_answers
from parentcomms.consent.family_page import photo_page
from parentcomms.consent.models import Answer, Use
from parentcomms.consent.objections import object_to, take_back, tasks_for
from parentcomms.consent.queries import (
    current_uses,
    due_relationships,
    school_tasks,
    standing_answers,
    wordings,
)
from parentcomms.consent.recording import record_for
from parentcomms.consent.rules import TEACHING, AnswerKind, AnswerRoute, Decision, Standing, UseKey
from parentcomms.consent.shipping import install_teaching_use
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Person, Pupil, Relationship
from tests import make

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def pupil(session: object) -> Pupil:
    make.questions()
    return make.pupil()


@pytest.fixture
def mother(pupil: Pupil) -> Person:
    return make.parent(of=pupil)


def standing(pupil: Pupil) -> Standing:
    return standing_answers([pupil.id], use_keys=[TEACHING])[pupil.id, TEACHING]


def reference(person: Person) -> str:
    return db.session.scalars(select(Relationship.reference).filter_by(person_id=person.id)).one()


def test_silence_is_no_objection_and_an_objection_is_a_no(pupil: Pupil, mother: Person) -> None:
    assert standing(pupil) is Standing.NO_OBJECTION
    object_to(mother.id, TEACHING, reference(mother), language="en")
    assert standing(pupil) is Standing.NO


def test_an_objection_is_taken_back_and_leaves_no_yes(pupil: Pupil, mother: Person) -> None:
    for _ in range(2):
        object_to(mother.id, TEACHING, reference(mother), language="pl")
    for _ in range(2):
        take_back(mother.id, TEACHING, reference(mother), language="pl")
    assert standing(pupil) is Standing.NO_OBJECTION
    rows = db.session.scalars(select(Answer).order_by(Answer.id)).all()
    assert [row.kind for row in rows] == [AnswerKind.GIVEN, AnswerKind.OBJECTION_TAKEN_BACK]
    assert {row.decision for row in rows} == {Decision.NO}
    assert rows[0].wording is not None
    assert rows[0].wording.language == "pl"
    assert not rows[1].limits


def test_taking_ones_own_objection_back_leaves_the_others(pupil: Pupil, mother: Person) -> None:
    father = make.parent(of=pupil, forename="Omar", kind="father")
    for person in (mother, father):
        object_to(person.id, TEACHING, reference(person), language="en")
    take_back(mother.id, TEACHING, reference(mother), language="en")
    assert standing(pupil) is Standing.NO
    (task,) = tasks_for(open_relationships(mother.id), "en")
    assert task.children[0].objection is None


def test_it_is_never_asked_counted_or_due(pupil: Pupil, mother: Person) -> None:
    assert [use.key for use in current_uses()] == [key.value for key in UseKey]
    assert [use.key for use in school_tasks()] == [TEACHING]
    assert len(photo_page(mother.id, "en").questions) == 7
    due = due_relationships([pupil.id])
    assert TEACHING not in set().union(*due.values())
    for key in UseKey:
        make.answer(pupil, mother, key.value, "yes")
    found = child_answers(pupil.id)
    assert (found.asked, set(found.answered.values())) == (7, {7})
    assert found.uses[-1].standing is Standing.NO_OBJECTION
    assert facts_now().answered[pupil.id] is Answered.ALL


def test_an_objection_alone_is_no_answer_to_the_questions(pupil: Pupil, mother: Person) -> None:
    object_to(mother.id, TEACHING, reference(mother), language="en")
    assert set(child_answers(pupil.id).answered.values()) == {0}
    assert facts_now().answered[pupil.id] is Answered.SILENT


def test_nobody_objects_for_another_familys_child_or_to_a_question(
    pupil: Pupil, mother: Person
) -> None:
    stranger = make.parent(of=make.pupil("Ben"))
    with pytest.raises(NotFound):
        object_to(stranger.id, TEACHING, reference(mother), language="en")
    with pytest.raises(NotFound):
        object_to(mother.id, "website", reference(mother), language="en")


def test_where_consent_is_asked_nothing_can_be_taken_back_as_an_objection(
    pupil: Pupil, mother: Person
) -> None:
    use = current_uses()[0]
    wording = wordings([use.version_id], "en")[use.version_id]
    said = Said(use, wording, Decision.NO, AnswerKind.OBJECTION_TAKEN_BACK)
    relation = db.session.scalars(select(Relationship)).one()
    with pytest.raises(ValueError, match="consent"):
        record_answers(relation, [said], route=AnswerRoute.OWN_LINK)


def test_a_school_that_began_without_it_gets_it_once(pupil: Pupil) -> None:
    db.session.query(Use).filter_by(key=TEACHING).one().key = "something_else"
    for _ in range(2):
        install_teaching_use(make.ORGANISATIONS)
    assert db.session.query(Use).filter_by(key=TEACHING).count() == 1


def test_an_objection_by_telephone_is_recorded_by_the_office(pupil: Pupil, mother: Person) -> None:
    relation = db.session.scalars(select(Relationship).filter_by(person_id=mother.id)).one()
    record_for(relation, {TEACHING: Decision.NO}, route=AnswerRoute.PHONE, evidence={})
    assert standing(pupil) is Standing.NO
