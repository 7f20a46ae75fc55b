"""The same reminder on paper: the adult's address, and their link as a square code."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import force_locale

from parentcomms.accounts.family_mails import language_of
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import current_links
from parentcomms.communications.own_letters import own_letter
from parentcomms.communications.rules import in_book_bag
from parentcomms.documents.paper import Letter
from parentcomms.documents.pdf import write_letters
from parentcomms.people.models import Person
from parentcomms.school.queries import school
from parentcomms.yearly.actions import TEXT
from parentcomms.yearly.queries import Due, people


def letters_pdf(found: Due) -> bytes:
    """One file for the printer. Whoever has no link yet gets a letter once the job has made one."""
    links = current_links(found.plan.paper.keys())
    some = [person for person in people(found.plan.paper.keys()) if person.id in links]
    with TemporaryDirectory() as folder:
        path = Path(folder, "letters.pdf")
        write_letters(path, _letters(some, found, links), title=school().name)
        return path.read_bytes()


def _letters(some: list[Person], found: Due, links: dict[int, FamilyLink]) -> Iterator[Letter]:
    for person in some:
        bag = in_book_bag(found.plan.paper[person.id])
        with force_locale(language_of(person)):
            yield own_letter(TEXT, person, links[person.id], bag=bag)
