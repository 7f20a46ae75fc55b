"""The questions as they were asked on an earlier day: what a printed sheet asked."""

from datetime import datetime

from sqlalchemy import or_, select

from parentcomms.consent.models import Use, UseVersion
from parentcomms.consent.queries import CurrentUse, as_asked
from parentcomms.database import db


def asked_at(moment: datetime) -> list[CurrentUse]:
    """Every question families were asked for consent then, in its version of then, in order."""
    rows = db.session.execute(
        select(Use, UseVersion)
        .join(UseVersion, UseVersion.use_id == Use.id)
        .where(or_(Use.retired_at.is_(None), Use.retired_at > moment))
        .where(Use.occasional.is_(False), UseVersion.made_at <= moment)
        .order_by(Use.position, UseVersion.number)
    )
    newest = {use.id: as_asked(use, version) for use, version in rows}
    return [use for use in newest.values() if use.asks_consent]
