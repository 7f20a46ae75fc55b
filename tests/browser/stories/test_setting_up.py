"""A new school gets from an empty instance to *ready to send* by its set-up page alone."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect

from parentcomms.config import MailSettings
from parentcomms.outbox.sending import send_waiting
from tests.browser.conftest import NewPage
from tests.browser.stories.acts import POINTS, write_day
from tests.browser.test_journey import ROSTER
from tests.names import NameServer, name_server
from tests.smtp import Letterbox, mail_server

DOMAIN = "elmpark.example.org"
ADDRESS = f"https://consent.{DOMAIN}"  # the proxy in front of it is this story's own
PASSWORD = "purple tractor lunch"
RECORDS = {
    DOMAIN: ["v=spf1 a:127.0.0.1 -all"],
    f"s1._domainkey.{DOMAIN}": ["v=DKIM1; k=rsa; p=MIGf"],
    f"_dmarc.{DOMAIN}": ["v=DMARC1; p=none"],
}
COLLEAGUES = {
    "Dora Lead": ("Designated safeguarding lead",),
    "Cass Chair": ("Chair of governors",),
    "Cleo Clerk": ("Clerk to the governors", "Data protection lead"),
}


@pytest.fixture
def outside() -> Iterator[tuple[Letterbox, NameServer]]:
    """The school's mail server, and the name server that knows its records."""
    with mail_server() as letterbox, name_server(RECORDS) as names:
        yield letterbox, names


@pytest.fixture
def machine(app: Flask, outside: tuple[Letterbox, NameServer]) -> Flask:
    """What whoever runs the machine wrote into settings.toml, and nothing else."""
    letterbox, names = outside
    mail = MailSettings(
        server="127.0.0.1", port=letterbox.port, security="none", name_server=names.address,
        sender=f"office@{DOMAIN}", dkim_selector="s1",
    )  # fmt: skip
    said = replace(app.config["SETTINGS"], mail=mail, public_url=ADDRESS, host_names=("127.0.0.1",))
    app.config["SETTINGS"] = said
    return app


@pytest.mark.slow
def test_a_new_school_gets_from_nothing_to_ready_to_send_by_its_set_up_page(
    machine: Flask, outside: tuple[Letterbox, NameServer], address: str, new_page: NewPage,
    tmp_path: Path,
) -> None:  # fmt: skip
    letterbox, _ = outside
    page = new_page(base_url=address, java_script_enabled=False)
    page.set_default_timeout(10_000)
    roles = [part for role in ("office", "head", "administrator") for part in ("--role", role)]
    said = machine.test_cli_runner().invoke(
        args=["staff", "add", "Hana Head", f"head@{DOMAIN}", *roles]
    )
    _choose_a_password(page, said.output)
    page.get_by_role("link", name="Set up the school").first.click()
    expect(page.get_by_text("steps are needed before anything can be sent")).to_be_visible()

    _say_who_the_school_is(page)
    _add_colleagues(page, machine, letterbox, new_page, address)
    _try_the_mail(page, machine, letterbox)
    _bring_the_children_in(page, tmp_path)
    _write_and_approve(page)
    _begin_with_one_class(page)

    expect(page.get_by_text("Ready to send: nothing is missing.")).to_be_visible()
    with machine.app_context():
        assert machine.test_cli_runner().invoke(args=["doctor"]).exit_code == 0
    page.get_by_role("button", name="Setting up is finished").click()
    page.get_by_role("link", name="Go to letters and newsletters").click()
    page.get_by_role("link", name="Joining letter").click()
    page.get_by_role("link", name="Send and print").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("So far")).to_be_visible()


def _choose_a_password(page: Page, said: str) -> None:
    """The link as it was printed or mailed, on this machine's own door."""
    found = re.search(r"https://\S+/staff/invitation/\S+", said)
    assert found, said
    page.goto(urlsplit(found[0]).path)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button").first.click()


def _go_to(page: Page, step: str) -> None:
    """Back to the set-up page by the link every page has, and on to one of its steps."""
    back = page.get_by_role("link", name="Back to setting up the school")
    there = page.get_by_role("link", name=re.compile(rf": {re.escape(step)}$"))
    expect(back.or_(there).first).to_be_visible()  # a page may still be on its way
    if back.count():
        back.click()
    there.click()


def _state(page: Page, step: str) -> str:
    heading = page.get_by_role("heading", name=re.compile(rf"^\d+\. {re.escape(step)}$"))
    item = page.locator(".school-steps__item").filter(has=heading)
    return item.locator(".govuk-tag").inner_text()


def _fill(page: Page, **said: str) -> None:
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save").click()


def _say_who_the_school_is(page: Page) -> None:
    _go_to(page, "The school")
    page.get_by_label("What kind of school is it?").select_option("academy")
    _fill(
        page, name="Elm Park", address="1 Elm Road\nElmford", phone="01632 960123",
        email=f"office@{DOMAIN}", website=DOMAIN, head_name="Hana Head",
    )  # fmt: skip
    assert _state(page, "The school") == "Done"
    _go_to(page, "Crest and colour")
    picture = io.BytesIO()
    Image.new("RGB", (200, 200), "navy").save(picture, "PNG")
    file = {"name": "crest.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    page.get_by_label("Picture of the crest").set_input_files(files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="Save").click()
    _back(page)
    page.get_by_role("link", name="The school’s colour").click()
    _fill(page, colour="#1d4f91")
    _go_to(page, "Terms and INSET days")
    page.get_by_label("Name").fill("Autumn, second half")
    write_day(page, "First day in school", date(2026, 11, 2))
    write_day(page, "Last day in school", date(2026, 12, 18))
    page.get_by_role("button", name="Add").first.click()
    _go_to(page, "Local safeguarding numbers")
    _fill(
        page, local_authority="Elmshire", social_care_phone="01632 960001",
        social_care_out_of_hours_phone="01632 960002", lado_phone="01632 960003",
    )  # fmt: skip


def _back(page: Page) -> None:
    """To the set-up page, unless that is where saving led."""
    link = page.get_by_role("link", name="Back to setting up the school")
    if link.count():
        link.click()


def _add_colleagues(
    page: Page, machine: Flask, letterbox: Letterbox, new_page: NewPage, address: str
) -> None:
    for name, roles in COLLEAGUES.items():
        _go_to(page, "People")
        page.get_by_role("button", name="Add somebody").click()
        page.get_by_label("Name").fill(name)
        page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@{DOMAIN}")
        for role in roles:
            page.get_by_label(role, exact=True).check()
        page.get_by_role("button", name="Add and send invitation").click()
    _back(page)
    expect(page.get_by_text("Dora Lead has not chosen a password yet")).to_be_visible()
    with machine.app_context():
        send_waiting()
    for letter in letterbox.messages:
        body = letter.get_body(("plain",))
        if body is not None and "/staff/invitation/" in body.get_content():
            theirs = new_page(base_url=address, java_script_enabled=False)
            _choose_a_password(theirs, body.get_content())
            theirs.context.close()
    page.reload()
    assert _state(page, "People") == "Done"


def _try_the_mail(page: Page, machine: Flask, letterbox: Letterbox) -> None:
    _go_to(page, "Sending e-mail")
    page.get_by_role("button", name="Send a test message to").click()
    with machine.app_context():
        send_waiting()
    assert letterbox.messages[-1]["Subject"].startswith("Test: e-mail from")
    page.reload()
    page.get_by_role("button", name="It arrived").click()
    page.get_by_role("button", name="Look up the records now").click()
    _back(page)
    assert _state(page, "Sending e-mail") == "Done"
    assert _state(page, "The address families open") == "Done"


def _bring_the_children_in(page: Page, folder: Path) -> None:
    roster = folder / "export.csv"
    roster.write_text(ROSTER, encoding="cp1252")
    _go_to(page, "Children and their adults")
    page.get_by_label("File with children and their parents").set_input_files(roster)
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("button", name="Load this file").click()
    _go_to(page, "Contact review")
    page.get_by_role("button", name=re.compile("Yes, write to all")).click()
    _back(page)
    assert _state(page, "Contact review") == "Done"


def _write_and_approve(page: Page) -> None:
    page.get_by_role("button", name="Write the first texts").first.click()
    _approve(page, "The letter and the three requests")
    _go_to(page, "Who is named in the photo questions")
    _fill(
        page, class_app="ClassBook Ltd", photographer="Photos Ltd", print_organisations="none",
        video_organisations="none",
    )  # fmt: skip
    _back(page)
    page.get_by_role("button", name="The school has none").click()
    _approve_the_class_app(page)
    _approve(page, "Photo questions and the request for consent")


def _approve_the_class_app(page: Page) -> None:
    """It came with the first texts, and waits for the head like any account."""
    expect(page.get_by_text("Waiting for the head: Class app.")).to_be_visible()
    _go_to(page, "Accounts and places")
    page.get_by_role("link", name="Class app", exact=True).click()
    page.get_by_role("button", name="Approve").click()
    _back(page)
    assert _state(page, "Accounts and places") == "Done"


def _approve(page: Page, step: str) -> None:
    _go_to(page, step)
    page.get_by_role("button", name="Ask the head to approve this text").click()
    page.get_by_role("link", name="Decide about it").click()
    page.get_by_label("Approve exactly this text").check()
    for point in POINTS:
        page.get_by_label(point, exact=True).check()
    page.get_by_role("button", name="Record my decision").click()
    _back(page)
    assert _state(page, step) == "Done"


def _begin_with_one_class(page: Page) -> None:
    page.get_by_role("button", name="There is no old list").click()
    _go_to(page, "Begin with one class")
    page.get_by_label("Oak", exact=True).check()
    page.get_by_role("button", name="Begin with this class").click()
