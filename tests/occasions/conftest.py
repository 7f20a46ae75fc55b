"""An occasion with children whose families can answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.approvals.rules import Point
from parentcomms.clock import today
from parentcomms.occasions import actions, queries, wording
from parentcomms.occasions.models import Occasion
from parentcomms.people.models import Pupil
from parentcomms.school.actions import decide
from tests import make

Approve = Callable[[Occasion], int]


def asked(**changes: object) -> wording.Asked:
    """Trees are planted next week."""
    facts: dict[str, object] = {
        "who": "BBC Points West",
        "what": "planting trees in the garden",
        "where_shown": "BBC One and the BBC website",
        "happens_on": today() + timedelta(days=7),
        "answer_by": today() + timedelta(days=5),
    }
    return wording.Asked(**facts | changes)  # type: ignore[arg-type]


def draft(*children: Pupil, **changes: object) -> Occasion:
    """Written, and waiting for the head."""
    return actions.draft(asked(**changes), [child.id for child in children])


def line(occasion: Occasion) -> queries.OccasionLine:
    """It and where it stands."""
    found = queries.line_for(occasion.reference, "system", everything=True)
    assert found is not None
    return found


@pytest.fixture
def head(session: object) -> StaffMember:
    """The school begins: questions, telephone and a head."""
    decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org")
    make.questions()
    return make.staff("Hana Head", Role.HEAD)


@pytest.fixture
def approve(head: StaffMember) -> Approve:
    """The head ticks all five points about exactly what stands there."""

    def approve(occasion: Occasion) -> int:
        return actions.approve_and_ask(
            line(occasion), by=head.id, points=set(Point), content_hash=wording.hash_of(occasion)
        )

    return approve
