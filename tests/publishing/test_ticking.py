"""Ticking children by class, by group and by names; not today; a list kept for next time."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.groups import make_group
from parentcomms.people.models import Enrolment, PupilGroup, SchoolClass
from parentcomms.people.rules import GroupKind
from parentcomms.publishing.actions import as_question, check
from parentcomms.publishing.models import PostCheck
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

PAGE = "/staff/check"


class _Form(HTMLParser):
    """What a browser without JavaScript would send of the page it shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        ticking = values.get("type") in {"checkbox", "radio"}
        if tag == "input" and values.get("name") and ("checked" in values or not ticking):
            self.sent.setdefault(str(values["name"]), []).append(values.get("value") or "")


def _press(client: StrictClient, html: str, button: str) -> str:
    sent = _Form(html).sent | {"do": [button]}
    return client.post(PAGE, data=sent, follow_redirects=True).text


@pytest.fixture
def school(app: Flask) -> dict[str, str]:
    """Oak with thirty children whose mothers said yes to the website."""
    with app.app_context():
        make.questions()
        install_shipped_channels()
        oak = make.school_class("Oak")
        names = {"class": oak.reference}
        for number in range(30):
            child = make.pupil(f"Child{number}", surname="Oakley", in_class=oak)
            make.answer(child, make.parent(of=child), "website", "yes")
            names[child.forename] = child.reference
        names |= {each.use_key: each.reference for each in all_channels()}
        db.session.commit()
    return names


@pytest.fixture
def teacher(app: Flask, school: dict[str, str]) -> StrictClient:
    client: StrictClient = signed_in(app, Role.TEACHER)  # type: ignore[assignment]
    return client


def _asked(app: Flask) -> PostCheck:
    return db.session.scalars(select(PostCheck).order_by(PostCheck.id.desc())).first()


def test_a_class_photo_of_thirty_is_three_presses_for_a_teacher_who_was_here_before(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    first = {"channel": school["website"], "medium": "photo", "pupils": [school["Child1"]]}
    teacher.submit(PAGE, first | {"do": "check"})
    presses = []

    def pressed(html: str) -> str:
        presses.append(html)
        return html

    opened = pressed(teacher.get(PAGE).text)
    everyone = pressed(_press(teacher, opened, f"everyone:{school['class']}"))
    answer = pressed(_press(teacher, everyone, "check"))
    assert len(presses) == 3
    assert "Yes, this can be posted" in answer
    with app.app_context():
        assert len(_asked(app).pupils) == 30


def test_exact_names_are_ticked_and_the_rest_is_offered_or_named_back(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        elm = make.school_class("Elm")
        make.pupil("Sam", surname="Same", in_class=elm)
        make.pupil("Sam", surname="Same", in_class=db.session.scalars(select(SchoolClass)).first())
        gone = make.pupil("Gone", surname="Away")
        enrolment = db.session.scalars(select(Enrolment).filter_by(pupil_id=gone.id)).one()
        enrolment.ends_on = today() - timedelta(days=1)
        db.session.commit()
    pasted = "Oakley, Child1\nCHILD2 OAKLEY\nChild2 Oakley\nSam Same\nXyzzy Plugh\nGone Away"
    page = teacher.submit(PAGE, {"do": "names", "pasted": pasted}).text
    ticked = _Form(page).sent["pupils"]
    assert sorted(ticked) == sorted([school["Child1"], school["Child2"]])
    assert "Who is “<bdi>Sam Same</bdi>”?" in page
    assert re.search(r'Sam Same</bdi> <span class="check-child__class"><bdi>Elm', page)
    named_back = re.search(r"Nobody in school today is called:(.*?)\.", page)
    assert named_back
    assert "Xyzzy Plugh" in named_back[1]
    assert "Gone Away" in named_back[1]
    assert "ticked once" in page
    assert len(re.findall(r'id="child-', page)) == len(set(re.findall(r'id="child-(\w+)', page)))


def test_five_thousand_pasted_names_get_a_sentence_and_stay_to_be_cut(
    teacher: StrictClient,
) -> None:
    page = teacher.submit(PAGE, {"do": "names", "pasted": "Ada Lovelace\n" * 5000}).text
    assert "That is 5000 names. Paste at most 500 at a time" in page
    assert "Ada Lovelace" in page
    assert "pupils" not in _Form(page).sent


def test_a_child_is_found_by_first_name_and_class(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        make.pupil("Child7", surname="Elsewhere", in_class=make.school_class("Elm"))
        db.session.commit()
    page = teacher.submit(PAGE, {"do": "find", "part_of_name": "child7 oak"}).text
    assert "Child7 Oakley" in page
    assert "Child7 Elsewhere" not in page


def test_a_trip_is_ticked_like_a_class(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        ids = {each.pupil_id for each in db.session.scalars(select(Enrolment)).all()[:5]}
        trip = make_group(GroupKind.TRIP, "Museum", sorted(ids)).reference
        db.session.commit()
    page = teacher.get(PAGE).text
    assert f'value="show:{trip}"' in page
    everyone = teacher.submit(PAGE, {"do": f"everyone:{trip}"}).text
    assert len(_Form(everyone).sent["pupils"]) == 5
    assert f'data-class="{trip}"' in everyone


def test_not_today_stops_this_picture_reads_like_a_no_and_is_gone_from_the_next(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    asked = {"channel": school["website"], "medium": "photo", "do": "check"}
    asked |= {"pupils": [school["Child1"], school["Child2"]]}
    page = teacher.submit(
        PAGE, asked | {"not_today": [school["Child1"]]}, follow_redirects=True
    ).text
    assert "change it first" in page
    assert "today" not in page.partition("What was asked")[0].lower().replace("day you post", "")
    with app.app_context():
        row = _asked(app)
        assert [each.not_today for each in row.pupils] == [True, False]
        again = check(as_question(row))
        assert again.verdict is row.verdict
        db.session.rollback()
        reference = row.reference
    assert (
        school["Child1"] in _Form(teacher.get(f"{PAGE}?again={reference}").text).sent["not_today"]
    )
    head = signed_in(app, Role.HEAD)
    html = head.get(f"{PAGE}?again={reference}").text
    assert "not_today" not in _Form(html).sent
    assert f'action="{PAGE}?again={reference}"' in html
    answer = head.post(f"{PAGE}?again={reference}", data=_Form(html).sent | {"do": "check"})
    with app.app_context():
        row = _asked(app)
        assert answer.location == f"/staff/checks/{row.reference}"
        assert row.reference != reference
        assert [each.not_today for each in row.pupils] == [True, False]
    assert "Yes, this can be posted" in teacher.submit(PAGE, asked, follow_redirects=True).text


def test_the_children_of_a_picture_are_kept_as_a_list_of_ones_own(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    asked = {"channel": school["website"], "medium": "photo", "do": "check"}
    asked |= {"pupils": [school["Child1"], school["Child2"]]}
    saved = teacher.submit(PAGE, asked).location
    listed = {"name": "Gardening"}
    assert "Write a name" in teacher.submit(saved, to=f"{saved}/save-list").text
    page = teacher.submit(saved, listed, to=f"{saved}/save-list", follow_redirects=True).text
    assert "Saved. You find it" in page
    with app.app_context():
        group = db.session.scalars(select(PupilGroup)).one()
        assert (group.kind, len(group.members)) == (GroupKind.LIST, 2)
    assert "Gardening" in teacher.get(PAGE).text
    colleague = signed_in(app, Role.TEACHER, name="Otis")
    assert "Gardening" not in colleague.get(PAGE).text
    assert colleague.submit(PAGE, listed, to=f"{saved}/save-list").status_code == 404


def test_a_child_who_left_this_morning_is_named_in_a_sentence(
    teacher: StrictClient, school: dict[str, str], app: Flask
) -> None:
    page = teacher.submit(PAGE, {"do": f"everyone:{school['class']}"}).text
    with app.app_context():
        enrolment = db.session.scalars(select(Enrolment)).first()
        enrolment.ends_on = today() - timedelta(days=1)
        db.session.commit()
    sent = page.replace(f'value="{school["website"]}"', f'value="{school["website"]}" checked')
    answer = _press(teacher, sent, "check")
    assert "No longer on roll" in answer
    assert "change it first" in answer
