"""Stories of adults who do not agree, and of those who may say only no."""

import re

from playwright.sync_api import Page, expect

from parentcomms.access import Role
from parentcomms.people.models import Pupil
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind
from tests import make
from tests.browser.stories.acts import NO, YES, check, said_before, say, text
from tests.browser.stories.school import School, parents

LEAVE_OUT = ["Leave them out of what you post.", "Crop them out.", "Choose another picture."]


def test_the_mother_says_yes_and_the_father_says_no(school: School) -> None:
    with school.past():
        mother, father = parents(school.child())
    at_mothers = school.at_home(mother)
    say(at_mothers, "website", decision="yes")
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == YES

    at_fathers = school.at_home(father)
    assert said_before(at_fathers, "website") is None
    say(at_fathers, "website", decision="no")

    assert check(teacher, "Ada Reed") == NO
    answer = text(teacher)
    assert all(advice in answer for advice in LEAVE_OUT)
    assert not any(word in answer for word in ("Hal", "Grace", "father", "mother", "differ"))
    assert said_before(at_mothers, "website") == "yes"
    assert "you said: Yes." in text(at_mothers)
    assert "you said: No." not in text(at_mothers)
    at_mothers.goto("/family")
    assert "Hal" not in text(at_mothers)


def test_a_grandmothers_yes_is_not_enough_and_her_no_is(school: School) -> None:
    with school.past():
        ada = school.child()
        grandmother = make.parent(
            ada, "Gran", kind=RelationshipKind.GRANDPARENT, pr=ParentalResponsibility.NO
        )
        mother, _ = parents(ada)
    at_grans = school.at_home(grandmother)
    say(at_grans, "website", decision="yes")
    at_grans.goto("/family/photos")
    assert "Your no counts at once. A yes has to come from someone else" in text(at_grans)
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO

    at_mothers = school.at_home(mother)
    say(at_mothers, "website", decision="yes")
    assert check(teacher, "Ada Reed") == YES
    say(at_grans, "website", decision="no")
    assert check(teacher, "Ada Reed") == NO
    assert "Gran" not in text(teacher)

    _set_aside(school.at_work(Role.HEAD), ada, "A family quarrel; both parents say yes.")
    assert check(teacher, "Ada Reed") == YES
    assert said_before(at_grans, "website") == "no"
    assert "quarrel" not in text(at_grans)


def _set_aside(head: Page, child: Pupil, reason: str) -> None:
    head.goto(f"/staff/children/{child.reference}")
    head.get_by_role("button", name="Open individual answers").click()
    expect(head.get_by_text("This opening was recorded.")).to_be_visible()
    head.locator("summary").filter(has_text="Set this aside").click()
    head.get_by_label("Why is this answer set aside?").fill(reason)
    head.get_by_role("button", name="Set aside", exact=True).click()
    expect(head.get_by_text("The answer was set aside.")).to_be_visible()


def test_after_a_fathers_no_a_hold_on_him_changes_nothing_for_the_picture(school: School) -> None:
    with school.past():
        ada = school.child()
        mother, father = parents(ada)
        make.answer(ada, mother, "website", "yes")
    at_fathers = school.at_home(father)
    say(at_fathers, "website", decision="no")
    lead = school.at_work(Role.DSL)
    lead.goto(f"/staff/children/{ada.reference}")
    lead.get_by_role("link", name=re.compile("Hold ?: Hal Reed")).click()
    lead.get_by_label("A court order").check()
    lead.get_by_label("Why?").fill("A non-molestation order of 18 November.")
    lead.get_by_role("button", name="Put on hold").click()
    expect(lead.get_by_text("On hold from now on.")).to_be_visible()

    at_fathers.goto("/family")
    assert "Ada" not in text(at_fathers)
    again = school.phone()
    again.goto(school.link_of(father))
    expect(again.get_by_role("heading", name="This link has ended")).to_be_visible()
    assert "order" not in text(again)
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO
    assert not any(word in text(teacher) for word in ("Hal", "hold", "order", "18 November"))
    at_mothers = school.at_home(mother)
    assert said_before(at_mothers, "website") == "yes"
    assert "Hal" not in text(at_mothers)
