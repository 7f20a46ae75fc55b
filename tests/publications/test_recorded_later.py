"""A post that is written down a day after it went up, and a family that changed its mind since."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from parentcomms.clock import in_london, today
from parentcomms.consent.actions import set_aside, set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.people.models import Pupil
from parentcomms.publications import queries
from parentcomms.publications.actions import Posted, counts, record_posted
from parentcomms.publications.models import Publication
from parentcomms.publications.rules import posted_by
from parentcomms.publications.takedown import to_take_down
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.release import Release, check_when_posted
from tests import make
from tests.publications.posting import checked

pytestmark = pytest.mark.usefixtures("session")
POSTED = datetime(2026, 11, 18, 14, tzinfo=UTC)
THAT_EVENING, NEXT_DAY = POSTED + timedelta(hours=7), POSTED + timedelta(days=1)


@pytest.fixture
def child(session: object) -> Pupil:
    with time_machine.travel(POSTED - timedelta(days=30)):
        make.questions()
        return make.pupil("Ada")


def _checked_and_posted(child: Pupil) -> PostCheck:
    with time_machine.travel(POSTED, tick=False):
        return checked(child)


def _recorded(row: PostCheck, *, on: datetime = POSTED) -> Publication:
    day = in_london(on).date()
    says = check_when_posted(row, posted_by(day, today=today()))
    release = Release(stops=(), check=says)
    assert counts(row, release) is says.holds
    return record_posted(row, Posted(what="x", address=None, on=day), release=release)


@pytest.mark.parametrize(("said_at", "incident"), [(THAT_EVENING, True), (NEXT_DAY, False)])
def test_a_change_of_mind_after_the_day_takes_it_down_and_is_no_incident(
    child: Pupil, said_at: datetime, incident: bool
) -> None:
    """Of the day itself nobody knows which came first: then it counts as against the wish."""
    mother = make.parent(of=child)
    with time_machine.travel(POSTED - timedelta(days=3)):
        make.answer(child, mother, "website", "yes")
    row = _checked_and_posted(child)
    with time_machine.travel(said_at, tick=False):
        make.answer(child, mother, "website", "no")
    with time_machine.travel(NEXT_DAY + timedelta(hours=1), tick=False):
        added = _recorded(row)
        (line,) = to_take_down()
    assert (queries.incident_of(added) is not None) is incident
    assert (line.publication, line.children, line.whole) == (added, (child,), incident)


def test_a_switch_set_since_takes_it_down_and_is_no_incident(child: Pupil) -> None:
    with time_machine.travel(POSTED - timedelta(days=3)):
        make.answer(child, make.parent(of=child), "website", "yes")
    row = _checked_and_posted(child)
    with time_machine.travel(NEXT_DAY, tick=False):
        set_never(child, NeverScope.OUTSIDE_SCHOOL, "x")
        added = _recorded(row)
        assert len(to_take_down()) == 1
    assert queries.incident_of(added) is None


def test_what_was_against_the_wish_then_is_an_incident_whatever_was_said_since(
    child: Pupil,
) -> None:
    """A no set aside the day after covers no post of the day before."""
    with time_machine.travel(POSTED - timedelta(days=3)):
        make.answer(child, make.parent(of=child), "website", "yes")
    row = _checked_and_posted(child)
    father = make.parent(of=child, forename="Omar")
    with time_machine.travel(POSTED + timedelta(hours=1), tick=False):
        no = make.answer(child, father, "website", "no")
    with time_machine.travel(NEXT_DAY, tick=False):
        set_aside(no, "x")
        added = _recorded(row)
    assert queries.incident_of(added) is not None


def test_a_check_made_after_the_day_is_judged_by_what_is_said_now(child: Pupil) -> None:
    """Writing an earlier day than that of the check brings no older answers back."""
    mother = make.parent(of=child)
    with time_machine.travel(POSTED - timedelta(days=3)):
        make.answer(child, mother, "website", "yes")
    row = _checked_and_posted(child)
    with time_machine.travel(NEXT_DAY, tick=False):
        make.answer(child, mother, "website", "no")
        added = _recorded(row, on=POSTED - timedelta(days=2))
    assert queries.incident_of(added) is not None
