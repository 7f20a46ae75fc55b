"""The story of a new school: from an empty instance to *ready to send*, by the set-up page."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from parentcomms.access import Role
from parentcomms.config import MailSettings
from parentcomms.outbox.sending import send_waiting
from tests import make
from tests.browser.conftest import DESK, NewPage
from tests.browser.stories.acts import decide, text, write_day
from tests.browser.stories.conftest import MoveTo
from tests.browser.stories.school import School
from tests.names import name_server
from tests.smtp import Letterbox, mail_server

SENDER = "office@elmpark.example.org"
DETAILS = {
    "Name of the school": "Elm Park Primary School",
    "Address": "Mill Lane\nElmtown",
    "Telephone": "01632 960000",
    "E-mail address of the office": SENDER,
    "Website": "www.elmpark.example.org",
    "Name of the head teacher": "Margaret Okafor",
}
NUMBERS = {
    "Local authority": "Elmshire",
    "Children's social care, in office hours": "01632 960001",
    "Children's social care, out of hours": "01632 960002",
    "Local authority designated officer": "01632 960003",
}
FIRMS = {
    "Class app": "none",
    "Photographer of the class photo": "Example Photos Ltd",
    "Who prints or hands out newsletters and publicity?": "none",
    "Who shows the school's videos and live streams?": "none",
}
PEOPLE = {
    "Dora Lead": "Designated safeguarding lead",
    "Chris Chair": "Chair of governors",
    "Cleo Clerk": "Clerk to the governors",
    "Dan Data": "Data protection lead",
}
FILE = b"""UPN,Forename,Surname,DOB,Reg Group,Parent 1 Name,Parent 1 Email,Parent 1 Relationship,\
Parent 1 Lives With,Parent 1 Parental Responsibility
A801200001001,Ada,Reed,04/05/2017,Oak,Grace Reed,grace@example.org,Mother,Yes,Yes
H801200001002,Ben,Moss,25/06/2017,Elm,Hal Moss,hal@example.org,Father,Yes,Yes
"""


@pytest.fixture
def new_school(app: Flask, move_to: MoveTo, address: str, new_page: NewPage) -> School:
    """Nothing but the first person, as `flask staff add` makes them."""
    school = School(app, address, new_page)
    with school.past():
        roles = (Role.OFFICE, Role.HEAD, Role.ADMINISTRATOR)
        school.staff[Role.HEAD] = make.staff("Olu Head", *roles, password_hash="chosen").id
    return school


def test_a_new_school_is_led_from_nothing_to_ready_to_send(
    new_school: School, check_page: Callable[[Page], None], tmp_path: Path
) -> None:
    page = new_school.at_work(Role.HEAD)
    page.goto("/staff")
    page.get_by_role("link", name="Set up the school").first.click()
    _the_school(page)
    _people(page, new_school)
    with ExitStack() as machine:
        letterbox = machine.enter_context(mail_server())
        _the_machine(new_school, letterbox, machine)
        _mail(page, new_school, letterbox)
        _children(page, tmp_path)
        _texts(page)
        _go(page, "Begin with one class")
        page.get_by_label("Oak").check()
        page.get_by_role("button", name="Begin with this class").click()
        expect(page.get_by_text("Ready to send: nothing is missing.")).to_be_visible()
        wide = new_school.phone(viewport=DESK, java_script_enabled=True)
        new_school.sign_in(wide, Role.HEAD)
        for narrow_or_wide in (page, wide):
            narrow_or_wide.goto("/staff/set-up")
            check_page(narrow_or_wide)
        _send_to_one_class(page, new_school, letterbox)


def _step(page: Page, title: str) -> Locator:
    page.goto("/staff/set-up")
    return page.locator("li.school-steps__item").filter(has=page.get_by_role("heading", name=title))


def _go(page: Page, title: str) -> None:
    """Open a step by its link on the set-up page."""
    _step(page, title).get_by_role("link", name="Go to this step").click()


def _fill(page: Page, title: str, answers: dict[str, str]) -> None:
    """A step that is one form leads back to the set-up page, where it is done."""
    _go(page, title)
    for label, value in answers.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Set up the school")).to_be_visible()
    expect(_step(page, title).get_by_text("Done", exact=True)).to_be_visible()


def _the_school(page: Page) -> None:
    expect(_step(page, "Contact review").get_by_text("Not yet")).to_be_visible()
    _fill(page, ". The school", DETAILS)
    _step(page, "Crest and colour").get_by_role("button", name="We have no crest").click()
    _go(page, "Terms and INSET days")
    page.get_by_label("Name", exact=True).fill("Autumn")
    write_day(page, "First day in school", date(2026, 9, 3))
    write_day(page, "Last day in school", date(2026, 12, 18))
    page.get_by_role("button", name="Add").first.click()
    page.get_by_role("link", name="Back to setting up the school").click()
    _fill(page, "Local safeguarding numbers", NUMBERS)
    _fill(page, "Who is named in the photo questions", FIRMS)
    _step(page, "The day of going live").get_by_role("button", name="There is no old list").click()


def _people(page: Page, school: School) -> None:
    """Each is given a link, since no mail leaves yet, and chooses a password."""
    for name, role in PEOPLE.items():
        _go(page, ". People")
        page.get_by_role("button", name="Add somebody").click()
        page.get_by_label("Name").fill(name)
        page.get_by_label("E-mail").fill(f"{name.split()[0].lower()}@elmpark.example.org")
        page.get_by_label(role, exact=True).check()
        page.get_by_role("button", name="Add and send invitation").click()
        link = next(word for word in text(page).split() if "/staff/invitation/" in word)
        theirs = school.phone()
        theirs.goto(urlsplit(link).path)
        theirs.get_by_label("password", exact=False).first.fill("purple tractor lunch")
        theirs.get_by_role("button", name="Save and sign in").click()
        theirs.context.close()
    expect(_step(page, ". People").get_by_text("Done", exact=True)).to_be_visible()


def _the_machine(school: School, letterbox: Letterbox, machine: ExitStack) -> None:
    """What whoever runs the machine writes in settings.toml: the public address, and [mail]."""
    domain = SENDER.partition("@")[2]
    texts = {
        domain: ["v=spf1 mx -all"],
        f"s1._domainkey.{domain}": ["v=DKIM1; p=MIGf"],
        f"_dmarc.{domain}": ["v=DMARC1; p=none"],
    }
    names = machine.enter_context(name_server(texts))
    mail = MailSettings(
        server="127.0.0.1", port=letterbox.port, security="none", sender=SENDER, per_minute=0,
        dkim_selector="s1", name_server=names.address,
    )  # fmt: skip
    now = school.app.config["SETTINGS"]
    public = "http://consent.elmpark.example"  # over https no cookie would reach this browser
    school.app.config["SETTINGS"] = replace(
        now, mail=mail, public_url=public, host_names=("127.0.0.1",)
    )


def _mail(page: Page, school: School, letterbox: Letterbox) -> None:
    _go(page, "Sending e-mail")
    page.get_by_role("button", name="Send a test message").click()
    with school.app.app_context():
        send_waiting()
    subjects = [str(mail["Subject"]) for mail in letterbox.messages]  # invitations left as well
    assert any("Test: e-mail from Elm Park" in subject for subject in subjects)
    page.goto("/staff/set-up/mail")
    page.get_by_role("button", name="It arrived").click()
    page.get_by_role("button", name="Look up the records now").click()
    expect(page.get_by_text("Found", exact=True)).to_have_count(3)
    expect(_step(page, "Sending e-mail").get_by_text("Done", exact=True)).to_be_visible()


def _children(page: Page, folder: Path) -> None:
    path = folder / "pupils.csv"
    path.write_bytes(FILE)
    _go(page, "Children and their adults")
    page.get_by_label("File with children and their parents").set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("button", name="Load this file").click()
    _go(page, "Contact review")
    page.get_by_role("button", name="Yes, write to all 2 of these").click()


def _texts(page: Page) -> None:
    """The first texts, six questions since there are no accounts, and the head's two approvals."""
    _step(page, "The letter and the three requests").get_by_role(
        "button", name="Write the first texts"
    ).click()
    _step(page, "official accounts").get_by_role("button", name="The school has none").click()
    for step, title in (
        ("The letter and the three requests", "Joining letter"),
        ("Photo questions and the request for consent", "Consent request"),
    ):
        _go(page, step)
        page.get_by_role("link", name=title).click()
        page.get_by_role("button", name="Ask the head to approve this text").click()
        page.get_by_role("link", name="Decide about it").click()
        decide(page, "Approve exactly this text")


def _send_to_one_class(page: Page, school: School, letterbox: Letterbox) -> None:
    before = len(letterbox.messages)
    page.get_by_role("link", name="Go to letters and newsletters").click()
    page.get_by_role("link", name="Joining letter").click()
    page.get_by_role("link", name="Send and print").click()
    assert "1 wait until the pilot with one class has ended" in " ".join(text(page).split())
    page.get_by_role("button", name="Send now").click()
    with school.app.app_context():
        send_waiting()
    assert [mail["To"].addresses[0].addr_spec for mail in letterbox.messages[before:]] == [
        "grace@example.org"
    ]
