"""What the person who pasted a list of names is told."""

from parentcomms.languages import gettext
from parentcomms.people.pasted import MOST_NAMES


def too_many_names(number: int) -> str:
    """A list longer than anybody checks: counted, and not looked up."""
    return gettext(
        "That is %(number)s names. Paste at most %(most)s at a time", number=number, most=MOST_NAMES
    )
