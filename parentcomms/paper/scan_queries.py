"""Reading scans: which wait for a code, which for their answers, which belong to a child."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from parentcomms.consent.models import Answer
from parentcomms.consent.rules import AnswerRoute
from parentcomms.database import db
from parentcomms.paper.models import ScanBatch, ScannedForm
from parentcomms.paper.queries import code_recorded
from parentcomms.people.models import Relationship

LATEST = 20


def batches_with(digests: Collection[str]) -> dict[str, ScanBatch]:
    """Files that were dropped in before, by their digest."""
    rows = db.session.scalars(select(ScanBatch).where(ScanBatch.sha256.in_(digests)))
    return {row.sha256: row for row in rows}


def latest_batches() -> Sequence[ScanBatch]:
    """What was dropped in last, with its pages."""
    query = select(ScanBatch).options(joinedload(ScanBatch.pages)).order_by(ScanBatch.id.desc())
    return db.session.scalars(query.limit(LATEST)).unique().all()


def scan_by_reference(reference: str) -> ScannedForm | None:
    """One page."""
    return db.session.scalar(select(ScannedForm).where(ScannedForm.reference == reference))


def unattached() -> Sequence[ScannedForm]:
    """Pages whose code could not be read, or is none of ours."""
    query = (
        select(ScannedForm)
        .where(ScannedForm.relationship_id.is_(None))
        .options(joinedload(ScannedForm.batch))
        .order_by(ScannedForm.batch_id, ScannedForm.page)
    )
    return db.session.scalars(query).all()


def not_entered() -> list[ScannedForm]:
    """One page of each form that is attached, and whose ticks nobody has entered."""
    scans = db.session.scalars(_attached().order_by(ScannedForm.id)).all()
    entered = _entered({scan.relationship_id or 0 for scan in scans})
    waiting = {
        scan.code: scan for scan in scans if (scan.relationship_id, scan.code) not in entered
    }
    return list(waiting.values())


def _entered(relationship_ids: Iterable[int]) -> set[tuple[int, str]]:
    rows = db.session.scalars(
        select(Answer).where(
            Answer.relationship_id.in_(relationship_ids), Answer.route == AnswerRoute.PAPER
        )
    )
    return {(row.relationship_id, code_recorded(row)) for row in rows}


def scans_about(pupil_id: int) -> Sequence[ScannedForm]:
    """Every page attached to this child, newest first."""
    query = (
        _attached().join(ScannedForm.relationship_).where(Relationship.pupil_id == pupil_id)
    ).order_by(ScannedForm.id.desc())
    return db.session.scalars(query).all()


def scans_with(code: str) -> Sequence[ScannedForm]:
    """The pages of one form."""
    query = _attached().where(ScannedForm.code == code).order_by(ScannedForm.id)
    return db.session.scalars(query).all()


def _attached() -> Select[ScannedForm]:
    return (
        select(ScannedForm)
        .where(ScannedForm.relationship_id.is_not(None))
        .options(joinedload(ScannedForm.relationship_).joinedload(Relationship.pupil))
    )
