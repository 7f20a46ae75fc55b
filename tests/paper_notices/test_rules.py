"""Who was told of what staff recorded, and who was not."""

from datetime import UTC, datetime, timedelta

import pytest

from parentcomms.consent.rules import AnswerRoute
from parentcomms.paper_notices.rules import TOLD_WITHIN, Recorded, untold

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PHONE, IN_PERSON = AnswerRoute.PHONE, AnswerRoute.IN_PERSON


@pytest.mark.parametrize(
    ("told", "later", "waits"),
    [
        ((), HOUR, True),
        ((NOON,), HOUR, False),  # in the same moment, as the mail that goes with it
        ((NOON + HOUR,), 2 * HOUR, False),
        ((NOON - HOUR,), HOUR, True),  # told of something earlier
        ((NOON - HOUR, NOON + HOUR), 2 * HOUR, False),
        ((), TOLD_WITHIN, True),
        ((), TOLD_WITHIN + HOUR, False),
    ],
)
def test_a_letter_is_due_until_something_told_the_adult_since(
    told: tuple[datetime, ...], later: timedelta, waits: bool
) -> None:
    said = Recorded(relationship_id=7, person_id=1, at=NOON, route=PHONE)
    assert (untold([said], {1: told}, now=NOON + later) == {7}) is waits
    assert untold([said], {2: [NOON]}, now=NOON + HOUR) == {7}


@pytest.mark.parametrize(
    ("route", "pupil", "waits"),
    [(IN_PERSON, True, False), (PHONE, True, True), (IN_PERSON, False, True)],
)
def test_a_pupil_who_answered_beside_staff_gets_no_letter(
    route: AnswerRoute, pupil: bool, waits: bool
) -> None:
    said = Recorded(relationship_id=7, person_id=1, at=NOON, route=route, by_the_pupil=pupil)
    assert bool(untold([said], {}, now=NOON)) is waits
