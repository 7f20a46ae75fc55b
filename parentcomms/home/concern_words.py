"""How many concerns wait, as the home page says it: only what its reader may see is counted."""

from parentcomms.cases.inbox import waiting_for
from parentcomms.languages import gettext, ngettext


def concerns_waiting(staff_id: int) -> tuple[str, bool]:
    """A sentence, and whether anything waits."""
    unread, overdue = waiting_for(staff_id)
    said = []
    if unread:
        said.append(ngettext("%(num)s you have not read.", "%(num)s you have not read.", unread))
    if overdue:
        said.append(ngettext("%(num)s is overdue.", "%(num)s are overdue.", overdue))
    return " ".join(said) or gettext("What has been raised with you."), bool(said)
