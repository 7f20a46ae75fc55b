"""Head or DSL record who looks after a child in law, who told them and when."""

import pytest

from parentcomms.audit.verifying import breaks
from parentcomms.clock import today
from parentcomms.consent import who
from parentcomms.consent.models import CareStatus
from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import Standing
from parentcomms.consent.who_queries import care_of, who_answers
from parentcomms.database import db
from parentcomms.people.models import Pupil
from parentcomms.people.rules import Care
from tests import make


@pytest.fixture
def pupil(session: object) -> Pupil:
    make.questions()
    return make.pupil()


@pytest.mark.parametrize(
    ("care", "standing"),
    [
        (Care.NONE, Standing.YES),
        (Care.CARE_ORDER, Standing.NO),
        (Care.ACCOMMODATED, Standing.NO),
        (Care.PLACED_FOR_ADOPTION, Standing.NO),
        (Care.NOT_KNOWN, Standing.NO),
    ],
)
def test_care_set_by_hand_counts_at_once_and_keeps_who_said_so(
    pupil: Pupil, care: Care, standing: Standing
) -> None:
    make.answer(pupil, make.parent(pupil), "website", "yes")
    who.set_care(pupil, Care.CARE_ORDER, said_by="Sue Worker", said_on=today())
    who.set_care(pupil, care, said_by="Ms Head, from the order", said_on=today())
    assert standing_answers([pupil.id])[pupil.id, "website"] is standing
    row = who_answers(pupil).care
    assert row is not None
    assert (row.care, row.said_by) == (care, "Ms Head, from the order")
    assert db.session.query(CareStatus).count() == 2, "what was recorded before stays"
    pupil.care = Care.NONE if care is not Care.NONE else Care.NOT_KNOWN
    assert care_of(pupil) is None, "an import says something else since"
    assert not list(breaks())
