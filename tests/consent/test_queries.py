"""From the tables to the rule."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from parentcomms.clock import now, today
from parentcomms.consent.actions import Said, record_answers, set_aside, set_never
from parentcomms.consent.queries import (
    cases,
    current_uses,
    due_relationships,
    standing_answers,
    wordings,
)
from parentcomms.consent.rules import (
    AnswerKind,
    AnswerRoute,
    Decision,
    NeverScope,
    Standing,
    Voice,
    may_answer,
)
from parentcomms.database import db
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Enrolment, Hold, Pupil, Relationship
from parentcomms.people.rules import HoldKind, ParentalResponsibility, RelationshipKind
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def standing(pupil: Pupil, use: str = "website") -> Standing:
    return standing_answers([pupil.id], use_keys=[use])[pupil.id, use]


@pytest.fixture
def pupil(session: object) -> Pupil:
    make.questions()
    return make.pupil()


def test_silence_is_not_answered(pupil: Pupil) -> None:
    make.parent(of=pupil)
    assert standing(pupil) is Standing.NOT_ANSWERED


@pytest.mark.parametrize("kind", [RelationshipKind.SELF, RelationshipKind.AUTHORITY])
def test_a_row_that_is_no_person_takes_no_parents_place(
    pupil: Pupil, kind: RelationshipKind
) -> None:
    """The child's own row and an authority's have no person, and nobody was merged into them."""
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    db.session.add(Relationship(pupil_id=pupil.id, kind=kind, starts_on=date(2024, 9, 1)))
    db.session.flush()
    assert standing(pupil) is Standing.YES


def test_a_mothers_yes_counts_for_the_use_she_answered(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    assert standing(pupil) is Standing.YES
    assert standing(pupil, "social_media") is Standing.NOT_ANSWERED


def test_a_change_of_mind_is_a_new_answer(pupil: Pupil) -> None:
    mother = make.parent(of=pupil)
    make.answer(pupil, mother, "website", "yes")
    make.answer(pupil, mother, "website", "no")
    assert standing(pupil) is Standing.NO


def test_a_no_outlives_the_hold_on_the_adult_who_said_it(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    father = make.parent(of=pupil, forename="Omar", pr=ParentalResponsibility.NO)
    make.answer(pupil, father, "website", "no")
    relation = db.session.query(Relationship).filter_by(person_id=father.id).one()
    db.session.add(
        Hold(relationship_id=relation.id, kind=HoldKind.SCHOOL, placed_by="system", placed_at=now())
    )
    relation.ends_on = today() - timedelta(days=1)
    db.session.flush()
    assert standing(pupil) is Standing.NO


def test_a_no_set_aside_no_longer_blocks(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    no = make.answer(pupil, make.parent(of=pupil, forename="Omar"), "website", "no")
    set_aside(no, "the court decided")
    assert standing(pupil) is Standing.YES


def test_never_reads_as_a_plain_no(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    set_never(pupil, NeverScope.OUTSIDE_SCHOOL, "a reason only head and DSL read")
    assert standing(pupil) is Standing.NO


def test_a_leaver_is_not_answered(pupil: Pupil) -> None:
    make.answer(pupil, make.parent(of=pupil), "website", "yes")
    db.session.query(Enrolment).one().ends_on = today() - timedelta(days=1)
    assert standing(pupil) is Standing.NOT_ANSWERED


def test_those_with_responsibility_are_due_and_nobody_else(pupil: Pupil) -> None:
    make.parent(of=pupil)
    make.parent(of=pupil, forename="Gran", pr=ParentalResponsibility.NO)
    mother = db.session.query(Relationship).filter_by(pr=ParentalResponsibility.YES).one()
    assert set(due_relationships([pupil.id])) == {mother.id}


def test_what_was_true_then_is_kept_with_the_answer(pupil: Pupil) -> None:
    answer = make.answer(pupil, make.parent(of=pupil), "website", "yes")
    assert answer.name_then.startswith("Grace ")
    assert answer.pr_then is ParentalResponsibility.YES
    assert answer.wording is not None
    assert "((" not in answer.wording.question + answer.wording.detail


def test_the_number_of_queries_does_not_grow_with_the_class(pupil: Pupil) -> None:
    assert _queries_for([pupil]) == _queries_for([make.pupil() for _ in range(30)])


def _queries_for(pupils: list[Pupil]) -> int:
    for child in pupils:
        make.answer(child, make.parent(of=child), "website", "yes")
    db.session.flush()
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    standing_answers([child.id for child in pupils])
    return len(seen)


def test_withdrawing_is_a_no_from_then_on(pupil: Pupil) -> None:
    mother = make.parent(of=pupil)
    make.answer(pupil, mother, "website", "yes")
    relation = db.session.query(Relationship).one()
    use = next(each for each in current_uses() if each.key == "website")
    wording = wordings([use.version_id], "pl")[use.version_id]
    said = Said(use, wording, Decision.NO, AnswerKind.WITHDRAWN)
    record_answers(relation, [said], route=AnswerRoute.OWN_LINK)
    assert standing(pupil) is Standing.NO
    assert wording.language == "pl"
    assert (
        standing_answers([pupil.id], day=date(2020, 1, 1))[pupil.id, "website"] is not Standing.YES
    )


def test_an_authority_without_a_person_of_its_own_changes_nobodys_answer(pupil: Pupil) -> None:
    """No adult's row was merged into one that has no person."""
    make.answer(pupil, make.parent(pupil), "website", "yes")
    council = Relationship(
        pupil_id=pupil.id, kind="authority", authority_name="Council", starts_on=date(2024, 9, 1)
    )
    db.session.add(council)
    db.session.flush()
    assert standing(pupil) is Standing.YES
    people = cases([pupil.id], use_keys=["website"])[pupil.id, "website"].people
    assert [person.merged_into for person in people] == [None, None]


@pytest.mark.parametrize("held", [0, 1, 2])
def test_a_hold_anywhere_in_a_chain_of_merged_rows_reaches_all_of_it(held: int) -> None:
    """One human being, entered three times: no yes of theirs counts while they are held."""
    make.questions()
    child = make.pupil()
    rows = [make.person() for _ in range(3)]
    relations = [make.relationship(child, each) for each in rows]
    stranger = make.person()  # between the second and the third, and nothing to this child
    for each, into in ((rows[0], rows[1]), (rows[1], stranger), (stranger, rows[2])):
        each.merged_into_id, each.merged_at = into.id, now()
    place_hold(relations[held], HoldKind.SCHOOL, "x")
    db.session.flush()
    found = {key: case for (_, key), case in cases([child.id]).items()}
    for relation in relations:
        assert may_answer(found["website"], relation.id) is Voice.ONLY_NO
