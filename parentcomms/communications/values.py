"""What stands in the placeholders: of everybody's text alike, and of one adult's."""

from collections.abc import Iterable, Sequence

from babel.lists import format_list
from flask_babel import force_locale
from sqlalchemy import select

from parentcomms.channels.queries import official_accounts
from parentcomms.communications.rules import Tie
from parentcomms.consent.organisations import organisation_values
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.people.models import Person, Pupil

LOCALES = {"en": "en_GB"}


def lists(language: str) -> dict[str, list[str]]:
    """The placeholders that are lists: in a paragraph of their own they become bullets."""
    accounts = [
        f"{each.name}: {each.address}" if each.address else each.name
        for each in official_accounts()
    ]
    with force_locale(language):
        none = gettext("The school has no accounts on social media.")
    return {
        "official_accounts": accounts or [none],
        "photo_organisations": list(
            dict.fromkeys(value for value in organisation_values().values() if value)
        ),
    }


def shared_values(language: str) -> dict[str, str]:
    """The same lists inside a sentence."""
    return {name: "; ".join(items) for name, items in lists(language).items()}


def first_names_of(pupil_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Pupil id → first name and surname (the surname only to sort by)."""
    rows = db.session.execute(
        select(Pupil.id, Pupil.forename, Pupil.surname).where(Pupil.id.in_(set(pupil_ids)))
    )
    return {pupil_id: (forename, surname) for pupil_id, forename, surname in rows}


def joined_names(names: Sequence[str], language: str) -> str:
    """Ada, Ben and Cy, as each language joins them; two children of one name are named once."""
    locale = LOCALES.get(language, language)
    return format_list(list(dict.fromkeys(names)), style="standard", locale=locale)


def greeting_name(person: Person) -> str:
    """Mrs Wiśniewska where we know the title, else both names: never a guess."""
    return f"{person.title} {person.surname}" if person.title else person.full_name


def children_of(ties: Iterable[Tie], names: dict[int, tuple[str, str]], language: str) -> str:
    """The first names of the children a letter is about."""
    pupils = dict.fromkeys(tie.pupil_id for tie in ties)
    return joined_names([names[pupil_id][0] for pupil_id in pupils], language)
