"""Mail to families that carries each adult's own link; its token is derived when it leaves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import force_locale

from parentcomms.accounts.models import FamilyLink
from parentcomms.links import Purpose
from parentcomms.outbox.actions import Addressed, Recipient, link_value, queue_many, shipped_text
from parentcomms.people.models import Person
from parentcomms.texts.shipped import ENGLISH, languages

OPEN_LINK = "accounts_public.family_link"


def language_of(person: Person) -> str:
    """The language this adult is written to in."""
    return person.language if person.language in languages() else ENGLISH


def own_link(reference: str, label: str) -> dict[str, str]:
    """The value of a mail's placeholder for the link with this reference."""
    return link_value(OPEN_LINK, purpose=Purpose.FAMILY_LINK, reference=reference, label=label)


def queue_to_each(
    text: str,
    people: Iterable[Person],
    links: Mapping[int, FamilyLink],
    *,
    label: Callable[[], str],
    fact: Callable[[int], str],
    shared: Callable[[str], Mapping[str, Any]] = lambda language: {},
) -> None:
    """One mail to each adult in their language, behind everything that is urgent.

    `fact` names by an adult's id what is never mailed twice; `shared` gives the values that are
    the same for all who read a language; `label` is what the button says in the language asked.
    """
    by_language: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_language[language_of(person)].append(person)
    for language, some in by_language.items():
        with force_locale(language):
            button = label()
        letters = [
            Addressed(
                Recipient(person.full_name, person.email or ""),
                {
                    "parent_name": person.full_name,
                    "link": own_link(links[person.id].reference, button),
                },
                fact=fact(person.id),
            )
            for person in some
        ]
        queue_many(shipped_text(text, language), letters, shared=shared(language))
