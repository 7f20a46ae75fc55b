"""A letter of one adult's own: their address, and their link as a square code."""

from babel.dates import format_date

from parentcomms.accounts.family_mails import language_of
from parentcomms.accounts.models import FamilyLink
from parentcomms.clock import today
from parentcomms.communications.addressing import address_lines, slip
from parentcomms.communications.content import for_paper
from parentcomms.communications.letters import letter_of
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.values import greeting_name
from parentcomms.documents.paper import Letter, Mark
from parentcomms.languages import gettext
from parentcomms.outbox.actions import shipped_text
from parentcomms.people.models import Person
from parentcomms.school.letterhead import sender
from parentcomms.school.values import common_values


def own_letter(
    text: str, person: Person, link: FamilyLink, *, bag: bool, sorted_by: str = ""
) -> Letter:
    """A text we ship, as this adult's letter; call it with their language in force."""
    language = language_of(person)
    words = shipped_text(text, language)
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
        sorted_by=sorted_by,
    )
