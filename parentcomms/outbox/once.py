"""What may be there only once is, whoever of two workers or web pages comes first."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from parentcomms.database import db
from parentcomms.outbox.models import MailContent, MailFrame, OutgoingMail

Kept = TypeVar("Kept", MailContent, MailFrame, OutgoingMail)
INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def kept_once(kind: type[Kept], sha256: str, **parts: Any) -> Kept:
    """The row with this hash, made now when there is none."""
    found = db.session.scalar(select(kind).filter_by(sha256=sha256))
    return added_once(kind, "sha256", sha256, **parts)[0] if found is None else found


def added_once(kind: type[Kept], key: str, value: str, **parts: Any) -> tuple[Kept, bool]:
    """A new row that this makes the only one, and True; or the one that came before, and False.

    On PostgreSQL another may be about to make the same one: then we wait for them and take theirs.
    """
    new = INSERT[db.engine.dialect.name](kind).values({key: value, **parts})
    only_one = new.on_conflict_do_nothing(index_elements=[key]).returning(kind)
    made = db.session.scalar(only_one)
    if made is not None:
        return made, True
    return db.session.scalars(select(kind).filter_by(**{key: value})).one(), False
