"""The main job once around, as people do it: from the school's export to a checked class photo."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.conftest import PHONE, NewPage
from tests.browser.people import CheckPage
from tests.browser.server import Server, running

ROSTER = """UPN;Forename;Surname;Date of Birth;Year Group;Reg Group;Contact 1 Forename;\
Contact 1 Surname;Contact 1 Relationship;Contact 1 Parental Responsibility;\
Contact 1 Lives with Pupil;Contact 1 Email;Contact 2 Forename;Contact 2 Surname;\
Contact 2 Relationship;Contact 2 Parental Responsibility;Contact 2 Lives with Pupil;\
Contact 2 Email
;Zofia;Lis;14/02/2018;4;Oak;Marta;Lis;Mother;Y;Y;marta.lis@example.org;Adam;Lis;Father;Y;Y;
;Jan;Lis;03/10/2018;3;Rowan;Marta;Lis;Mother;Y;Y;marta.lis@example.org;Adam;Lis;Father;Y;Y;
"""
LETTER = re.compile("letter", re.IGNORECASE)
REQUEST = re.compile("request", re.IGNORECASE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demo_school: Path) -> Iterator[Server]:
    """A demo school of its own: this journey changes what is in it."""
    with running(tmp_path_factory.mktemp("journey"), beginning_as=demo_school) as started:
        yield started


def test_the_main_job_once_around(
    server: Server, new_page: NewPage, check_page: CheckPage, tmp_path: Path
) -> None:
    cards = people.passwords(server.instance)
    office = people.sign_in(new_page(), cards["office"])
    head = people.sign_in(new_page(), cards["head"])
    teacher = people.sign_in(new_page(viewport=PHONE), cards["teacher"])

    # 1 and 2: the export goes in, and the contact review says who may be written to
    roster = tmp_path / "export.csv"
    roster.write_text(ROSTER, encoding="cp1252")
    people.import_file(office, roster, check_page)
    people.may_write_to(office, "Marta Lis")
    people.may_write_to(office, "Adam Lis")

    # 3: the approved letter and request go out, by e-mail and on paper
    people.send(office, "Joining letter")
    pdf = office.get_by_role("link", name="Open the letters to print (PDF)").get_attribute("href")
    assert office.request.get(str(pdf)).body().startswith(b"%PDF")
    people.send(office, "Consent request")

    # 4: the Christmas insert waits for the head, is approved, and is marked as used
    people.approve(head, "Insert: Our Christmas shows", check_page)
    _use_insert(office, check_page)
    _read_the_notice(new_page(viewport=PHONE), check_page)

    # 5 and 6: the mother opens her letter's link and is done with both children
    link = people.link_in_mail(office, "marta.lis@example.org")
    mother = new_page(viewport=PHONE, java_script_enabled=False)
    _open_family_page(mother, link)
    _acknowledge(mother)
    taps = _answer_everything(mother, "yes")
    assert taps <= 16

    # 7: the office sees it
    office.goto("/staff/classes")
    office.get_by_role("link", name="Oak").first.click()
    expect(office.get_by_text("Zofia Lis").first).to_be_visible()
    check_page(office)

    # 8 and 9: the teacher checks; the mother changes her mind; the next check says so at once
    first = people.check_picture(teacher, "website", ["Zofia Lis"])
    check_page(teacher)
    _change(mother, "website", "Zofia", "no")
    second = people.check_picture(teacher, "website", ["Zofia Lis"])
    assert first != second
    assert "post" in first.lower()

    # 10: a concern, from somebody without an account
    reference = _raise_a_concern(new_page(viewport=PHONE), check_page)
    head.goto("/staff/concerns")
    expect(head.get_by_text(reference)).to_be_visible()
    office.goto("/staff/concerns")
    expect(office.get_by_text(reference)).to_have_count(0)


def _use_insert(office: Page, check_page: CheckPage) -> None:
    office.goto("/staff/communications")
    office.get_by_role("link", name="Insert: Our Christmas shows").click()
    office.get_by_role("link", name="Use this insert").click()
    check_page(office)
    word = office.get_by_role("link", name=re.compile("Word")).get_attribute("href")
    assert office.request.get(str(word)).body().startswith(b"PK")
    office.get_by_label("Where did you use it?").fill("Newsletter 12")
    office.get_by_role("button", name=re.compile("used", re.IGNORECASE)).click()
    expect(office.get_by_text("Newsletter 12")).to_be_visible()


def _read_the_notice(anybody: Page, check_page: CheckPage) -> None:
    anybody.goto("/notice")
    expect(anybody.get_by_text("Elmford Primary on Facebook")).to_be_visible()
    check_page(anybody)


def _open_family_page(mother: Page, link: str) -> None:
    mother.goto(link)
    expect(mother.get_by_text("Zofia")).to_have_count(0)
    mother.get_by_role("button", name="Open my page").click()
    expect(mother.get_by_text("Zofia")).to_be_visible()
    expect(mother.get_by_text("Jan", exact=True)).to_be_visible()


def _acknowledge(mother: Page) -> None:
    mother.get_by_role("link", name="Our three requests about social media").click()
    mother.get_by_label("I have read this", exact=True).check()
    mother.get_by_role("button", name="Send").click()
    expect(mother.get_by_role("heading", name="Thank you")).to_be_visible()


def _answer_everything(mother: Page, value: str) -> int:
    """Tap one answer for every child and question, then save; returns the taps it took."""
    mother.goto("/family/photos")
    wanted = mother.locator(f"input[type=radio][value={value}]")
    taps = wanted.count()
    for number in range(taps):
        wanted.nth(number).check()
    mother.get_by_role("button", name="Save my answers").click()
    expect(mother.get_by_role("heading", name="Your answers are recorded")).to_be_visible()
    return taps + 1


def _change(mother: Page, use: str, child: str, value: str) -> None:
    mother.goto("/family/photos")
    name = mother.locator("fieldset").filter(has_text=re.compile(rf"^\s*{child}"))
    name.locator(f"input[name^={use}-][value={value}]").check()
    mother.get_by_role("button", name="Save my answers").click()
    expect(mother.get_by_role("heading", name="Your answers are recorded")).to_be_visible()


def _raise_a_concern(somebody: Page, check_page: CheckPage) -> str:
    somebody.goto("/concern")
    check_page(somebody)
    somebody.get_by_role("button", name="Tell the school").click()
    somebody.get_by_label("What happened?").fill("The gate stays open after nine.")
    somebody.get_by_role("button", name="Continue").last.click()
    somebody.get_by_role("group", name="Is a child being hurt, or at risk?").get_by_label(
        "No", exact=True
    ).check()
    somebody.get_by_label("The school", exact=False).first.check()
    somebody.get_by_role("group", name="What is it?").get_by_label(
        re.compile("complaint", re.IGNORECASE)
    ).check()
    check_page(somebody)
    somebody.get_by_role("button", name="Continue").last.click()
    somebody.get_by_role("group", name="Who are you?").get_by_role("radio").nth(2).check()
    somebody.get_by_role("group", name="How can we reply?").get_by_role("radio").last.check()
    check_page(somebody)
    somebody.get_by_role("button", name="Send").click()
    expect(somebody.get_by_role("heading", name="We have your message")).to_be_visible()
    return somebody.locator(".govuk-panel__body strong").inner_text()
