"""What somebody told a member of staff becomes a case like any other, along the same table."""

from parentcomms.access import actor
from parentcomms.cases.actions import add_step
from parentcomms.cases.handling_staff_forms import RecordForm
from parentcomms.cases.rules import StepKind
from parentcomms.clock import today
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.errors import Refused
from parentcomms.languages import gettext


def record_for_somebody(form: RecordForm) -> Concern:
    """Keep it, route it, and say how it came and when; doubt counts as a risk."""
    if form.day.data is None or form.day.data > today():
        raise Refused(gettext("That day is still to come."))
    concern = receive(
        Received(
            kind=ConcernKind(form.kind.data),
            words=form.words.data,
            about=AboutWhom(form.about.data),
            about_name=form.about_name.data or "",
            at_risk=form.at_risk.data != "no",
            sender_kind=form.sender_kind.data,
            sender_name=form.sender_name.data or "",
            sender_email=form.sender_email.data or "",
            sender_phone=form.sender_phone.data or "",
            nameless=not (
                form.sender_name.data or form.sender_email.data or form.sender_phone.data
            ),
            recorded_by=actor(),
        )
    )
    add_step(concern, StepKind.RECORDED, day=form.day.data, words=form.how.data)
    return concern
