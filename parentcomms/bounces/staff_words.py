"""What addresses that fail, and the e-mails that say so, are called on staff pages."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.bounces.queries import place_of
from parentcomms.bounces.rules import BounceKind, SuppressionReason
from parentcomms.bounces.taking_in import Came, mailbox_name
from parentcomms.clock import now
from parentcomms.languages import gettext, ngettext

UNREAD_FOR = timedelta(hours=24)  # it is looked at every five minutes
REASONS: dict[SuppressionReason, LazyString] = {
    SuppressionReason.DEAD: _l("There is no such mailbox"),
    SuppressionReason.THREE_STRIKES: _l("Nothing arrived on three different days"),
    SuppressionReason.WRONG_PERSON: _l("It reached somebody else, who told us"),
}
KINDS: dict[BounceKind, LazyString] = {
    BounceKind.DEAD: _l("No such mailbox"),
    BounceKind.STRIKE: _l("Did not arrive, for example because the mailbox is full"),
    BounceKind.BLOCKED: _l("Their server does not want our mail"),
}
WHY_NOT: dict[Came, LazyString] = {
    Came.NOT_OURS: _l("This is not about an e-mail that this service sent. Nothing was changed."),
    Came.AUTO_REPLY: _l(
        "This is an automatic reply, such as an absence note: the e-mail did arrive. "
        "Nothing was changed."
    ),
    Came.NO_REPORT: _l(
        "This is an e-mail, and not a report of failed delivery. Nothing was changed."
    ),
    Came.BROKEN: _l(
        "This file could not be read as an e-mail. Save the report from your mail program as a "
        ".eml file (Outlook's .msg cannot be read) and try again."
    ),
}


def what_came_of(came: Sequence[Came]) -> str:
    """A sentence about everything that was brought in."""
    noted = sum(each is Came.NOTED for each in came)
    rest = len(came) - noted
    words = []
    if noted:
        words.append(
            ngettext(
                "%(num)d e-mail that did not arrive was noted.",
                "%(num)d e-mails that did not arrive were noted.",
                noted,
            )
        )
    if rest:
        words.append(
            ngettext(
                "%(num)d file told us nothing new: known already, only late, or not about our "
                "e-mails.",
                "%(num)d files told us nothing new: known already, only late, or not about our "
                "e-mails.",
                rest,
            )
        )
    return " ".join(words) or gettext("Nothing was changed.")


def about_mailbox() -> str | None:
    """What somebody has to be told of the mailbox that reports come to; None while it is read."""
    name = mailbox_name()
    place = place_of(name) if name else None
    if place is None:
        return None
    if place.problem:
        return gettext("The mailbox for mail that comes back cannot be read.")
    if now() - place.read_at > UNREAD_FOR:
        return gettext("The mailbox for mail that comes back has not been read for a day.")
    return None
