"""September: a secondary school's letter goes to every family, and the office can show it.

Some addresses are dead, some families have none, the office pauses, and the sender is killed.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update

from parentcomms.access import Role
from parentcomms.bounces.tasks import note_what_was_refused
from parentcomms.clock import now
from parentcomms.communications.models import Delivery
from parentcomms.communications.rules import DeliveryRoute
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.mail_settings import MailSettings
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.rules import AHEAD
from parentcomms.people.models import Person
from tests import make
from tests.bounces.reports import recipient, report
from tests.browser.conftest import NewPage
from tests.browser.people import CheckPage, approve, sign_in
from tests.browser.stories.big_school import fill
from tests.communications.conftest import furnished
from tests.outbox.nursery import SENDER
from tests.outbox.senders import CONNECTIONS, Nursery, started
from tests.smtp import mail_server

LETTER = "Joining letter"
PASSWORD = "a long enough password"
CARDS = {Role.OFFICE: "ola@school.example.org", Role.HEAD: "hana@school.example.org"}
PATIENCE = 300_000  # two thousand letters are prepared at one press, on a busy machine too
DEAD = "550 5.1.1 no such user"


@dataclass
class September:
    """The school, its pages, and the sender that works in the background."""

    app: Flask
    nursery: Nursery
    families: int

    def received(self) -> int:
        return len(self.nursery.letterbox.messages)

    def wait_for(self, number: int) -> None:
        until = time.monotonic() + 120
        while self.received() < number and time.monotonic() < until:
            time.sleep(0.01)
        assert self.received() >= number

    def time_passes(self) -> None:
        """The five minutes of a lease."""
        held = OutgoingMail.state.in_([MailState.CLAIMED, MailState.HANDING_OVER])
        with self.app.app_context():
            past = now() - timedelta(seconds=1)
            db.session.execute(update(OutgoingMail).where(held).values(claimed_until=past))
            db.session.commit()


@pytest.fixture
def september(
    app: Flask, settings: Settings, request: pytest.FixtureRequest
) -> Iterator[September]:
    families: int = request.param
    with app.app_context():
        furnished()
        for role, email in CARDS.items():
            make.staff(f"Pat {role.value}", role, email=email, password=PASSWORD)
        dead = fill(families)
        db.session.commit()
    with mail_server() as letterbox:
        letterbox.replies.update(dict.fromkeys(dead, DEAD))
        mail = MailSettings(
            server="127.0.0.1", port=letterbox.port, security="none", sender=SENDER, per_minute=0
        )
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)
        with started(settings, letterbox) as nursery:
            yield September(app, nursery, families)


def _opened(page: Page, link: str) -> Page:
    page.goto("/staff/communications")
    page.get_by_role("link", name=LETTER).click()
    page.get_by_role("link", name=link).click()
    return page


def _press_send(office: Page) -> None:
    _opened(office, "Send and print")
    office.get_by_label("I know, and want to send it all the same").check()
    office.get_by_role("button", name="Send now").click()
    expect(office.get_by_text("So far")).to_be_visible(timeout=PATIENCE)


def _interrupted(school: September, office: Page) -> None:
    """A pause that holds, a resume, and a sender killed in the middle."""
    school.nursery.start()
    school.wait_for(school.families // 10)
    office.reload()
    office.get_by_role("button", name="Pause sending").click()
    assert [each.status for each in school.nursery.ended()] == [0]
    at_rest = school.received()
    school.nursery.start()
    assert [each.status for each in school.nursery.ended()] == [0]
    assert school.received() == at_rest
    office.get_by_role("button", name="Resume sending").click()
    (sender,) = school.nursery.start()
    school.wait_for(min(at_rest + school.families // 10, _expected(school)))
    os.kill(sender, signal.SIGKILL)
    school.nursery.ended()
    school.time_passes()
    school.nursery.start()
    assert [each.status for each in school.nursery.ended()] == [0]


def _expected(school: September) -> int:
    return school.families * 8 // 10


def _one_comes_back_later(school: September, office: Page, folder: Path) -> str:
    """A report that comes the next day, brought in as a file."""
    # The first of all only warmed the sender up.
    message = next(m for m in school.nursery.letterbox.messages if "adult" in str(m["To"]))
    address = str(message["To"]).partition("<")[2].strip(">")
    file = folder / "undeliverable.eml"
    file.write_bytes(report(str(message["Message-ID"]), recipient(address)))
    office.goto("/staff/addresses")
    office.get_by_label("E-mails that came back").set_input_files(file)
    office.get_by_role("button", name="Read them").click()
    expect(office.get_by_text("1 e-mail that did not arrive was noted.")).to_be_visible()
    return address


def _everybody_is_accounted_for(school: September, dead: int) -> None:
    """Each adult got one mail, or a letter to print, or is listed as uncertain; none got two."""
    got = Counter(str(each["To"]) for each in school.nursery.letterbox.messages)
    assert set(got.values()) == {1}
    with school.app.app_context():
        adults = db.session.scalar(select(func.count()).select_from(Person))
        sent = MailState.SENT, MailState.UNCERTAIN, MailState.FAILED
        routes = db.session.execute(
            select(
                Delivery.route, Delivery.person_id, OutgoingMail.state, OutgoingMail.to_address
            ).outerjoin(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
        ).all()
        by_mail = {state for route, _, state, _ in routes if route is DeliveryRoute.EMAIL}
        assert by_mail <= set(sent)
        assert len({person for _, person, _, _ in routes}) == adults == school.families
        unsure = [to for _, _, state, to in routes if state is MailState.UNCERTAIN]
        # Whether a dead address was refused before the crash, only the office can find out.
        dead -= len(set(unsure) & set(school.nursery.letterbox.replies))
        paper = [person for route, person, _, _ in routes if route is DeliveryRoute.PAPER]
        assert len(paper) == len(set(paper)) == school.families // 10 + dead
        uncertain = len(unsure)
        # What was on a connection at the moment of the crash, or marked to be the next on it.
        assert uncertain <= CONNECTIONS * (1 + AHEAD)
        failed = sum(state is MailState.FAILED for _, _, state, _ in routes)
        assert sum(got.values()) >= adults - school.families // 10 - failed - uncertain


@pytest.mark.parametrize(
    "september",
    [pytest.param(200), pytest.param(2000, marks=pytest.mark.slow)],
    indirect=True,
)
def test_a_letter_reaches_every_family_and_the_school_can_show_it(
    september: September, address: str, new_page: NewPage, check_page: CheckPage, tmp_path: Path
) -> None:
    office = sign_in(new_page(base_url=address), (CARDS[Role.OFFICE], PASSWORD))
    head = sign_in(new_page(base_url=address), (CARDS[Role.HEAD], PASSWORD))
    office.set_default_timeout(PATIENCE)
    office.goto("/staff/communications")
    office.get_by_role("link", name=LETTER).click()
    office.get_by_role("button", name="Ask the head to approve this text").click()
    approve(head, LETTER, check_page)
    _press_send(office)
    _interrupted(september, office)
    note_what_was_refused.call_local()  # as the service does each minute
    _one_comes_back_later(september, office, tmp_path)
    check_page(office)
    _press_send(office)  # whoever it did not reach is due a letter on paper
    _everybody_is_accounted_for(september, dead=september.families // 20 + 1)
    office.goto("/staff/coverage")
    expect(office.get_by_role("heading", level=1)).to_be_visible()
    check_page(office)
