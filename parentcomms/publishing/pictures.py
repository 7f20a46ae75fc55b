"""Pictures of posts: judged by what they are, metadata and place left behind, kept encrypted."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from parentcomms import uploads
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.publishing.post_models import PostPicture

FOLDER = "posts"
MOST_PICTURES = 10


@dataclass(frozen=True)
class Kept:
    """One picture lying encrypted in the instance folder, and what it shows in words."""

    stored_name: str
    sha256: str
    media_type: str
    description: str


def keep(file: FileStorage, description: str) -> Kept:
    """Judge, clean and keep one picture. Raises NotAccepted with a sentence for its sender."""
    accepted = uploads.accept(file)
    stored_name = uploads.store(accepted, FOLDER)
    return Kept(stored_name, accepted.sha256, accepted.media_type, description)


def as_kept(row: PostPicture) -> Kept:
    """A picture of one version, for the next."""
    return Kept(row.stored_name, row.sha256, row.media_type, row.description)


def clear_up() -> int:
    """Remove pictures kept more than a day ago that no post holds: it was never saved."""
    old = list(uploads.stored_before(FOLDER, now() - timedelta(days=1)))
    query = select(PostPicture.stored_name).where(PostPicture.stored_name.in_(old))
    held = set(db.session.scalars(query))
    left = [name for name in old if name not in held]
    for name in left:
        uploads.remove_stored(name)
    return len(left)
