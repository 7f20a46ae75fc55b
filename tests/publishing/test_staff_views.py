"""The check on a phone: what is shown, what is kept, and what nobody can tell from it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.accounts import actions as accounts
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import now
from parentcomms.consent.actions import set_never
from parentcomms.consent.models import Use
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.people.models import Pupil, SchoolClass
from parentcomms.people.rules import Care, RelationshipKind
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from tests import make
from tests.client import StrictClient

PAGE = "/staff/check"
POSED = {"posed": "y"}


def _signed_in(app: Flask, role: Role = Role.TEACHER) -> StrictClient:
    client: StrictClient = app.test_client()
    with app.app_context():
        opened = accounts.sign_in(make.staff("Tess Teacher", role))
        db.session.commit()
    client.set_cookie("staff", opened.token)
    return client


@pytest.fixture
def school(app: Flask) -> dict[str, str]:
    """Oak with four children, by first name; and the website, as `website`."""
    with app.app_context():
        make.questions()
        install_shipped_channels()
        oak = make.school_class("Oak")
        names = {"class": oak.reference}
        for name, said in (("Yes", "yes"), ("No", "no"), ("Hid", "unrecognisable"), ("Nil", "")):
            child = make.pupil(name, surname="Child", in_class=oak)
            mother = make.parent(of=child)
            if said:
                make.answer(child, mother, "website", said)
            names[name] = child.reference
        names |= {each.use_key: each.reference for each in all_channels()}
        db.session.commit()
    return names


@pytest.fixture
def teacher(app: Flask, school: dict[str, str]) -> StrictClient:
    return _signed_in(app)


def _check(
    client: StrictClient,
    school: dict[str, str],
    *children: str,
    follow: bool = True,
    **more: object,
) -> str:
    picked = [school.get(each, each) for each in children]
    answers = {"channel": school["website"], "medium": "photo", "pupils": picked, "do": "check"}
    return client.submit(PAGE, answers | more, follow_redirects=follow).text


def _count(app: Flask, table: type = PostCheck) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(table.id))) or 0


@pytest.mark.parametrize(
    ("children", "answer"),
    [
        (["Yes"], "Yes, this can be posted"),
        (["Yes", "No"], "Not like this: change it first"),
        (["No"], "No, do not post this"),
        (["Nil"], "No, do not post this"),
    ],
)
def test_one_answer_in_big_words(
    teacher: StrictClient, school: dict[str, str], children: list[str], answer: str
) -> None:
    page = _check(teacher, school, *children)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [answer]


def test_hiding_a_face_is_advised_for_that_answer_only_and_never_in_a_posed_group(
    teacher: StrictClient, school: dict[str, str]
) -> None:
    hide = "nobody could recognise them"
    assert hide in _check(teacher, school, "Yes", "Hid")
    assert hide not in _check(teacher, school, "Yes", "Hid", **POSED)
    assert hide not in _check(teacher, school, "Yes", "No", "Nil")
    assert "take one picture for everyone, and one to post" in _check(teacher, school, "Yes", "No")


def test_a_hidden_face_passes_where_the_answer_allows_it(
    teacher: StrictClient, school: dict[str, str]
) -> None:
    hidden = {"hidden_faces": [school["Hid"], school["No"]]}
    assert "Yes, this can be posted" in _check(teacher, school, "Yes", "Hid", **hidden)
    assert "change it first" in _check(teacher, school, "Yes", "No", **hidden)


def test_the_class_of_last_time_is_open_and_everybody_is_one_tap(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    _check(teacher, school, "Yes")
    page = teacher.get(PAGE).text
    assert "Everyone in <bdi>Oak</bdi>" in page
    assert re.search(rf'value="{school["website"]}" checked', page)
    assert "pupils" in page
    assert not re.search(r'name="pupils"[^>]*checked', page)
    everyone = teacher.submit(PAGE, {"do": f"everyone:{school['class']}"}).text
    assert len(re.findall(r'name="pupils"[^>]*checked', everyone)) == 4
    assert _count(app) == 1


def test_ticks_outlast_another_class_and_a_search(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        elm = make.school_class("Elm")
        make.pupil("Zora", surname="Elmer", in_class=elm)
        db.session.commit()
        elsewhere = elm.reference
    ticked = {"pupils": [school["Yes"], school["No"]], "hidden_faces": [school["No"]]}
    page = teacher.submit(PAGE, ticked | {"do": f"show:{elsewhere}", "part_of_name": "yes c"}).text
    assert "Zora Elmer" in page
    assert page.count('name="pupils"') == 3
    assert len(re.findall(r'name="pupils"[^>]*checked', page)) == 2
    assert len(re.findall(r'name="hidden_faces"[^>]*checked', page)) == 1
    nobody = {"showing": school["class"], "do": f"nobody:{school['class']}"}
    assert not re.search(r'name="pupils"[^>]*checked', teacher.submit(PAGE, ticked | nobody).text)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"channel": ""}, "Choose where it will be posted"),
        ({"channel": "nothere"}, "Choose where it will be posted"),
        ({"medium": "fresco"}, "Choose where it will be posted"),
        ({"pupils": []}, "Tick the children who are in it"),
        ({"pupils": ["nothere"]}, "no longer on our record"),
        ({"pupils": [f"made-up-{number}" for number in range(5000)]}, "no longer on our record"),
        ({"other_school_name": "x" * 5000}, "Use 120 characters or fewer"),
    ],
)
def test_a_question_that_cannot_be_answered_is_shown_again(
    teacher: StrictClient, school: dict[str, str], app: Flask, more: dict[str, object], problem: str
) -> None:
    page = _check(teacher, school, "Yes", **more)
    assert "There is a problem" in page
    assert problem in page
    assert _count(app) == 0


def test_five_thousand_names_pasted_into_the_search_are_no_trouble(
    teacher: StrictClient, school: dict[str, str]
) -> None:
    page = teacher.submit(PAGE, {"do": "find", "part_of_name": "Ada Lovelace, " * 5000})
    assert page.status_code == 200


def test_a_question_retired_or_a_place_suspended_since_the_page_was_opened_is_refused(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        next(each for each in all_channels() if each.use_key == "website").suspended_at = now()
        retired = db.session.scalars(select(Use).filter_by(key="class_photo")).one()
        retired.retired_at = now()
        db.session.commit()
    assert "Nothing can be posted there" in _check(teacher, school, "Yes")
    assert "not asked about this" in _check(teacher, school, "Yes", channel=school["class_photo"])
    assert _count(app) == 0


def test_the_same_child_sent_twice_is_one_child(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    assert "Yes, this can be posted" in _check(teacher, school, "Yes", "Yes")
    assert _count(app, PostCheckPupil) == 1


def test_a_double_press_is_one_check_and_another_picture_is_another(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=UTC), tick=False) as clock:
        hidden = dict(
            re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', teacher.get(PAGE).text)
        )
        answers = {**hidden, "channel": school["website"], "medium": "photo", "do": "check"}
        first = teacher.post(PAGE, data=answers | {"pupils": [school["Yes"]]})
        again = teacher.post(PAGE, data=answers | {"pupils": [school["Yes"]]})
        assert first.location == again.location
        other = teacher.post(PAGE, data=answers | {"pupils": [school["No"]]})
        assert other.location != first.location
        clock.shift(60)
        later = teacher.post(PAGE, data=answers | {"pupils": [school["Yes"]]})
        assert later.location != first.location
    assert _count(app) == 3


def test_looking_saves_nothing(teacher: StrictClient, school: dict[str, str], app: Flask) -> None:
    _check(teacher, school, "Yes")
    with app.app_context():
        reference = db.session.scalars(select(PostCheck.reference)).one()
    for page in (PAGE, f"{PAGE}?again={reference}", "/staff/checks", f"/staff/checks/{reference}"):
        assert teacher.get(page).status_code == 200
    assert _count(app) == 1


def test_an_earlier_check_opens_for_who_asked_and_for_the_head_only(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    _check(teacher, school, "Yes")
    with app.app_context():
        page = f"/staff/checks/{db.session.scalars(select(PostCheck.reference)).one()}"
    colleague, head = _signed_in(app), _signed_in(app, Role.HEAD)
    assert colleague.get(page).status_code == 404
    assert colleague.get(page.replace("checks/", "check?again=")).status_code == 404
    assert page not in colleague.get("/staff/checks").text
    assert head.get(page).status_code == 200
    assert page in teacher.get("/staff/checks").text


def test_another_schools_child_waits_for_that_school_and_then_for_the_head(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    other = {"other_school": "y"}
    assert "Ask that school" in _check(teacher, school, "Yes", **other)
    said = {
        "other_school_name": "Ash Grove",
        "confirmed_by": "Mr Ali",
        "confirmed_on-day": "2",
        "confirmed_on-month": "11",
        "confirmed_on-year": "2026",
    }
    page = _check(teacher, school, "Yes", **other, **said)
    assert "Show the head this page" in page
    assert "I have decided" not in page
    with app.app_context():
        reference = db.session.scalars(
            select(PostCheck.reference).order_by(PostCheck.id.desc())
        ).first()
    saved = f"/staff/checks/{reference}"
    assert teacher.submit(PAGE, to=f"{saved}/agree").status_code == 403
    decided = _signed_in(app, Role.HEAD).submit(saved, to=f"{saved}/agree")
    assert "Yes, this can be posted" in teacher.get(decided.location).text


def _plain_no(child: Pupil) -> None:
    make.answer(child, make.parent(of=child), "website", "no")


def _never(child: Pupil) -> None:
    make.answer(child, make.parent(of=child), "website", "yes")
    set_never(child, NeverScope.OUTSIDE_SCHOOL, "a reason")


def _differing(child: Pupil) -> None:
    make.answer(child, make.parent(of=child), "website", "yes")
    make.answer(child, make.parent(of=child, forename="Omar"), "website", "no")


def _in_care(child: Pupil) -> None:
    child.care = Care.CARE_ORDER
    make.answer(child, make.parent(of=child), "website", "yes")
    make.parent(of=child, forename="Social", kind=RelationshipKind.SOCIAL_WORKER)


@pytest.mark.parametrize("posed", [{}, POSED], ids=["loose", "posed"])
def test_never_differing_care_and_a_plain_no_read_the_same_byte_for_byte(
    teacher: StrictClient, school: dict[str, str], app: Flask, posed: dict[str, str]
) -> None:
    cases: list[Callable[[Pupil], None]] = [_plain_no, _never, _differing, _in_care]
    with app.app_context():
        oak = db.session.scalars(select(SchoolClass)).one()
        children = [make.pupil(f"Case{place}", surname="Same", in_class=oak) for place in range(4)]
        for case, child in zip(cases, children, strict=True):
            case(child)
        db.session.commit()
        references = [child.reference for child in children]
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=UTC), tick=False):
        pages = [_check(teacher, school, "Yes", each, **posed) for each in references]
    assert "change it first" in pages[0]
    assert len({_without_names(page) for page in pages}) == 1


def _without_names(page: str) -> str:
    """Names, and what is random on every page: nonces, tokens, form numbers, the reference."""
    page = re.sub(r"Case\d", "NAME", page)
    page = re.sub(r'(nonce|value)="[^"]{12,}"', r"\1", page)
    return re.sub(r"(again=|/checks/)\w+", r"\1", page)
