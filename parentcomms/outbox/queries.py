"""What waits in the outbox, and what became of it."""

from collections import Counter
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.school.queries import school


def mail_is_only_kept() -> bool:
    """No server is configured, or this is a demo, whose mail never leaves."""
    settings: Settings = current_app.config["SETTINGS"]
    return not settings.mail.server or school().is_demo


def mail_by_reference(reference: str) -> OutgoingMail | None:
    """One mail with its content."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return db.session.scalar(query.filter_by(reference=reference))


def newest_mail(limit: int = 100) -> Sequence[OutgoingMail]:
    """The newest mails, for the demo's reading room."""
    query = select(OutgoingMail).options(joinedload(OutgoingMail.content))
    return db.session.scalars(query.order_by(OutgoingMail.id.desc()).limit(limit)).all()


def count_by_state() -> Counter[MailState]:
    """How many mails stand where: counted from the rows, never kept."""
    rows = db.session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state))
    return Counter({state: count for state, count in rows})
