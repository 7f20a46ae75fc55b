"""What head and DSL may do to answers, and what nobody may."""

import pytest
from flask import Flask

from parentcomms.audit.models import AuditEvent
from parentcomms.audit.verifying import breaks
from parentcomms.consent.actions import (
    ask_the_head,
    lift_never,
    set_aside,
    set_never,
    stop_asking_the_head,
)
from parentcomms.consent.child_answers import ask_the_head_marker, child_answers, nevers_of
from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import NeverScope, Standing
from parentcomms.database import db
from parentcomms.errors import Refused
from tests import make


@pytest.fixture
def _questions(session: object) -> None:
    make.questions()


def _standing(pupil_id: int, use: str = "website") -> Standing:
    return standing_answers([pupil_id], use_keys=[use])[pupil_id, use]


@pytest.mark.usefixtures("_questions")
def test_a_yes_is_never_set_aside() -> None:
    pupil = make.pupil()
    yes = make.answer(pupil, make.parent(pupil), "website", "yes")
    with pytest.raises(Refused):
        set_aside(yes, "The father rang")


@pytest.mark.usefixtures("_questions")
@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_set_aside_without_a_reason(reason: str) -> None:
    pupil = make.pupil()
    no = make.answer(pupil, make.parent(pupil), "website", "no")
    with pytest.raises(Refused):
        set_aside(no, reason)


@pytest.mark.usefixtures("_questions")
@pytest.mark.parametrize("decision", ["no", "unrecognisable"])
def test_what_limits_can_be_set_aside_and_stays_in_the_record(decision: str) -> None:
    pupil = make.pupil()
    make.answer(pupil, make.parent(pupil), "website", "yes")
    given = make.answer(pupil, make.parent(pupil, "Hal"), "website", decision)
    assert _standing(pupil.id) is Standing(decision)
    set_aside(given, "Ordered by the court")
    assert _standing(pupil.id) is Standing.YES
    assert given.decision == decision
    assert list(breaks()) == []


@pytest.mark.usefixtures("_questions")
def test_never_stands_above_every_yes_until_it_is_lifted() -> None:
    pupil = make.pupil()
    make.answer(pupil, make.parent(pupil), "website", "yes")
    row = set_never(pupil, NeverScope.OUTSIDE_SCHOOL, "A reason")
    assert _standing(pupil.id) is Standing.NO
    lift_never(row)
    db.session.flush()
    assert _standing(pupil.id) is Standing.YES
    assert nevers_of(pupil.id) == []
    acts = [event.act for event in db.session.query(AuditEvent)]
    assert acts[-2:] == ["never-set", "never-lifted"]


@pytest.mark.usefixtures("_questions")
def test_ask_the_head_changes_no_answer() -> None:
    pupil = make.pupil()
    before = child_answers(pupil.id).uses
    marker = ask_the_head(pupil)
    assert child_answers(pupil.id).ask_the_head
    assert child_answers(pupil.id).uses == before
    stop_asking_the_head(marker)
    db.session.flush()
    assert ask_the_head_marker(pupil.id) is None


def test_two_children_are_not_confused(app: Flask, session: object) -> None:
    make.questions()
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    set_never(ada, NeverScope.EVERYTHING, "A reason")
    assert nevers_of(ben.id) == []
    assert len(nevers_of(ada.id)) == 1
