"""What the set-up page shows beside the steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from parentcomms.communications.models import Communication
from parentcomms.communications.pilot import pilot_class
from parentcomms.communications.ready_steps import Step
from parentcomms.communications.rules import CommunicationKind
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.mail_settings import MailSettings
from parentcomms.outbox.models import MailState
from parentcomms.outbox.queries import mail_by_reference
from parentcomms.people.children import classes_now
from parentcomms.people.models import SchoolClass
from parentcomms.school.queries import school
from parentcomms.setting_up.record_rules import Found, Record, domain_of

_STEP_OF = {
    CommunicationKind.JOINING_LETTER: Step.TEXTS,
    CommunicationKind.CONSENT_REQUEST: Step.QUESTIONS,
}


@dataclass(frozen=True)
class TestMail:
    """How far the newest test message has come."""

    state: MailState | None
    problem: str
    arrived: bool


def mail_settings() -> MailSettings:
    """How this machine sends."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.mail


def test_mail() -> TestMail | None:
    """The newest test message by the server that is named now; None before the first."""
    said = school().mail_test
    if not said or said.get("server") != mail_settings().server:
        return None
    mail = mail_by_reference(said["mail"])
    return TestMail(
        state=mail.state if mail else None,
        problem=(mail.problem or "") if mail else "",
        arrived=said.get("arrived") == said["server"],
    )


def findings() -> dict[Record, Found]:
    """What the last look-up found, if it was about the sender that is named now."""
    looked = school().mail_records
    if looked.get("sender") != mail_settings().sender:
        return {}
    return {Record(key): Found(value) for key, value in looked["findings"].items()}


def looked_on() -> date | None:
    """The day of the last look-up."""
    said = school().mail_records.get("on")
    return date.fromisoformat(said) if said else None


def sender_domain() -> str:
    """Where the records of this school's sender lie."""
    return domain_of(mail_settings().sender)


def classes() -> Sequence[SchoolClass]:
    """Those that can be the pilot, and the one that is, although it may be empty by now."""
    found = list(classes_now())
    now = pilot_class()
    return found if now is None or now in found else [*found, now]


def texts_meant() -> dict[Step, tuple[str, dict[str, str]]]:
    """The steps that are about one text, which is there: its page, instead of the list."""
    newest_first = (
        select(Communication.kind, Communication.reference)
        .where(Communication.kind.in_(_STEP_OF))
        .order_by(Communication.id.desc())
    )
    return {
        _STEP_OF[kind]: ("communications_staff.communication", {"reference": reference})
        for kind, reference in db.session.execute(newest_first)
    }
