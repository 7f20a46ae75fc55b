"""The question and its one reminder, by e-mail, behind everything that is urgent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask_babel import force_locale
from sqlalchemy import select

from parentcomms.accounts.actions import make_family_links
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.links import Purpose
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.wording import MAIL, REMINDER, values
from parentcomms.outbox.actions import Addressed, Recipient, link_value, queue_many, shipped_text
from parentcomms.people.models import Person, Relationship
from parentcomms.texts.shipped import ENGLISH, languages

OPEN_LINK = "accounts_public.family_link"
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
    links = make_family_links(people)
    by_language: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        known = person.language if person.language in languages() else ENGLISH
        by_language[known].append(person)
    for language, some in by_language.items():
        with force_locale(language):
            label = gettext("Answer this question")
        letters = [
            Addressed(
                Recipient(person.full_name, person.email or ""),
                {
                    "parent_name": person.full_name,
                    "link": link_value(
                        OPEN_LINK,
                        purpose=Purpose.FAMILY_LINK,
                        reference=links[person.id].reference,
                        label=label,
                    ),
                },
                fact=fact_of(key, occasion, person.id),
            )
            for person in some
        ]
        queue_many(shipped_text(key, language), letters, shared=values(occasion, language))
    return len(people)
