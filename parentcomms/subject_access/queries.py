"""Requests, and what is held about whom with what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from parentcomms.database import db
from parentcomms.people.models import Person, Pupil
from parentcomms.subject_access.belonging import Seal
from parentcomms.subject_access.gathering import Item, gather
from parentcomms.subject_access.models import SealDecision, SubjectRequest, Verdict


@dataclass(frozen=True)
class Line:
    """An item of the draft, and what was decided about it."""

    item: Item
    decision: SealDecision | None

    @property
    def open(self) -> bool:
        """Whether it may be read: never sealed, or released."""
        return self.item.seal is None or (
            self.decision is not None and self.decision.verdict is Verdict.RELEASED
        )

    @property
    def waits(self) -> bool:
        return self.item.seal is not None and self.decision is None


def requests() -> Sequence[SubjectRequest]:
    """Every request, newest first."""
    return db.session.scalars(select(SubjectRequest).order_by(SubjectRequest.id.desc())).all()


def request_by_reference(reference: str) -> SubjectRequest | None:
    return db.session.scalar(select(SubjectRequest).filter_by(reference=reference))


def subject_by_reference(reference: str) -> Pupil | Person | None:
    """A child or an adult, whichever has this reference."""
    pupil = db.session.scalar(select(Pupil).filter_by(reference=reference))
    return pupil or db.session.scalar(select(Person).filter_by(reference=reference))


def subject_of(row: SubjectRequest) -> Pupil | Person:
    subject = row.pupil or row.person
    assert subject is not None  # the request was made for one of them
    return subject


def lines_of(row: SubjectRequest) -> list[Line]:
    """Everything held, with the newest decision about each sealed item."""
    decisions = db.session.scalars(
        select(SealDecision).where(SealDecision.request_id == row.id).order_by(SealDecision.id)
    )
    newest = {(each.table_name, each.row_id, each.seal): each for each in decisions}
    return [
        Line(item, newest.get((item.table, item.row_id, item.seal)) if item.seal else None)
        for item in gather(subject_of(row))
    ]


def sealed_line(row: SubjectRequest, table: str, row_id: int, seal: Seal) -> Line | None:
    """One sealed item of this request."""
    return next(
        (
            line
            for line in lines_of(row)
            if (line.item.table, line.item.row_id, line.item.seal) == (table, row_id, seal)
        ),
        None,
    )
