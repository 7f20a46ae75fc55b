"""What is posted again where it was taken down before."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from parentcomms.database import db
from parentcomms.publications.models import Publication, Removal


def taken_down_before(address: str | None) -> Publication | None:
    """The newest post at this very address that was taken down, if one was."""
    typed = (address or "").strip().rstrip("/").casefold()
    if not typed:
        return None
    query = (
        select(Publication)
        .where(func.lower(func.rtrim(func.trim(Publication.address), "/")) == typed)
        .where(Publication.id.in_(select(Removal.publication_id).where(Removal.removed.is_(True))))
        .options(selectinload(Publication.children))
    )
    return db.session.scalar(query.order_by(Publication.id.desc()).limit(1))
