"""Reading the questions for those who look after them: every version, in every language."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.wording import Words, words_of
from parentcomms.database import db


def all_questions() -> Sequence[Use]:
    """Every question, retired ones last; those of one occasion only are not among them."""
    rows = db.session.scalars(
        select(Use)
        .where(Use.occasional.is_(False))
        .options(selectinload(Use.versions).selectinload(UseVersion.wordings))
        .order_by(Use.position)
    )
    return sorted(rows, key=lambda use: use.retired_at is not None)


def question(key: str) -> Use | None:
    """One question with all its versions."""
    query = select(Use).where(Use.key == key, Use.occasional.is_(False))
    return db.session.scalar(
        query.options(selectinload(Use.versions).selectinload(UseVersion.wordings))
    )


def words_now(version_ids: Collection[int]) -> dict[int, dict[str, Words]]:
    """Version → language → its words."""
    rows = db.session.scalars(
        select(UseWording).where(UseWording.version_id.in_(version_ids)).order_by(UseWording.id)
    )
    found: dict[int, dict[str, Words]] = {}
    for row in rows:
        words = words_of(row.name, row.question, row.detail)
        found.setdefault(row.version_id, {})[row.language] = words
    return found


def wordings_of(version: UseVersion) -> dict[str, UseWording]:
    """Language → the row that holds, English first: signing off adds a row and changes none."""
    rows = {row.language: row for row in sorted(version.wordings, key=lambda row: row.id)}
    return dict(sorted(rows.items(), key=lambda item: (item[0] != "en", item[0])))
