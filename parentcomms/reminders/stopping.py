"""A last look at a reminder that waits: answered, held, moved or no longer approved since."""

from collections.abc import Sequence

from parentcomms.communications.rules import still_goes
from parentcomms.communications.ties import ties_by_person
from parentcomms.outbox.models import AnyMail
from parentcomms.reminders.queries import approved_request, needed_now, people, reminder_of


def nudge_still_wanted(mails: Sequence[AnyMail]) -> set[int]:
    """The ids of those that may be handed over now; mails that are no reminder always may."""
    found = reminder_of([mail.id for mail in mails])
    if not found:
        return {mail.id for mail in mails}
    to = {each.person_id for each in found.values()}
    addresses = {each.id: each.email for each in people(to)}
    theirs, needed, version = ties_by_person(to), needed_now(to), approved_request()
    return {
        mail.id
        for mail in mails
        if (each := found.get(mail.id)) is None
        or (
            each.person_id in needed
            and version is not None
            and each.version_id == version.id
            and still_goes(
                (),
                [tie for tie in theirs[each.person_id] if tie.here_now],
                address=mail.to_address,
                address_now=addresses.get(each.person_id),
            )
        )
    }
