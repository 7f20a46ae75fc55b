"""Every write of setting up: settings, a test message, what a look-up found."""

from collections.abc import Sequence

from parentcomms.accounts.models import StaffMember
from parentcomms.clock import today
from parentcomms.communications.ready_rules import CAN_BE_SET_ASIDE, Lack
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import SchoolClass
from parentcomms.school.actions import decide
from parentcomms.school.queries import school
from parentcomms.setting_up.queries import mail_settings
from parentcomms.setting_up.record_rules import Finding


def set_aside(lack: Lack) -> None:
    """The school goes without this, and is asked no more. Raises Refused for what it needs."""
    if lack not in CAN_BE_SET_ASIDE:
        raise Refused(gettext("The school cannot go without this."))
    decide(set_aside=sorted({*school().set_aside, lack.value}))


def take_up(lack: Lack) -> None:
    """The school wants it after all."""
    decide(set_aside=[each for each in school().set_aside if each != lack])


def send_test(to: StaffMember) -> OutgoingMail:
    """A message to whoever asks for it, by the way every letter goes."""
    server = mail_settings().server
    if not server:
        raise Refused(gettext("There is no mail server yet, so nothing can be sent."))
    mail = queue_mail(
        shipped_text("mail_set_up_test", "en"),
        Recipient(to.name, to.email),
        {
            "staff_name": to.name,
            "link": page_value("setting_up_staff.mail", label=gettext("Sending e-mail")),
        },
    )
    db.session.flush()  # which gives the mail its reference
    decide(mail_test={"mail": mail.reference, "server": server, "arrived": ""})
    return mail


def note_arrival() -> None:
    """Somebody found the test message among their ordinary mail."""
    said = school().mail_test
    if said.get("server") != mail_settings().server:
        raise Refused(gettext("Send a test message first."))
    decide(mail_test={**said, "arrived": said["server"]})


def keep_findings(found: Sequence[Finding]) -> None:
    """What a look-up found today, about the sender that is named today."""
    decide(
        mail_records={
            "sender": mail_settings().sender,
            "on": today().isoformat(),
            "findings": {each.record.value: each.found.value for each in found},
        }
    )


def begin_pilot(school_class: SchoolClass) -> None:
    """Until it is ended, letters and requests go to the adults of this class alone."""
    decide(pilot_class=school_class.reference, pilot_ended=False)


def end_pilot() -> None:
    """From now on everybody is written to who is due something."""
    decide(pilot_ended=True)
