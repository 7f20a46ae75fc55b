"""What telling families still wants: letters to print, an insert this half-term, the notice."""

from collections.abc import Iterator

from parentcomms.access import Permission, may
from parentcomms.inserts.queries import half_term_without_insert, notice_wants_looking_for
from parentcomms.languages import gettext, ngettext
from parentcomms.paper_notices.queries import waiting


def told_through_the_year() -> Iterator[tuple[str, str, str]]:
    """Title, sentence and page of each thing that waits; nothing while all is well."""
    number = len(waiting()) if may(Permission.SEND_COMMUNICATION) else 0
    if number:
        yield (
            gettext("Letters: answers we recorded"),
            ngettext("%(num)s adult waits.", "%(num)s adults wait.", number),
            "paper_notices_staff.notices",
        )
    lacking = half_term_without_insert()
    if lacking is not None:
        yield (
            gettext("Newsletter insert"),
            gettext("%(half_term)s has no insert planned.", half_term=lacking.name),
            "inserts_staff.inserts",
        )
    if notice_wants_looking_for():
        yield (
            gettext("Website notice"),
            gettext("Is it on the school's website? Please look."),
            "inserts_staff.website_notice",
        )
