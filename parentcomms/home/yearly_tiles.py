"""What telling families through the year still wants: an insert this half-term, the notice."""

from collections.abc import Iterator

from parentcomms.inserts.queries import half_term_without_insert, notice_wants_looking_for
from parentcomms.languages import gettext


def told_through_the_year() -> Iterator[tuple[str, str, str]]:
    """Title, sentence and page of each thing that waits; nothing while all is well."""
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
