"""Mail that comes back: addresses to ask for anew, and a mailbox that cannot be read."""

from parentcomms.bounces.queries import given_up
from parentcomms.bounces.staff_words import about_mailbox
from parentcomms.languages import gettext, ngettext

PAGE = "bounces_staff.given_up"


def addresses_tile() -> tuple[str, str, str] | None:
    """Title, sentence and page; None while there is nothing to do."""
    failing, trouble = len(given_up()), about_mailbox()
    sentences = [trouble] if trouble else []
    if failing:
        sentences.append(
            ngettext("Get %(num)s new address.", "Get %(num)s new addresses.", failing)
        )
    if not sentences:
        return None
    return gettext("Addresses that fail"), " ".join(sentences), PAGE
