"""Which versions have a time at which they go out."""

from datetime import datetime

from sqlalchemy import select

from parentcomms.communications.models import ScheduledSending
from parentcomms.database import db


def scheduled_for() -> dict[int, datetime]:
    """Version → when it is to go out; an edit leaves the time behind with its version."""
    open_ones = select(ScheduledSending).where(
        ScheduledSending.cancelled_at.is_(None), ScheduledSending.refused_at.is_(None)
    )
    rows = db.session.scalars(open_ones.order_by(ScheduledSending.id))
    return {row.version_id: row.send_at for row in rows}
