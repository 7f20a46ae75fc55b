"""The letter itself: the adult's address, and their link as a square code; never an answer."""

from collections.abc import Iterator, Sequence
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
from parentcomms.communications.letters import letter_of, sorted_by
from parentcomms.communications.rules import CommunicationKind, in_book_bag
from parentcomms.communications.values import greeting_name
from parentcomms.documents.paper import Letter, Mark
from parentcomms.documents.pdf import write_letters
from parentcomms.languages import gettext
from parentcomms.outbox.actions import shipped_text
from parentcomms.paper_notices.queries import Waiting
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values

TEXT = "letter_answers_updated"


def letters_pdf(found: Sequence[Waiting]) -> bytes:
    """One file for the printer, in the order of the pile; whoever has no link is left out."""
    links = current_links([each.person.id for each in found])
    with TemporaryDirectory() as folder:
        path = Path(folder, "letters.pdf")
        write_letters(path, _letters(found, links), title="", duplex=False)
        return path.read_bytes()


def _letters(found: Sequence[Waiting], links: dict[int, FamilyLink]) -> Iterator[Letter]:
    for each in found:
        if each.person.id in links:
            with force_locale(language_of(each.person)):
                yield letter(each, links[each.person.id])


def letter(to: Waiting, link: FamilyLink) -> Letter:
    """One adult's letter; call it with their language in force."""
    person, language = to.person, language_of(to.person)
    words, bag = shipped_text(TEXT, language), in_book_bag(to.ties)
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
        sorted_by=sorted_by(to.class_name, to.child_sorted if bag else None),
    )
