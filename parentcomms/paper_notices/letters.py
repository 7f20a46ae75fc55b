"""The letter itself: the adult's address, and their link as a square code; never an answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import force_locale

from parentcomms.accounts.family_mails import language_of
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import current_links
from parentcomms.communications.letters import sorted_by
from parentcomms.communications.own_letters import own_letter
from parentcomms.communications.rules import in_book_bag
from parentcomms.documents.paper import Letter
from parentcomms.documents.pdf import write_letters
from parentcomms.paper_notices.queries import Waiting
from parentcomms.school.queries import school

TEXT = "letter_answers_updated"


def letters_pdf(found: Sequence[Waiting]) -> bytes:
    """One file for the printer, in the order of the pile; whoever has no link is left out."""
    links = current_links([each.person.id for each in found])
    with TemporaryDirectory() as folder:
        path = Path(folder, "letters.pdf")
        write_letters(path, _letters(found, links), title=school().name)
        return path.read_bytes()


def _letters(found: Sequence[Waiting], links: dict[int, FamilyLink]) -> Iterator[Letter]:
    for each in found:
        if each.person.id in links:
            with force_locale(language_of(each.person)):
                yield letter(each, links[each.person.id])


def letter(to: Waiting, link: FamilyLink) -> Letter:
    """One adult's letter; call it with their language in force."""
    bag = in_book_bag(to.ties)
    place = sorted_by(to.class_name, to.child_sorted if bag else None)
    return own_letter(TEXT, to.person, link, bag=bag, sorted_by=place)
