"""The head of the chain leaves the house; the statement says what is in force."""

from datetime import UTC, datetime

import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.audit.queries import head_of_chain
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.records.emails import send_head_of_chain
from parentcomms.records.statement import statement
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in


def test_the_head_of_the_chain_goes_to_the_lead_once_a_week(session: object) -> None:
    make.staff("Lee Lead", Role.DATA_PROTECTION_LEAD)
    make.staff("Ola Office", Role.OFFICE)
    decide(name="Elm Park")
    head = head_of_chain()
    with time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False):
        send_head_of_chain()
        send_head_of_chain()
    with time_machine.travel(datetime(2026, 11, 27, 8, tzinfo=UTC), tick=False):
        send_head_of_chain()
    (mail,) = db.session.query(OutgoingMail).all()
    assert (mail.to_name, mail.values["reference"]) == ("Lee Lead", head)
    with time_machine.travel(datetime(2026, 11, 30, 8, tzinfo=UTC), tick=False):
        send_head_of_chain()
    assert db.session.query(OutgoingMail).count() == 2


def test_the_statement_names_the_organisations_and_periods_in_force(session: object) -> None:
    make.questions()
    decide(photographer="Example Photos Ltd", pictures_kept_years=9, import_files_kept_days=12)
    said = statement()
    assert "Photographer: Example Photos Ltd." in said
    assert "9 years after it came down" in said
    assert "Imported files: 12 days." in said
    assert "Pictures, website: consent" in said


def test_the_lead_changes_a_period_and_takes_the_statement_for_word(app: Flask) -> None:
    with app.app_context():
        make.questions()
        db.session.commit()
    lead = signed_in(app, Role.DATA_PROTECTION_LEAD)
    form = {
        "answers_kept_years": "2", "pictures_kept_years": "6", "sent_kept_years": "1",
        "mails_kept_years": "0", "checks_kept_years": "0", "lists_kept_years": "1",
        "imports_kept_years": "1", "import_files_kept_days": "30",
    }  # fmt: skip
    page = lead.submit("/staff/records/retention/periods", form, follow_redirects=True)
    assert "It holds from tonight on" in page.text
    assert "on roll and 2 years" in lead.get("/staff/records/statement").text
    assert lead.get("/staff/records/statement.docx").data.startswith(b"PK")
    short = lead.submit("/staff/records/retention/periods", form | {"answers_kept_years": "0"})
    assert "Write a number of years from 1 to 80" in short.text
