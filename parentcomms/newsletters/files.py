"""Pictures and PDFs of newsletters: cleaned, kept encrypted, and cleared up when nobody saved."""

from datetime import timedelta

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from parentcomms import uploads
from parentcomms.access import actor as acting
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.communications.models import Communication
from parentcomms.database import db
from parentcomms.newsletters.models import NewsletterFile
from parentcomms.uploads import Accepted

FOLDER = "newsletters"


def picture_from(file: FileStorage) -> Accepted:
    """Drawn afresh, so that where and when it was taken stays behind. Raises NotAccepted."""
    return uploads.accept(file)


def keep(communication: Communication, accepted: Accepted) -> NewsletterFile:
    """Keep a cleaned file beside this newsletter."""
    row = NewsletterFile(
        communication_id=communication.id,
        stored_name=uploads.store(accepted, FOLDER),
        sha256=accepted.sha256,
        media_type=accepted.media_type,
        kept_by=acting(),
        kept_at=now(),
    )
    db.session.add(row)
    record("newsletter-file-kept", row)
    return row


def file_of(communication: Communication, reference: str) -> NewsletterFile | None:
    """A file, through the newsletter it belongs to."""
    query = select(NewsletterFile).filter_by(communication_id=communication.id)
    return db.session.scalar(query.filter_by(reference=reference))


def content_of(row: NewsletterFile) -> bytes:
    """The file as it was kept; raises Unreadable when it is gone or is not what was kept."""
    return uploads.open_stored(row.stored_name).read()


def clear_up() -> int:
    """Remove what was kept more than a day ago and never saved."""
    old = list(uploads.stored_before(FOLDER, now() - timedelta(days=1)))
    query = select(NewsletterFile.stored_name).where(NewsletterFile.stored_name.in_(old))
    held = set(db.session.scalars(query))
    left = [name for name in old if name not in held]
    for name in left:
        uploads.remove_stored(name)
    return len(left)
