"""Stories of a class photo, and of a newspaper that was not the one families said yes to."""

from datetime import date

from playwright.sync_api import Page, expect

from parentcomms.access import Role
from parentcomms.approvals.rules import Point
from parentcomms.occasions import actions, wording
from parentcomms.people.models import Pupil
from tests import make
from tests.browser.stories.acts import CHANGE, NO, YES, answer, check, decide, text, write_day
from tests.browser.stories.acts import say as say_on_the_photo_page
from tests.browser.stories.school import School, parents
from tests.occasions.conftest import draft, line

CLASS_PHOTO = "Class photo for families"
THURSDAY = date(2026, 11, 26)


def test_a_class_photo_waits_for_one_silent_family(school: School) -> None:
    with school.past():
        for name in ("Ada", "Cleo", "Dev", "Ella"):
            child = school.child(name)
            make.answer(child, make.parent(child), "class_photo", "yes")
        silent, _ = parents(school.child("Ben"))
    teacher = school.at_work(Role.TEACHER)
    assert _check_the_class(teacher) == CHANGE
    said = text(teacher)
    assert teacher.locator("main h2").first.inner_text() == "Ben Reed"
    assert "Nobody has to step aside: take one picture for everyone, and one to post." in said
    assert "Leave them out of what you post." in said
    # A blurred face in a posed group points the child out.
    assert not any(word in said for word in ("blur", "recognise", "Not answered", "Ada", "Grace"))
    expect(teacher.get_by_role("button", name="Write the post")).to_have_count(0)

    at_home = school.at_home(silent)
    say_on_the_photo_page(at_home, "class_photo", decision="yes")
    assert _check_the_class(teacher) == YES


def _check_the_class(teacher: Page) -> str:
    teacher.goto("/staff/check")
    teacher.get_by_label(CLASS_PHOTO, exact=True).check()
    if teacher.get_by_role("button", name="Everyone in Oak").count() == 0:
        teacher.get_by_role("button", name="Oak", exact=True).click()
    teacher.get_by_role("button", name="Everyone in Oak").click()
    teacher.get_by_label("It is a posed group, like a class photo").check()
    return answer(teacher)


def test_families_are_asked_for_one_paper_and_another_one_would_post(school: School) -> None:
    with school.past():
        ada = school.child()
        mother, _ = parents(ada)
        _asked_for_the_gazette(school, ada)
    teacher, head = school.at_work(Role.TEACHER), school.at_work(Role.HEAD)
    _ask_for_the_post(teacher)
    head.goto(teacher.url)
    decide(head, "Approve exactly this question, and ask it now")
    expect(head.get_by_text("Approved. 2 adults are asked by e-mail.")).to_be_visible()

    at_home = school.at_home(mother)
    asked = at_home.get_by_role("region").filter(has_text="Bristol Post")
    asked.get_by_role("link", name="Answer this question").click()
    assert "Bristol Post" in text(at_home)
    assert "Gazette" not in text(at_home)
    at_home.get_by_label("Yes", exact=True).check()
    at_home.get_by_role("button", name="Save my answer").click()
    expect(at_home.get_by_text("Your answer is recorded.")).to_be_visible()

    assert check(teacher, "Ada Reed", place="For Bristol Post, Thursday 26 November 2026") == YES
    expect(teacher.get_by_role("button", name="Write the post")).to_have_count(0)
    assert check(teacher, "Ada Reed", place="For The Gazette, Thursday 26 November 2026") == NO
    assert check(teacher, "Ada Reed") == NO


def _asked_for_the_gazette(school: School, child: Pupil) -> None:
    """The same morning, the same children, another paper: asked, and nobody answered."""
    for_it = draft(child, who="The Gazette", happens_on=THURSDAY, answer_by=THURSDAY)
    actions.approve_and_ask(
        line(for_it),
        by=school.staff[Role.HEAD],
        points=set(Point),
        content_hash=wording.hash_of(for_it),
    )


def _ask_for_the_post(teacher: Page) -> None:
    teacher.goto("/staff/occasions/new")
    teacher.get_by_label("Who would use the pictures?").fill("Bristol Post")
    teacher.get_by_label("What is it about?").fill("planting trees in the garden")
    teacher.get_by_label("Where will the pictures be shown?").fill("the Bristol Post, in print")
    write_day(teacher, "Which day?", THURSDAY)
    write_day(teacher, "Last day to answer", date(2026, 11, 25))
    teacher.get_by_label("Oak", exact=True).check()
    teacher.get_by_role("button", name="Write the question").click()
    expect(teacher.get_by_text("Written. The head teacher decides")).to_be_visible()
