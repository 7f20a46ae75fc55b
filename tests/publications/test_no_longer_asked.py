"""A yes to a question nobody asks any more is taken back like any other, and pictures come down."""

import pytest
from sqlalchemy import select

from parentcomms.consent.models import Answer, Use
from parentcomms.consent.no_longer_asked import no_longer, still_allowed
from parentcomms.consent.rules import AnswerKind, Decision
from parentcomms.consent.wording_actions import retire
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.occasions.actions import cancel, take_answers
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Person, Pupil
from parentcomms.publications.takedown import to_take_down
from tests import make
from tests.occasions.conftest import Approve, approve, draft, head
from tests.publications.posting import old_post

__all__ = ["approve", "head"]
pytestmark = pytest.mark.usefixtures("head")


@pytest.fixture
def child(head: object) -> Pupil:
    return make.pupil()


@pytest.fixture
def mother(child: Pupil) -> Person:
    return make.parent(of=child)


def _retire(key: str) -> None:
    retire(db.session.scalars(select(Use).filter_by(key=key)).one())


def _allowed(adult: Person) -> list[Answer]:
    return list(still_allowed(open_relationships(adult.id)))


def test_a_retired_question_is_withdrawn_from_by_one_tap(child: Pupil, mother: Person) -> None:
    make.answer(child, mother, "website", "yes")
    old_post(child)
    assert _allowed(mother) == []
    _retire("website")
    (answer,) = _allowed(mother)
    (taken,) = no_longer(mother.id, answer.reference, language="pl")
    assert (taken.decision, taken.kind) == (Decision.NO, AnswerKind.WITHDRAWN)
    assert taken.use_version_id == answer.use_version_id
    assert [line.publication.what for line in to_take_down()] == ["An old picture"]


def test_a_second_tap_and_a_no_record_nothing(child: Pupil, mother: Person) -> None:
    make.answer(child, mother, "website", "yes")
    make.answer(child, mother, "social_media", "no")
    _retire("website")
    _retire("social_media")
    (answer,) = _allowed(mother)
    assert len(no_longer(mother.id, answer.reference, language="en")) == 1
    assert no_longer(mother.id, answer.reference, language="en") == []
    assert _allowed(mother) == []


def test_only_the_last_word_counts_and_only_ones_own(child: Pupil, mother: Person) -> None:
    father = make.parent(of=child, forename="Omar")
    make.answer(child, mother, "website", "yes")
    make.answer(child, mother, "website", "no")
    make.answer(child, father, "website", "unrecognisable")
    _retire("website")
    assert _allowed(mother) == []
    (his,) = _allowed(father)
    with pytest.raises(NotFound):
        no_longer(mother.id, his.reference, language="en")


def test_what_was_said_to_an_occasion_is_taken_back_after_it_was_cancelled(
    child: Pupil, mother: Person, approve: Approve
) -> None:
    occasion = draft(child)
    approve(occasion)
    (relation,) = open_relationships(mother.id)
    take_answers(occasion, [(relation, Decision.YES)], language="en")
    cancel(occasion)
    (answer,) = _allowed(mother)
    no_longer(mother.id, answer.reference, language="en")
    assert _allowed(mother) == []
