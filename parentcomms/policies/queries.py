"""The statement families read, and who has read it."""

from collections.abc import Collection

from sqlalchemy import func, select

from parentcomms.database import db
from parentcomms.policies.models import (
    Acknowledgement,
    PolicyStatement,
    StatementVersion,
    StatementWording,
)

THREE_REQUESTS = "three_requests"


def current_wording(language: str, *, key: str = THREE_REQUESTS) -> StatementWording:
    """The newest version's wording in this language, or else in English."""
    newest = (
        select(func.max(StatementVersion.number))
        .join(PolicyStatement)
        .where(PolicyStatement.key == key)
        .scalar_subquery()
    )
    rows = db.session.scalars(
        select(StatementWording)
        .join(StatementVersion)
        .join(PolicyStatement)
        .where(PolicyStatement.key == key, StatementVersion.number == newest)
        .where(StatementWording.language.in_({language, "en"}))
        .order_by(StatementWording.language == language)
    ).all()
    return rows[-1]


def current_acknowledgements(
    person_ids: Collection[int] | None = None, *, key: str = THREE_REQUESTS
) -> dict[int, Acknowledgement]:
    """Person id → their newest acknowledgement that still counts.

    One covers all that adult's children, until a later version asks again.
    """
    asks_again = (
        select(func.max(StatementVersion.number))
        .join(PolicyStatement)
        .where(PolicyStatement.key == key, StatementVersion.ask_again.is_(True))
        .scalar_subquery()
    )
    query = (
        select(Acknowledgement)
        .join(StatementWording, StatementWording.id == Acknowledgement.wording_id)
        .join(StatementVersion, StatementVersion.id == StatementWording.version_id)
        .join(PolicyStatement)
        .where(PolicyStatement.key == key)
        .where(StatementVersion.number >= func.coalesce(asks_again, 0))
        .order_by(Acknowledgement.id)
    )
    if person_ids is not None:
        query = query.where(Acknowledgement.person_id.in_(person_ids))
    return {row.person_id: row for row in db.session.scalars(query)}


def has_statement(*, key: str = THREE_REQUESTS) -> bool:
    """Whether the school has said what it asks, in any wording."""
    found = select(StatementVersion.id).join(PolicyStatement).where(PolicyStatement.key == key)
    return db.session.scalar(found.limit(1)) is not None
