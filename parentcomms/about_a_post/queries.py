"""Adults a request can go to, and the requests of one case."""

from collections.abc import Sequence

from sqlalchemy import func, select

from parentcomms.about_a_post.models import AboutAPost
from parentcomms.database import db
from parentcomms.people.models import Person

MOST = 20


def adults_named(typed: str) -> Sequence[Person]:
    """Adults with these letters in their name, who stand for themselves today."""
    if len(typed.strip()) < 2:
        return []
    name = func.lower(Person.forename + " " + Person.surname)
    query = select(Person).where(name.contains(typed.strip().lower(), autoescape=True))
    query = query.where(Person.merged_into_id.is_(None)).order_by(Person.surname, Person.forename)
    return db.session.scalars(query.limit(MOST)).all()


def adult(reference: str) -> Person | None:
    """One adult."""
    query = select(Person).where(Person.merged_into_id.is_(None))
    return db.session.scalar(query.filter_by(reference=reference))


def requests_of_case(case_reference: str) -> Sequence[AboutAPost]:
    """What was written because of one case, oldest first: for the page of that case."""
    query = select(AboutAPost).filter_by(case_reference=case_reference).order_by(AboutAPost.id)
    return db.session.scalars(query).all()
