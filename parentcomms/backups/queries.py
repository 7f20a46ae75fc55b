"""How old the last good backup is."""

from datetime import datetime

from sqlalchemy import select

from parentcomms.audit.models import AuditEvent
from parentcomms.database import db

ABOUT = "backup"  # the events of backups are about no table


def last_good_backup() -> datetime | None:
    """When the last one was opened again and held; also one that lies elsewhere."""
    query = select(AuditEvent.at).where(AuditEvent.table_name == ABOUT)
    return db.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))
