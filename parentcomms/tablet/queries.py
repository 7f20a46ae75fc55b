"""Whose page staff may open on a tablet, and which code opens what."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms import links
from parentcomms.accounts.models import SignIn, SignInKind
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people.models import Pupil, Relationship


def adult_of(child: str, adult: str) -> Relationship | None:
    """An adult on a child's record, by the references of both; no authority, which has no page."""
    return db.session.scalar(
        select(Relationship)
        .join(Pupil, Pupil.id == Relationship.pupil_id)
        .where(Pupil.reference == child, Relationship.reference == adult)
        .where(Relationship.person_id.is_not(None))
        .options(joinedload(Relationship.person), joinedload(Relationship.pupil))
    )


def opened_by(staff_id: int, reference: str) -> SignIn | None:
    """What this member of staff opened for an adult; a colleague's does not exist."""
    return db.session.scalar(
        select(SignIn).where(SignIn.reference == reference, SignIn.opened_by_id == staff_id)
    )


def waits(row: SignIn) -> bool:
    """Whether its code would still open it."""
    return row.waits_for is SignInWaits.TABLET and row.ended_at is None and row.expires_at > now()


def waiting_for_code(typed: str) -> SignIn | None:
    """What a typed code opens now."""
    row = db.session.scalar(
        select(SignIn).where(
            SignIn.token_hash == code_hash(links.tidy_code(typed)),
            SignIn.kind == SignInKind.FAMILY,
        )
    )
    return row if row is not None and waits(row) else None


def code_of(reference: str) -> str:
    """The code of one opening: derived, and kept nowhere."""
    return links.code_for(links.Purpose.TABLET_CODE, reference)


def code_hash(code: str) -> str:
    """What is kept of a code until it is typed."""
    return links.digest(f"tablet: {code}")
