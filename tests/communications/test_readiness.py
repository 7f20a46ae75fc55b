"""What a school lacks is one answer: the page, the command and the refusal to send agree."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask, current_app
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.access import Role
from parentcomms.accounts.models import StaffRole
from parentcomms.clock import now
from parentcomms.communications import queries
from parentcomms.communications.readiness import readiness, still_lacking
from parentcomms.communications.ready_rules import (
    CAN_BE_SET_ASIDE,
    HOLDS_BACK,
    Lack,
    SchoolFacts,
    holding_back,
    lacking,
    to_know,
)
from parentcomms.communications.ready_staff_words import LACKS, sentence
from parentcomms.communications.rules import SENT_TO_PEOPLE, CommunicationKind
from parentcomms.communications.sending import send, take_back_kept
from parentcomms.config import MailSettings
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide, set_calendar
from tests import make
from tests.communications.conftest import Desk
from tests.staff_pages import signed_in

Inside = Callable[[], AbstractContextManager[Desk]]
KINDS = sorted(SENT_TO_PEOPLE)


def test_every_lack_says_what_it_holds_back_and_has_a_sentence() -> None:
    assert set(HOLDS_BACK) == set(LACKS) == set(Lack)


@given(st.frozensets(st.sampled_from(Lack)), st.sampled_from(KINDS))
def test_what_holds_a_letter_back_is_always_on_the_list(
    lacks: frozenset[Lack], kind: CommunicationKind
) -> None:
    held = holding_back(kind, lacks)
    assert set(held) <= lacks
    assert set(held).isdisjoint(to_know(lacks, emails=True))


@given(st.frozensets(st.sampled_from((Lack.DSL, Lack.CHAIR, Lack.CLERK))))
def test_a_closed_concern_form_holds_back_every_letter(closed_by: frozenset[Lack]) -> None:
    lacks = lacking(SchoolFacts(concern_form_lacks=closed_by))
    assert closed_by <= set(lacks)
    for kind in KINDS:
        assert closed_by <= set(holding_back(kind, lacks))


def test_a_furnished_school_lacks_only_what_stops_nothing(desk: Desk) -> None:
    desk.approve(desk.letter), desk.approve(desk.request)
    make.parent(of=make.pupil())
    make.those_in_post(Role.DATA_PROTECTION_LEAD)
    set_calendar([("Autumn", date(2025, 9, 1), date(2030, 7, 20))], inset_days=())
    lacks = set(still_lacking())
    assert lacks == CAN_BE_SET_ASIDE | {Lack.MAIL_SERVER, Lack.MAIL_TEST, Lack.PUBLIC_ADDRESS}
    decide(is_demo=True)
    assert still_lacking() == ()


@pytest.mark.parametrize(
    ("lack", "kept_by", "now"),
    [
        (Lack.STATEMENT, {"details_missing": ["name"]}, "Press “Write the first texts”"),
        (Lack.OFFICIAL_ACCOUNTS, {"organisations_missing": ["photographer"]}, "If it has none"),
        (Lack.QUESTIONS, {"organisations_missing": ["photographer"]}, "Press “Write the first"),
    ],
)
def test_nobody_is_told_to_wait_for_what_is_there(
    session: object, lack: Lack, kept_by: dict[str, list[str]], now: str
) -> None:
    assert " once " in sentence(lack, SchoolFacts(**kept_by))  # type: ignore[arg-type]
    said = sentence(lack, SchoolFacts())
    assert now in said
    assert " once " not in said


def test_nothing_is_sent_without_a_clerk_and_the_refusal_is_the_pages_sentence(desk: Desk) -> None:
    make.parent(of=make.pupil())
    desk.approve(desk.letter)
    clerk = db.session.query(StaffRole).filter_by(role=Role.CLERK).one()
    clerk.ended_at = now()
    with pytest.raises(Refused) as refused:
        send(desk.letter)
    assert sentence(Lack.CLERK, readiness().facts) in refused.value.message


def test_the_office_ticks_that_it_knows_before_anything_is_sent_or_printed(
    app: Flask, inside: Inside
) -> None:
    with inside() as desk:
        make.parent(of=make.pupil())
        make.parent(of=make.pupil(), email=None)
        desk.approve(desk.letter)
        page = f"/staff/communications/{desk.letter.reference}/send"
    office = signed_in(app, Role.OFFICE)
    shown = office.get(page).text
    assert "No mail server" in shown
    assert "Families cannot reach this address yet" in shown
    assert "Tick that you know this" in office.submit(page).text
    sent = office.submit(page, {"know": "y"}, follow_redirects=True).text
    assert "1 e-mail is kept in a folder and not sent." in sent
    assert "1 letter waits to be printed." in sent
    assert "E-mails being put in a folder, not sent" in sent
    assert "still to leave" not in sent
    to_print = page.replace("/send", "/print.pdf")
    assert office.get(to_print).status_code == 303
    assert office.get(f"{to_print}?know=yes").mimetype == "application/pdf"


def test_what_was_kept_is_not_called_sent_and_goes_out_once_there_is_a_server(desk: Desk) -> None:
    make.parent(of=make.pupil())
    (first,) = send(desk.approve(desk.letter))
    db.session.commit()
    assert send_waiting() == 1
    progress = queries.listed(desk.letter).progress
    assert (progress.sent, progress.kept, progress.mail_failed) == (0, 1, 0)
    with pytest.raises(Refused):
        take_back_kept(desk.letter)
    settings = current_app.config["SETTINGS"]
    mail = MailSettings(server="mail.example.org", sender="office@example.org")
    current_app.config["SETTINGS"] = replace(settings, mail=mail)
    try:
        assert take_back_kept(desk.letter) == 1
        (again,) = send(desk.letter)
    finally:
        current_app.config["SETTINGS"] = settings
    assert again.person_id == first.person_id
    states = [mail.state for mail in db.session.query(OutgoingMail).order_by(OutgoingMail.id)]
    assert states == [MailState.CANCELLED, MailState.QUEUED]


def test_the_demo_may_say_sent(desk: Desk) -> None:
    decide(is_demo=True)
    make.parent(of=make.pupil())
    send(desk.approve(desk.letter))
    db.session.commit()
    send_waiting()
    assert queries.listed(desk.letter).progress.sent == 1
