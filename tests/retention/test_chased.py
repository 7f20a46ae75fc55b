"""What came back, who was reminded, and what only opened doors: gone with the sent log."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from parentcomms.accounts.models import LinkRequest, SignIn
from parentcomms.audit.verifying import breaks
from parentcomms.bounces.models import Suppression
from parentcomms.clock import now
from parentcomms.database import Base, db
from parentcomms.paper_notices.models import PaperNotice
from parentcomms.people.models import Person
from parentcomms.reach.models import MergeFile, MergeFileAdult
from parentcomms.retention.actions import place_hold
from parentcomms.retention.forgetting import forget_doors
from parentcomms.retention.rules import HoldScope
from parentcomms.retention.tasks import remove_now
from parentcomms.yearly.models import PaperReminder
from tests import make

THEN = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 2, 41, tzinfo=UTC)


@pytest.fixture
def adult(session: object) -> Person:
    with time_machine.travel(THEN, tick=False):
        found = make.parent(of=make.pupil())
        file = MergeFile(whom="everyone", made_by="staff:1", made_at=now())
        db.session.add(file)
        db.session.flush()
        db.session.add_all(
            [
                MergeFileAdult(merge_file_id=file.id, person_id=found.id),
                PaperReminder(
                    person_id=found.id, school_year=2023, told_by="staff:1", told_at=now()
                ),
                PaperNotice(person_id=found.id, told_by="staff:1", told_at=now()),
                *(
                    Suppression(address=each, reason="dead", made_by="system", made_at=now())
                    for each in (found.email, "gone@example.org")
                ),
                LinkRequest(kind="family", address="asked@example.org", asked_at=now()),
                SignIn(
                    token_hash="x", kind="family", person_id=found.id, made_at=now(),
                    expires_at=now() + timedelta(hours=1),
                ),
            ]
        )  # fmt: skip
        db.session.commit()
    return found


def _left() -> dict[str, int]:
    kinds: list[type[Base]] = [
        MergeFile, MergeFileAdult, PaperNotice, PaperReminder, Suppression, LinkRequest, SignIn,
    ]  # fmt: skip
    found = {each.__tablename__: db.session.query(each).count() for each in kinds}
    db.session.rollback()
    return {name: number for name, number in found.items() if number}


def test_after_its_time_it_goes_but_for_an_address_that_is_still_somebody_s(adult: Person) -> None:
    with time_machine.travel(LATER, tick=False):
        remove_now()
        assert forget_doors() == 2
        db.session.commit()
        assert _left() == {"suppression": 1}
        assert db.session.query(Suppression).one().address == adult.email
        assert list(breaks()) == []


def test_what_is_about_somebody_held_stays(adult: Person) -> None:
    with time_machine.travel(LATER, tick=False):
        place_hold(HoldScope.PERSON, adult.reference, "A court asked")
        db.session.commit()
        remove_now()
        assert {"merge_file", "merge_file_adult", "paper_notice", "paper_reminder"} <= set(_left())
