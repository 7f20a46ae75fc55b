"""Making a pack, which leaves a line in the audit: it holds what each parent said."""

from sqlalchemy import select

from parentcomms.audit.actions import note
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.evidence_packs.pack import evidence_pdf
from parentcomms.evidence_packs.story import about_child, about_publication
from parentcomms.people.models import Pupil
from parentcomms.publications.models import Publication


def make_pack(reference: str) -> bytes:
    """The PDF about whichever child or publication has this reference. Raises NotFound."""
    pupil = db.session.scalar(select(Pupil).filter_by(reference=reference))
    if pupil is not None:
        pupil_id, title = pupil.id, f"Evidence pack: {pupil.full_name}"
        content = evidence_pdf(title, about_child(pupil))
        note("evidence-pack-made", "pupil", row_id=pupil_id)
        return content
    row = db.session.scalar(select(Publication).filter_by(reference=reference))
    if row is None:
        raise NotFound
    row_id, title = row.id, f"Evidence pack: {row.what}"
    content = evidence_pdf(title, about_publication(row))
    note("evidence-pack-made", "publication", row_id=row_id)
    return content
