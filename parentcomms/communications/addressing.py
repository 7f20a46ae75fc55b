"""What makes a letter one adult's: the address in the window, the slip at the foot."""

from collections.abc import Sequence

from flask_babel import force_locale

from parentcomms.accounts.family_mails import OPEN_LINK
from parentcomms.accounts.models import FamilyLink
from parentcomms.communications import emails
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.paper import Slip
from parentcomms.languages import gettext
from parentcomms.links import Purpose, address_of, code_for, show_code, token_for
from parentcomms.people.models import Person
from parentcomms.school.queries import school


def address_lines(people: Sequence[Person], *, bag: bool) -> tuple[str, ...]:
    """What shows in the envelope's window; a letter for a bag needs the names only."""
    names = tuple(each.full_name for each in people)
    if bag:
        return names
    first = people[0]
    address = [line.strip() for line in (first.address or "").splitlines() if line.strip()]
    return (*names, *address, *([first.postcode] if first.postcode else []))


def slip(link: FamilyLink, kind: CommunicationKind, language: str, *, name: str = "") -> Slip:
    """The foot of a letter: this adult's own link as a square code, and as a code to type."""
    page = address_of("accounts_public.code").partition("://")[2]
    with force_locale(language):
        return Slip(
            url=address_of(OPEN_LINK, token=token_for(Purpose.FAMILY_LINK, link.reference)),
            code=show_code(code_for(Purpose.FAMILY_CODE, link.reference)),
            heading=": ".join(part for part in (name, emails.link_label(kind, language)) if part),
            how_to=gettext(
                "Point your phone's camera at the square. Or go to %(address)s and type the code "
                "below. Or ring us on %(phone)s, that counts too.",
                address=page,
                phone=school().phone,
            ),
            alt=gettext("Square code that opens your own page"),
        )
