"""The question and its one reminder, by e-mail, behind everything that is urgent."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from parentcomms.accounts.actions import make_family_links
from parentcomms.accounts.family_mails import queue_to_each
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.wording import MAIL, REMINDER, values
from parentcomms.people.models import Person, Relationship

FACT = "occasion"


def ask(occasion: Occasion, by_person: Mapping[int, Sequence[Relationship]]) -> int:
    """One mail to each adult, with their own link."""
    return _mail(occasion, by_person, MAIL)


def remind(occasion: Occasion, by_person: Mapping[int, Sequence[Relationship]]) -> int:
    """The same once more."""
    return _mail(occasion, by_person, REMINDER)


def fact_of(key: str, occasion: Occasion, person_id: int) -> str:
    """What is never mailed twice; it also says what to look at again before it leaves."""
    return f"{FACT}:{key}:{occasion.reference}:{person_id}"


def _mail(occasion: Occasion, by_person: Mapping[int, Sequence[Relationship]], key: str) -> int:
    people = list(db.session.scalars(select(Person).where(Person.id.in_(by_person))))
    queue_to_each(
        key,
        people,
        make_family_links(people),
        label=lambda: gettext("Answer this question"),
        fact=lambda person_id: fact_of(key, occasion, person_id),
        shared=lambda language: values(occasion, language),
    )
    return len(people)
