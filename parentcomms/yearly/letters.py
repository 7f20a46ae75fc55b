"""The same reminder on paper: the adult's address, and their link as a square code."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.dates import format_date
from flask_babel import force_locale

from parentcomms.accounts.family_mails import language_of
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import current_links
from parentcomms.clock import today
from parentcomms.communications.addressing import address_lines, slip
from parentcomms.communications.content import for_paper
from parentcomms.communications.letters import letter_of
from parentcomms.communications.rules import CommunicationKind, in_book_bag
from parentcomms.communications.values import greeting_name
from parentcomms.documents.paper import Letter, Mark
from parentcomms.documents.pdf import write_letters
from parentcomms.languages import gettext
from parentcomms.outbox.actions import shipped_text
from parentcomms.people.models import Person
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values
from parentcomms.yearly.actions import TEXT
from parentcomms.yearly.queries import Due, people


def letters_pdf(found: Due) -> bytes:
    """One file for the printer. Whoever has no link yet gets a letter once the job has made one."""
    links = current_links(found.plan.paper.keys())
    some = [person for person in people(found.plan.paper.keys()) if person.id in links]
    with TemporaryDirectory() as folder:
        path = Path(folder, "letters.pdf")
        write_letters(path, _letters(some, found, links), title="", duplex=False)
        return path.read_bytes()


def _letters(some: list[Person], found: Due, links: dict[int, FamilyLink]) -> Iterator[Letter]:
    for person in some:
        bag = in_book_bag(found.plan.paper[person.id])
        with force_locale(language_of(person)):
            yield _letter(person, links[person.id], bag=bag)


def _letter(person: Person, link: FamilyLink, *, bag: bool) -> Letter:
    language = language_of(person)
    words = shipped_text(TEXT, language)
    return letter_of(
        for_paper(words.body),
        words.subject,
        {
            **common_values(),
            "parent_name": greeting_name(person),
            "link": gettext("see the square code at the foot of this page."),
        },
        language=language,
        sender=sender(),
        date=format_date(today(), "d MMMM y", locale=language),
        recipient=address_lines([person], bag=bag),
        slip=slip(link, CommunicationKind.CONSENT_REQUEST, language),
        large_print=person.large_print,
        mark=Mark.BOOK_BAG if bag else Mark.POST,
    )
