"""A school that hears concerns, and what senders and staff do on those pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.outbox.messages import as_html, as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from parentcomms.school.actions import decide, set_calendar
from tests import make
from tests.browser.stories.school import School

POSTS = {
    "Hana Head": (Role.HEAD,),
    "Dora Lead": (Role.DSL,),
    "Dev Deputy": (Role.DEPUTY_DSL,),
    "Cho Chair": (Role.CHAIR,),
    "Vic Vice": (Role.VICE_CHAIR,),
    "Cleo Clerk": (Role.CLERK,),
    "Olga Office": (Role.OFFICE,),
    "Tess Teacher": (Role.TEACHER,),
}
NUMBERS = {
    "social_care_phone": "01632 960 001",
    "social_care_out_of_hours_phone": "01632 960 002",
    "lado_phone": "01632 960 003",
}
TERMS = (
    ("Autumn", date(2026, 9, 2), date(2026, 12, 18)),
    ("Spring", date(2027, 1, 5), date(2027, 3, 25)),
    ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
    ("Autumn", date(2027, 9, 2), date(2027, 12, 17)),
)
MoveTo = Callable[[datetime], None]


def begin(school: School, *, head_is_lead: bool = False) -> None:
    """Everybody in post, the area's numbers, and the terms of two years."""
    with school.past():
        decide(name="Elm Park", phone="01632 960000", email="office@elmpark.example.org", **NUMBERS)
        set_calendar(TERMS, inset_days=[])
        for name, roles in POSTS.items():
            held = (*roles, Role.DSL) if head_is_lead and Role.HEAD in roles else roles
            if head_is_lead and roles == (Role.DSL,):
                continue
            address = f"{name.split()[1].lower()}@example.org"
            made = make.staff(name, *held, email=address, password_hash="chosen")
            school.staff.update(dict.fromkeys(held, made.id))


@dataclass(frozen=True)
class Told:
    """What a sender has in hand afterwards, and the page that said so."""

    reference: str
    code: str  # empty where an address was left
    page: Page


def tell(
    page: Page,
    words: str,
    move_to: MoveTo,
    *,
    at_risk: str = "No",
    about: str,
    kind: str = "A complaint",
    sender: str = "A parent or carer",
    email: str = "",
    name: str = "",
    of_whom: str = "",
    files: list[Any] | None = None,
    post: dict[str, str] | None = None,
) -> Told:
    """The three short pages of the public form."""
    page.goto("/concern/tell")
    page.get_by_label("What happened?").fill(words)
    if files:
        page.get_by_label("Pictures or documents").set_input_files(files)
    if post:
        page.locator("summary").filter(has_text="Add more").click()
        page.get_by_label("Where was it posted?").fill(post["where"])
        page.get_by_label(post["audience"], exact=True).check()
    _go_on(page, "Continue")
    choose(page, "Is a child being hurt, or at risk?", at_risk)
    choose(page, "Who or what is it about?", about)
    page.get_by_label("Their name, if it is about a grown-up").fill(of_whom)
    choose(page, "What is it?", kind)
    _go_on(page, "Continue")
    choose(page, "Who are you?", sender)
    if email:
        choose(page, "How can we reply?", "By e-mail")
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_label("Your name").fill(name)
    else:
        choose(page, "How can we reply?", "I do not want to give my name")
    move_to(now() + timedelta(seconds=30))  # nobody types so fast as this story
    _go_on(page, "Send")
    expect(page.get_by_role("heading", name="We have your message")).to_be_visible()
    reference = page.locator(".govuk-panel__body strong").inner_text()
    code = "" if email else row(page, "Your secret code")
    return Told(reference, code, page)


def _go_on(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button, exact=True).click()


def choose(page: Page, question: str, answer: str) -> None:
    """One radio of one question."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def row(page: Page, label: str) -> str:
    """What a summary list says beside a label."""
    rows = page.locator(".govuk-summary-list__row").filter(has=page.get_by_text(label, exact=True))
    return rows.locator("dd").first.inner_text()


def track(school: School, told: Told, secret: str = "") -> Page:
    """The sender's own page, by reference and code."""
    page = school.phone()
    page.goto(f"/concern/track?reference={told.reference}")
    page.get_by_label("The code from our e-mail").fill(secret or told.code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Where it stands")).to_be_visible()
    return page


def mails(school: School) -> list[str]:
    """Who was mailed, in order: the part of the address before the at."""
    with school.past():
        found = db.session.scalars(select(OutgoingMail.to_address).order_by(OutgoingMail.id))
        return [each.split("@")[0] for each in found]


def everything_mailed(school: School) -> str:
    """Every mail so far, whole."""
    with school.past():
        found = db.session.scalars(select(OutgoingMail)).all()
        return "".join(subject_of(e) + as_text(e) + as_html(e) for e in found)


def status(page: Page, address: str) -> int:
    """How the service answers this address for whoever is signed in."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
