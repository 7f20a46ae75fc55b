"""The story of a mother who changes her mind at nine in the evening."""

import io
from datetime import UTC, date, datetime

from PIL import Image
from playwright.sync_api import Page, expect

from parentcomms.access import Role
from parentcomms.people.models import Person
from tests import make
from tests.browser.stories.acts import NO, YES, check, decide, text
from tests.browser.stories.conftest import MoveTo
from tests.browser.stories.school import School, parents
from tests.publications.posting import old_post

NINE_IN_THE_EVENING = datetime(2026, 11, 20, 21, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_mother_withdraws_at_nine_in_the_evening(school: School, move_to: MoveTo) -> None:
    mother, father = _a_family_with_old_pictures(school)
    teacher, head = school.at_work(Role.TEACHER), school.at_work(Role.HEAD)
    assert check(teacher, "Ada Reed") == YES
    checked = teacher.url
    published = _approved(teacher, head, "We planted trees.", checked)
    _posted(teacher, published, "Planting trees")
    unpublished = _approved(teacher, head, "We will plant more.", checked)

    move_to(NINE_IN_THE_EVENING)
    at_mothers = school.at_home(mother)
    at_mothers.goto("/family/photos")
    at_mothers.get_by_role("button", name="No to everything, for Ada").click()
    expect(at_mothers.get_by_role("heading", name="Your answers are recorded")).to_be_visible()

    move_to(MONDAY)
    school.sign_in(teacher, Role.TEACHER)
    _has_lapsed(teacher, unpublished)
    assert check(teacher, "Ada Reed") == NO
    school.sign_in(head, Role.HEAD)
    _four_places(head)
    for what in ("Planting trees", "Sports day"):
        _take_down(head, what)
    expect(head.get_by_role("row").filter(has_text="Ada Reed")).to_have_count(2)
    school.open_link(at_mothers, mother)
    assert "Ada: removed from 2 of 4 places. We are taking down the rest." in text(at_mothers)
    assert "already published" not in text(school.at_home(father))


def _a_family_with_old_pictures(school: School) -> tuple[Person, Person]:
    """Both parents said yes; three pictures of Ada are out since the summer, one on paper."""
    with school.past():
        ada = school.child()
        mother, father = parents(ada)
        for use in ("website", "newsletter_print"):
            make.answer(ada, mother, use, "yes")
            make.answer(ada, father, use, "yes")
        for what, use in (
            ("Sports day", "website"),
            ("Art week", "website"),
            ("The June newsletter", "newsletter_print"),
        ):
            old_post(ada, what=what, use_key=use, published_on=date(2026, 6, 12))
    return mother, father


def _approved(teacher: Page, head: Page, words: str, checked: str) -> str:
    """Written from the check, put to the head and approved; gives the address of the post."""
    teacher.goto(checked)
    teacher.get_by_role("button", name="Write the post").click()
    teacher.get_by_label("What will be posted?").fill(words)
    teacher.get_by_label("What we did in class").check()
    teacher.get_by_label("Picture", exact=True).set_input_files(_picture())
    teacher.get_by_label("What can be seen in it?").fill("A child plants a tree.")
    teacher.get_by_role("button", name="Continue").click()
    teacher.get_by_role("button", name="Put it to the head teacher").click()
    expect(teacher.get_by_text("It is with the head teacher now.")).to_be_visible()
    head.goto("/staff/posts")
    head.get_by_role("link", name=words).click()
    decide(head, "Approve exactly this")
    expect(head.get_by_text("Your decision is recorded.")).to_be_visible()
    return teacher.url


def _picture() -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return {"name": "trees.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _posted(teacher: Page, post: str, what: str) -> None:
    """The teacher posts what was approved, and says so."""
    teacher.goto(post)
    teacher.get_by_role("link", name="I posted it").click()
    assert "Something is still missing" not in text(teacher)
    teacher.get_by_label("What is it?").fill(what)
    teacher.get_by_role("button", name="Record it").click()
    expect(teacher.get_by_role("heading", name=what)).to_be_visible()
    assert "By the head teacher, for exactly this" in text(teacher)


def _has_lapsed(teacher: Page, post: str) -> None:
    """The approved post that nobody has published yet is no longer good, and does not say why."""
    teacher.goto(post)
    said = text(teacher)
    assert "No longer good" in said
    assert "An answer it relies on has changed since the check." in said
    assert "Grace" not in said


def _four_places(head: Page) -> None:
    head.goto("/staff/takedown")
    said = text(head)
    assert "4 places, most urgent first" in said
    for what in ("Planting trees", "Sports day", "Art week", "The June newsletter"):
        row = head.get_by_role("row").filter(has_text=what)
        expect(row).to_contain_text("Take it down, or take out: Ada Reed")
    assert not any(word in said for word in ("Grace", "Hal", "mother", "answer"))


def _take_down(head: Page, what: str) -> None:
    head.goto("/staff/takedown")
    head.get_by_role("link", name=what).click()
    head.get_by_label("The whole post was taken down").check()
    head.get_by_role("button", name="Record what was done").click()
    expect(head.get_by_text("Recorded.")).to_be_visible()
