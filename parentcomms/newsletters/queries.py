"""Issues that went out, by who asks; what a newsletter may be sent to; checks for its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.communications.issues import issue_reference
from parentcomms.communications.models import (
    Communication,
    CommunicationVersion,
    Delivery,
    ScheduledSending,
)
from parentcomms.communications.pictures import uses_needed
from parentcomms.communications.queries import approved_version, communication_by_reference
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from parentcomms.newsletters.models import NewsletterFile, SavedAudience
from parentcomms.people.class_order import school_order
from parentcomms.people.models import Pupil, SchoolClass
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.rules import Verdict
from parentcomms.school.queries import school
from parentcomms.school.years import YEAR_GROUPS


def newsletter(reference: str) -> Communication | None:
    """One newsletter, for those who write them."""
    found = communication_by_reference(reference)
    is_one = found is not None and found.kind is CommunicationKind.NEWSLETTER
    return found if is_one else None


@dataclass(frozen=True)
class Issue:
    """One that went out, in exactly the words that were approved and sent."""

    communication: Communication
    version: CommunicationVersion
    sent_at: datetime

    @property
    def reference(self) -> str:
        return issue_reference(self.version)


def issues_for(person_id: int | None, *, staff: bool = False) -> list[Issue]:
    """What this reader may open, newest first: everybody's, their own, or for staff all of them.

    Where the school keeps its archive public, anybody reads what went to the whole school.
    """
    rows = db.session.scalars(
        select(Communication)
        .where(Communication.kind == CommunicationKind.NEWSLETTER)
        .where(Communication.sending_at.is_not(None))
        .options(selectinload(Communication.versions))
        .order_by(Communication.sending_at.desc(), Communication.id.desc())
    ).all()
    mine = _delivered_to(person_id) if person_id is not None else frozenset()
    found = [_issue(row) for row in rows if staff or _may_open(row, mine, person_id)]
    return [each for each in found if each is not None]


def _delivered_to(person_id: int) -> frozenset[int]:
    query = select(Delivery.communication_id).where(Delivery.person_id == person_id)
    return frozenset(db.session.scalars(query))


def _may_open(row: Communication, mine: frozenset[int], person_id: int | None) -> bool:
    everybody = row.versions[-1].audience.get("whole_school") is True
    if row.id in mine:
        return True
    return everybody and (person_id is not None or school().archive_is_public)


def _issue(row: Communication) -> Issue | None:
    """Only while exactly what was sent still stands approved."""
    version = approved_version(row)
    if version is None or version.id != row.versions[-1].id or row.sending_at is None:
        return None
    return Issue(row, version, row.sending_at)


def issue(reference: str, person_id: int | None, *, staff: bool = False) -> Issue | None:
    """One of them."""
    found = issues_for(person_id, staff=staff)
    return next((each for each in found if each.communication.reference == reference), None)


def classes_and_years() -> tuple[Sequence[SchoolClass], list[str]]:
    """The classes there are, and the year groups children are in, youngest first."""
    classes = db.session.scalars(select(SchoolClass).order_by(*school_order())).all()
    there = set(db.session.scalars(select(Pupil.year_group).distinct()))
    return classes, [year for year in YEAR_GROUPS if year in there]


def saved_audiences() -> Sequence[SavedAudience]:
    """The named rules in use."""
    query = select(SavedAudience).where(SavedAudience.ended_at.is_(None))
    return db.session.scalars(query.order_by(SavedAudience.name)).all()


def saved_audience(reference: str) -> SavedAudience | None:
    """One of them."""
    return next((each for each in saved_audiences() if each.reference == reference), None)


def checks_to_bind(file: NewsletterFile) -> list[PostCheck]:
    """Checks that said yes about such a use since the picture was brought in, newest first."""
    rows = db.session.scalars(
        select(PostCheck)
        .where(PostCheck.verdict == Verdict.POST, PostCheck.checked_at >= file.kept_at)
        .options(selectinload(PostCheck.channel), selectinload(PostCheck.pupils))
        .order_by(PostCheck.id.desc())
        .limit(50)
    )
    return [each for each in rows if uses_needed() & set(each.use_keys)]


def planned(row: Communication) -> ScheduledSending | None:
    """The last time that was set for exactly its newest version, refused or not."""
    return db.session.scalar(
        select(ScheduledSending)
        .where(ScheduledSending.version_id == row.versions[-1].id)
        .where(ScheduledSending.cancelled_at.is_(None))
        .order_by(ScheduledSending.id.desc())
        .limit(1)
    )
