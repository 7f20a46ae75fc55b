"""What many mails share is kept once, whoever of two workers or web pages comes first."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from parentcomms.database import db
from parentcomms.outbox.models import MailContent, MailFrame

Kept = TypeVar("Kept", MailContent, MailFrame)
INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def kept_once(kind: type[Kept], sha256: str, **parts: Any) -> Kept:
    """The row with this hash, made now when there is none.

    On PostgreSQL another may be about to make the same one: then we wait for them and take theirs.
    """
    which = select(kind).filter_by(sha256=sha256)
    found = db.session.scalar(which)
    if found is None:
        made = INSERT[db.engine.dialect.name](kind).values(sha256=sha256, **parts)
        only_one = made.on_conflict_do_nothing(index_elements=["sha256"]).returning(kind)
        found = db.session.scalar(only_one) or db.session.scalars(which).one()
    return found
