"""Stories of concerns: who hears, who never learns, and what happens when nobody looks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from parentcomms.access import Role
from parentcomms.alarms.actions import chase_due, raise_unread
from tests.browser.conftest import NewPage
from tests.browser.stories.acts import text, write_day
from tests.browser.stories.conftest import MoveTo
from tests.browser.stories.school import School
from tests.browser.stories.telling import (
    begin,
    choose,
    everything_mailed,
    mails,
    press,
    row,
    status,
    tell,
    track,
)
from tests.concerns.test_uploads import picture

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = "Zebra: she shouts at the little ones"
NOWHERE = "There is nothing for you."
EVERYWHERE = (
    "/staff",
    "/staff/concerns",
    "/staff/concerns/closed",
    "/staff/concerns/numbers",
    "/staff/concerns/kept",
    "/staff/audit",
    "/staff/audit?act=concern-received",
)
A_CASE = ("", "/note", "/message", "/pass-on", "/do/outcome", "/do/hold", "/post", "/post/police")
SCREENSHOT = {"name": "screen.png", "mimeType": "image/png", "buffer": picture("PNG")}


@pytest.fixture
def school(app: Flask, move_to: MoveTo, address: str, new_page: NewPage) -> School:
    """A school whose posts are held by different people, on a Monday in term."""
    move_to(MONDAY)
    return School(app, address, new_page)


def _all_it_shows(reader: Page) -> str:
    """Every list, count and log that whoever is signed in can open."""
    shown = []
    for page in EVERYWHERE:
        assert status(reader, page) == 200, page
        shown.append(text(reader))
    return "\n".join(shown)


def test_a_complaint_about_the_head_is_nothing_to_the_head(school: School, move_to: MoveTo) -> None:
    begin(school)
    head, chair = school.at_work(Role.HEAD), school.at_work(Role.CHAIR)
    before = _all_it_shows(head)

    told = tell(
        school.phone(), SECRET, move_to, about="The head teacher", email="mum@example.org",
        name="Mia Mother",
    )  # fmt: skip
    assert "Your message goes to the chair of governors, and to nobody it is about." in text(
        told.page
    )
    assert sorted(mails(school)) == ["chair", "mum"]
    chair.goto(f"/staff/concerns/{told.reference}")
    assert SECRET in text(chair)
    _note_and_close(chair, told.reference)

    assert _all_it_shows(head) == before
    head.goto(f"/staff/concerns/closed?words={told.reference}")
    assert "Nothing of the kind." in text(head)
    for page in A_CASE:
        assert status(head, f"/staff/concerns/{told.reference}{page}") == 404
    assert "head" not in mails(school)
    assert SECRET not in everything_mailed(school)


def _note_and_close(chair: Page, reference: str) -> None:
    """Everything that leaves a trace: a note, a step, a message, an end."""
    chair.goto(f"/staff/concerns/{reference}/note")
    chair.get_by_label("Note").fill("I spoke to two parents")
    press(chair, "Keep the note")
    chair.goto(f"/staff/concerns/{reference}/do/outcome")
    choose(chair, "How did it end?", "Partly upheld")
    chair.get_by_label("Message to the sender").fill("This is what I found, and what will change.")
    press(chair, "Close the case")
    assert "Partly upheld" in text(chair)


def test_a_nameless_report_on_christmas_day(school: School, move_to: MoveTo) -> None:
    begin(school)
    move_to(datetime(2026, 12, 25, 9, tzinfo=UTC))
    phone = school.phone()
    phone.goto("/concern")
    said = text(phone)
    for needed in ("Ring 999", "01632 960 002", "0800 1111", "0808 800 5000", "CEOP"):
        assert needed in said
    assert "Nobody is reading messages at this hour. We start again on Tuesday 5 January" in said

    told = tell(
        phone, SECRET, move_to, at_risk="I am not sure", about="A child", kind="A worry",
        sender="A neighbour, or somebody from near the school",
    )  # fmt: skip
    assert "You gave no name, and we keep none." in text(phone)
    assert "If a child is in danger now, ring 999." in text(phone)
    assert sorted(mails(school)) == ["deputy", "lead"]

    move_to(datetime(2027, 1, 5, 8, 45, tzinfo=UTC))
    for role in (Role.HEAD, Role.OFFICE, Role.CHAIR):
        assert status(school.at_work(role), f"/staff/concerns/{told.reference}") == 404
    lead = school.at_work(Role.DSL)
    lead.goto(f"/staff/concerns/{told.reference}")
    assert row(lead, "Name") == "Not given"
    press(lead, "I have read this")
    lead.get_by_role("link", name="Write to the sender").click()
    lead.get_by_label("Message to the sender").fill("Thank you. Where did you hear it?")
    press(lead, "Send it to the sender")

    sender = track(school, told)
    assert "Where did you hear it?" in text(sender)
    sender.get_by_label("Write to the school").fill("Through the wall, each evening")
    press(sender, "Send")
    lead.goto(f"/staff/concerns/{told.reference}")
    assert "Through the wall, each evening" in text(lead)


def test_an_allegation_against_staff_where_the_head_is_the_lead(
    school: School, move_to: MoveTo
) -> None:
    begin(school, head_is_lead=True)
    told = tell(
        school.phone(), SECRET, move_to, at_risk="Yes", about="Somebody who works at the school",
        of_whom="Tess Teacher", email="mum@example.org", name="Mia Mother",
    )  # fmt: skip
    about_head = tell(
        school.phone(), SECRET, move_to, at_risk="Yes", about="Somebody who works at the school",
        of_whom="Hana Head", email="mum@example.org", name="Mia Mother",
    )  # fmt: skip
    assert "local authority designated officer" in text(about_head.page)

    head, deputy = school.at_work(Role.HEAD), school.at_work(Role.DEPUTY_DSL)
    head.goto("/staff/concerns")
    assert told.reference in text(head)
    assert about_head.reference not in text(head)
    assert "The head is also a safeguarding lead" in text(head)
    assert status(deputy, f"/staff/concerns/{told.reference}") == 404
    assert status(school.at_work(Role.TEACHER), f"/staff/concerns/{told.reference}") == 403
    assert status(head, f"/staff/concerns/{about_head.reference}") == 404

    chair = school.at_work(Role.CHAIR)
    chair.goto("/staff/concerns")
    assert about_head.reference in text(chair)
    assert told.reference not in text(chair)
    head.goto(f"/staff/concerns/{told.reference}")
    expect(head.get_by_text("This is a matter of safety, not a complaint.")).to_be_visible()
    expect(head.get_by_role("link", name="Whom it is about was told")).to_have_count(0)
    assert mails(school).count("head") == 1
    assert not {"teacher", "deputy", "office"} & set(mails(school))


def test_your_facebook_post_shows_my_son_and_august_comes(school: School, move_to: MoveTo) -> None:
    begin(school)
    move_to(datetime(2027, 7, 19, 10, tzinfo=UTC))
    told = tell(
        school.phone(), "Your Facebook post shows my son", move_to, about="A picture of my child",
        email="mum@example.org", name="Mia Mother", files=[SCREENSHOT],
        post={"where": "Facebook", "audience": "Anyone"},
    )  # fmt: skip
    head = school.at_work(Role.HEAD)
    head.goto(f"/staff/concerns/{told.reference}")
    said = text(head)
    assert "by Monday 6 September 2027" in said  # to tell the sender: five school days
    assert "by Monday 20 September 2027" in said  # to answer: fifteen
    assert "by Tuesday 17 August 2027" in said  # the law's thirty days, in the holidays
    assert "They do not stop." in said
    assert "The last school day before is Wednesday 21 July 2027" in said
    with school.past():
        chase_due()
    assert mails(school).count("head") == 2  # that it came, and that August swallows a clock

    move_to(datetime(2027, 8, 18, 10, tzinfo=UTC))
    head = school.at_work(Role.HEAD)
    head.goto("/staff/concerns")
    assert "Overdue" in text(head)
    head.goto(f"/staff/concerns/{told.reference}/message?text=case_acknowledgement")
    press(head, "Send it to the sender")
    expect(head.get_by_text("Fill in or take out: [Who]").first).to_be_visible()
    written = head.get_by_label("Message to the sender")
    written.fill(written.input_value().replace("[Who]", "Mr Reed, the deputy head,"))
    press(head, "Send it to the sender")
    head.goto(f"/staff/concerns/{told.reference}")
    assert "Late" in text(head)
    assert "by Monday 20 September 2027" in text(head)  # the other clock waits for September


def test_a_grandmother_rings_about_the_head(school: School) -> None:
    begin(school)
    office = school.at_work(Role.OFFICE)
    office.goto("/staff/concerns/write-down")
    choose(office, "How did it reach you?", "By telephone")
    write_day(office, "On which day?", date(2026, 11, 20))
    office.get_by_label("What was said?").fill(SECRET)
    choose(office, "Is a child at risk?", "No")
    office.get_by_label("A complaint: I am unhappy").check()
    office.get_by_label("Who or what is it about?").select_option("The head teacher")
    office.get_by_label("Who told you?").select_option("Somebody else")
    office.get_by_label("Their name").fill("Nan Averill")
    office.get_by_label("Their telephone number").fill("01632 960 777")
    press(office, "Send it on")
    reference = office.locator(".govuk-panel__body strong").inner_text()
    assert "Zebra" not in text(office)
    assert status(office, f"/staff/concerns/{reference}") == 404

    chair, head = school.at_work(Role.CHAIR), school.at_work(Role.HEAD)
    chair.goto(f"/staff/concerns/{reference}")
    assert "by telephone" in text(chair)
    assert "Olga Office" in text(chair)
    assert row(chair, "Telephone") == "01632 960 777"
    assert "by Friday 27 November 2026" in text(chair)  # counted from the day she rang
    assert reference not in _all_it_shows(head)
    assert status(head, f"/staff/concerns/{reference}") == 404
    assert mails(school) == ["chair"]


def test_a_post_in_a_class_chat_from_its_screenshot_to_the_outcome(
    school: School, move_to: MoveTo
) -> None:
    begin(school)
    told = tell(
        school.phone(), "They call the teacher names in our class chat", move_to,
        about="Something posted online", email="dad@example.org", name="Dan Dad",
        files=[SCREENSHOT],
        post={"where": "WhatsApp", "audience": "A closed group, such as a class chat"},
    )  # fmt: skip
    head = school.at_work(Role.HEAD)
    case = f"/staff/concerns/{told.reference}"
    head.goto(case)
    with head.expect_download() as waiting:
        press(head, "Download file 1")
    assert waiting.value.suggested_filename.endswith(".png")
    head.goto(case)
    assert "Hana Head opened it" in text(head)
    assert "SHA-256" in text(head)

    head.goto(f"{case}/post")
    assert "Decide the three tests of 11.2 first" in text(head)
    _decide(head, case, "orderly_running", "No")
    _decide(head, case, "threat", "No")
    _decide(head, case, "reputation", "Yes", why="A teacher is named")
    _decide(head, case, "police", "Yes", number="CR/2026/77")
    _decide(head, case, "personal_data_breach", "No")
    said = text(head)
    assert "the school can act" in said
    assert "CR/2026/77" in said
    head.get_by_role("link", name="Write to the parent and ask").click()
    expect(head.get_by_role("heading", level=1)).to_be_visible()
    assert mails(school).count("dad") == 1  # that we have it; deciding sends nothing

    head.goto(f"{case}/do/outcome")
    choose(head, "How did it end?", "Upheld")
    head.get_by_label("Message to the sender").fill("The words are down. Thank you.")
    press(head, "Close the case")
    assert "Closed: Upheld" in row(head, "Stage")
    head.goto("/staff/concerns")
    assert NOWHERE in text(head)
    assert "The words are down" not in everything_mailed(school)


def _decide(head: Page, case: str, question: str, answer: str, **said: str) -> None:
    head.goto(f"{case}/post/{question}")
    choose(head, "What was decided?", answer)
    head.get_by_label("Reference").fill(said.get("number", ""))
    head.get_by_label("Why?").fill(said.get("why", ""))
    press(head, "Record the decision")


def test_a_report_of_a_risk_that_nobody_opens(school: School, move_to: MoveTo) -> None:
    begin(school)
    move_to(MONDAY)
    told = tell(school.phone(), SECRET, move_to, at_risk="Yes", about="A child", kind="A worry")
    about_head = tell(
        school.phone(), SECRET, move_to, at_risk="Yes", about="The head teacher", kind="A worry"
    )
    at_once = mails(school)
    assert sorted(at_once) == ["chair", "deputy", "lead"]

    def told_after(minutes: int) -> list[str]:
        move_to(MONDAY + timedelta(minutes=minutes))
        with school.past():
            raise_unread()
        with school.past():
            raise_unread()  # the task runs each minute: nobody is told twice
        return mails(school)

    assert told_after(58) == at_once
    after_one = told_after(65)
    assert sorted(after_one[len(at_once) :]) == ["deputy", "vice", "vice"]
    after_two = told_after(125)
    assert sorted(after_two[len(after_one) :]) == ["clerk", "clerk", "head", "head"]

    head = school.at_work(Role.HEAD)
    head.goto("/staff/concerns")
    assert told.reference in text(head)
    assert about_head.reference not in text(head)
    head.goto(f"/staff/concerns/{told.reference}")
    press(head, "I have read this")
    assert "You have read it" in text(head)
    clerk = school.at_work(Role.CLERK)
    clerk.goto(f"/staff/concerns/{about_head.reference}")
    press(clerk, "I have read this")
    assert told_after(300) == after_two
