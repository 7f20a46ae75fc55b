"""The story of a child in care, and a link that was passed on."""

from datetime import date

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts import link_requests
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Person, Pupil
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind
from tests import make
from tests.browser.stories.acts import NO, YES, check, say, text, write_day
from tests.browser.stories.school import SURNAME, School

CLASS_APP = "Class app"


def test_a_foster_carer_with_a_forwarded_link(school: School) -> None:
    with school.past():
        ada = school.child(care=Care.CARE_ORDER)
        worker = make.parent(
            ada, "Wendy", surname="Stone", kind=RelationshipKind.SOCIAL_WORKER,
            pr=ParentalResponsibility.NO, lives_with=False,
        )  # fmt: skip
        carer = make.parent(
            ada, "Fay", surname="Frost", kind=RelationshipKind.FOSTER_CARER,
            pr=ParentalResponsibility.NO,
        )  # fmt: skip
    _ask_for_their_own(school, school.link_of(worker), carer)

    at_carers = school.at_home(carer)
    say(at_carers, "website", "class_app", decision="yes")
    at_carers.goto("/family/photos")
    assert "Your no counts at once. A yes has to come from someone else" in text(at_carers)
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO
    assert not any(word in text(teacher) for word in ("care", "authority", "carer", "Fay"))

    _delegate(school.at_work(Role.DSL), ada, "School website")
    assert check(teacher, "Ada Reed") == YES
    assert check(teacher, "Ada Reed", place=CLASS_APP) == NO
    say(at_carers, "website", decision="no")
    assert check(teacher, "Ada Reed") == NO


def _ask_for_their_own(school: School, forwarded: str, carer: Person) -> None:
    """The link shows whose it is by initials only, tells no child's name, and offers one's own."""
    page = school.phone()
    page.goto(forwarded)
    expect(page.get_by_role("heading", name="This is for W.S.")).to_be_visible()
    assert not any(name in text(page) for name in ("Ada", SURNAME, "Wendy", "Stone"))
    page.goto("/family/photos")
    expect(page.get_by_role("heading", name="Pictures of your children")).to_have_count(0)
    page.goto(forwarded)
    page.locator("summary").filter(has_text="These are not my initials").click()
    page.get_by_role("link", name="Ask for your own link").click()
    page.get_by_label("E-mail").fill(str(carer.email))
    page.get_by_role("button", name="Send me my link").click()
    expect(page.get_by_role("heading", name="Look in your e-mail")).to_be_visible()
    with school.past():
        for request_id in link_requests.unanswered():  # what the worker does
            link_requests.answer(request_id)
        db.session.commit()
        assert db.session.scalars(select(OutgoingMail.to_address)).all() == [carer.email]


def _delegate(lead: Page, child: Pupil, question: str) -> None:
    """The safeguarding lead has seen the plan, which lets the carer answer one question."""
    lead.goto(f"/staff/children/{child.reference}/who-answers")
    lead.get_by_role("link", name="Record delegated authority").click()
    lead.get_by_label(question).check()
    write_day(lead, "When did you see the plan?", date(2026, 11, 18))
    lead.get_by_role("button", name="Record", exact=True).click()
    expect(lead.get_by_text("Recorded. The carer may answer these questions.")).to_be_visible()
