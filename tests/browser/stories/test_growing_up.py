"""Stories of pupils who answer for themselves, and of one who leaves."""

from datetime import UTC, date, datetime

from playwright.sync_api import expect

from parentcomms.access import Role
from parentcomms.people.models import Person, Pupil
from parentcomms.people.own import give_own_page, own_relationship
from tests import make
from tests.browser.stories.acts import NO, YES, answer, check, said_before, say, text
from tests.browser.stories.conftest import MoveTo
from tests.browser.stories.school import School, parents
from tests.publications.posting import old_post

BIRTHDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
FIRST_OF_SEPTEMBER = datetime(2027, 9, 1, 9, tzinfo=UTC)


def test_a_pupil_of_year_9_says_no(school: School) -> None:
    with school.past():
        ada = school.child(year_group="9", date_of_birth=date(2013, 3, 1))
        mother, _ = parents(ada)
        make.answer(ada, mother, "website", "yes")
    teacher, office = school.at_work(Role.TEACHER), school.at_work(Role.OFFICE)
    assert check(teacher, "Ada Reed") == YES
    office.goto(f"/staff/children/{ada.reference}/pupil/page")
    office.get_by_label("The pupil's school e-mail address").fill("ada@elmpark.example.org")
    office.get_by_role("button", name="Give the pupil a page").click()
    expect(office.get_by_text("The pupil's link is on its way.")).to_be_visible()

    with school.past():
        herself = _person(ada)
    at_adas = school.at_home(herself)
    assert said_before(at_adas, "website") is None
    expect(at_adas.get_by_role("heading", name="Pictures of you", exact=True)).to_be_visible()
    assert "Your no counts, whatever anybody else says." in text(at_adas)
    say(at_adas, "website", decision="no")
    assert "Grace" not in text(at_adas)

    assert check(teacher, "Ada Reed") == NO
    assert not any(word in text(teacher) for word in ("herself", "pupil said", "Grace"))
    at_mothers = school.at_home(mother)
    assert said_before(at_mothers, "website") == "yes"
    assert "No." not in text(at_mothers)


def _person(pupil: Pupil) -> Person:
    own = own_relationship(pupil)
    assert own is not None
    assert own.person is not None
    return own.person


def test_on_the_sixteenth_birthday_the_pupil_decides(school: School, move_to: MoveTo) -> None:
    with school.past():
        ada = school.child(year_group="11", date_of_birth=date(2010, 11, 25))
        mother, _ = parents(ada)
        herself = give_own_page(ada, email="ada@elmpark.example.org")
        make.answer(ada, mother, "website", "yes")
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == YES

    move_to(BIRTHDAY)
    school.sign_in(teacher, Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO
    at_mothers = school.at_home(mother)
    assert said_before(at_mothers, "website") == "yes"
    expect(at_mothers.get_by_role("heading", name="Ada decides now")).to_be_visible()

    at_adas = school.at_home(herself)
    say(at_adas, "website", decision="yes")
    assert check(teacher, "Ada Reed") == YES
    say(at_mothers, "website", decision="no")
    assert check(teacher, "Ada Reed") == YES
    assert said_before(at_adas, "website") == "yes"
    assert "you said: No." not in text(at_adas)


def test_on_the_eighteenth_birthday_only_the_pupil_counts(school: School, move_to: MoveTo) -> None:
    with school.past():
        ada = school.child(year_group="13", date_of_birth=date(2008, 11, 25))
        mother, father = parents(ada)
        herself = give_own_page(ada, email="ada@elmpark.example.org")
        make.answer(ada, mother, "website", "yes")
        make.answer(ada, father, "website", "no")
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO

    move_to(BIRTHDAY)
    school.sign_in(teacher, Role.TEACHER)
    assert check(teacher, "Ada Reed") == NO, "the mother's yes counts no more than the father's no"
    at_adas = school.at_home(herself)
    say(at_adas, "website", decision="yes")
    assert check(teacher, "Ada Reed") == YES

    at_fathers = school.at_home(father)
    at_fathers.goto("/family/photos")
    assert "Ada is 18 or older and answers these questions now." in text(at_fathers)
    expect(at_fathers.get_by_role("radio")).to_have_count(0)
    at_fathers.goto("/family/photos/recorded")
    assert "You have not answered yet" not in text(at_fathers)
    expect(at_fathers.get_by_role("definition").filter(has_text="No")).to_have_count(1)


def test_a_year_6_leavers_old_pictures_stay_and_new_ones_stop(
    school: School, move_to: MoveTo
) -> None:
    with school.past():
        ada = school.child(year_group="6", date_of_birth=date(2016, 3, 1))
        ada.enrolments[0].ends_on = date(2027, 7, 21)
        mother, _ = parents(ada)
        make.answer(ada, mother, "website", "yes")
        old_post(ada, what="The leavers' play")
    teacher = school.at_work(Role.TEACHER)
    assert check(teacher, "Ada Reed") == YES
    again = teacher.get_by_role("link", name="Change this one and check again")
    address = again.get_attribute("href")

    move_to(FIRST_OF_SEPTEMBER)
    school.sign_in(teacher, Role.TEACHER)
    teacher.goto(str(address))
    assert answer(teacher) == NO
    assert "No longer on roll, so no new picture goes out: Ada Reed" in text(teacher)
    head = school.at_work(Role.HEAD)
    head.goto("/staff/takedown")
    assert "Nothing has to come down." in text(head)
    head.goto("/staff/publications/yearly-audit")
    expect(head.get_by_role("row").filter(has_text="The leavers' play")).to_contain_text("Ada Reed")
