"""Who sees what of the register and the takedown list, and what a press does."""

import io
import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, open_link
from parentcomms.accounts.models import SignInKind, StaffMember
from parentcomms.clock import now
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Pupil
from parentcomms.publications.actions import add_children, give_to
from parentcomms.publications.emails import chase
from parentcomms.publications.models import Publication, PublishingIncident, Removal
from parentcomms.publications.takedown import to_take_down
from tests import make
from tests.publications.posting import old_post, place
from tests.staff_pages import signed_in


@pytest.fixture
def posts(app: Flask) -> dict[str, str]:
    """Why it has to come down → the reference of the post: never, differing answers, a plain no."""
    with app.app_context():
        make.questions()
        found = {}
        for why in ("never", "differing", "plain"):
            child = make.pupil("Ada", surname="Same")
            mother, father = make.parent(of=child), make.parent(of=child, forename="Omar")
            make.answer(child, mother, "website", "no" if why == "plain" else "yes")
            make.answer(child, father, "website", "no" if why != "never" else "yes")
            if why == "never":
                set_never(child, NeverScope.OUTSIDE_SCHOOL, "A court order of 3 May")
            found[why] = old_post(child, what="A picture").reference
        db.session.commit()
        return found


def _owner(app: Flask, name: str, posts: dict[str, str]) -> None:
    """Everything is this person's to see to."""
    with app.app_context():
        member = db.session.scalars(select(StaffMember).filter_by(name=name)).one()
        for row in db.session.scalars(select(Publication)):
            give_to(row, member)
        db.session.commit()


def _bare(html: str, reference: str) -> str:
    html = html.replace(reference, "·")
    return re.sub(r'nonce="[^"]*"|name="[^"]*(?:csrf_token|form_id|shown)" value="[^"]*"', "", html)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER])
def test_a_never_differing_answers_and_a_plain_no_read_the_same(
    app: Flask, posts: dict[str, str], role: Role
) -> None:
    client = signed_in(app, role, name="Tess")
    _owner(app, "Tess", posts)
    pages = {_bare(client.get(f"/staff/takedown/{each}").text, each) for each in posts.values()}
    assert len(pages) == 1
    assert "Ada Same" in pages.pop()
    rows = re.findall(r"<tr.*?</tr>", client.get("/staff/takedown").text, re.DOTALL)[1:]
    assert len(rows) == 3
    assert len({re.sub(r'href="[^"]*"', "", row) for row in rows}) == 1


def test_a_teacher_sees_their_own_and_the_office_everything(
    app: Flask, posts: dict[str, str]
) -> None:
    teacher, office = signed_in(app, Role.TEACHER, name="Tess"), signed_in(app, Role.OFFICE)
    one = posts["plain"]
    assert one not in teacher.get("/staff/takedown").text
    for page in (f"/staff/takedown/{one}", f"/staff/publications/{one}"):
        assert teacher.get(page).status_code == 404
        assert office.get(page).status_code == 200
    assert one not in teacher.get("/staff/publications?child=Ada").text
    assert one in office.get("/staff/publications?child=Ada").text
    assert one not in office.get("/staff/publications?child=Zoe").text
    assert "Nothing has to come down" not in office.get("/staff").text
    assert "places to clean up" in office.get("/staff").text


def test_a_child_who_came_to_it_since_the_page_was_opened_is_seen_before_it_is_settled(
    app: Flask, posts: dict[str, str]
) -> None:
    office = signed_in(app, Role.OFFICE)
    page = f"/staff/takedown/{posts['plain']}"
    stale = office.get(page).text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', stale))
    done = {"how": "child_taken_out", "on-day": "1", "on-month": "11", "on-year": "2026"}
    with app.app_context():
        other = make.pupil("Bea")
        make.answer(other, make.parent(of=other), "website", "no")
        row = db.session.scalars(select(Publication).filter_by(reference=posts["plain"])).one()
        add_children({row: {other.id: True}})
        db.session.commit()
    refused = office.post(page, data=fields | done)
    assert "changed since you opened it" in refused.text
    assert office.submit(page, done).status_code == 303
    with app.app_context():
        assert len(to_take_down()) == 2
        assert db.session.scalars(select(Removal)).one().done_on == date(2026, 11, 1)


def test_it_is_posted_already_though_the_check_said_no(app: Flask) -> None:
    client = signed_in(app, Role.TEACHER, name="Tess")
    with app.app_context():
        make.questions()
        asked = {"channel": place().reference, "medium": "photo", "do": "check"}
        asked["pupils"] = make.pupil("Ada", surname="Seen").reference
        db.session.commit()
    reference = client.submit("/staff/check", asked).location.rsplit("/", 1)[1]
    assert "It is posted already" in client.get(f"/staff/checks/{reference}").text
    page = f"/staff/checks/{reference}/posted"
    assert "Something is still missing" in client.get(page).text
    assert "Write what it is" in client.submit(page, {"what": ""}).text
    future = {"what": "Fair", "on-day": "1", "on-month": "1", "on-year": "2199"}
    assert "a day that has been" in client.submit(page, future).text
    assert client.submit(page, {"what": "Fair"} | _today()).status_code == 303
    assert (
        "has to come down"
        in client.get(client.submit(page, {"what": "Two"} | _today()).location).text
    )
    with app.app_context():
        assert len(to_take_down()) == 2
    head = signed_in(app, Role.HEAD)
    assert "Fair" in head.get("/staff/incidents").text
    assert signed_in(app, Role.OFFICE).get("/staff/incidents").status_code == 403


def _today() -> dict[str, str]:
    day = now()
    return {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)}


def test_the_page_shows_what_a_list_would_do_before_it_does_it(app: Flask) -> None:
    office = signed_in(app, Role.OFFICE)
    page, text = (
        "/staff/publications/import",
        "place,what,date,kind\nBlog,Fair,2024-05-01,website\n",
    )
    assert "Choose a file" in office.submit(page, {}).text
    preview = office.submit(page, {"file": (io.BytesIO(text.encode()), "posts.csv")}).text
    assert "1 post would be registered" in preview
    assert _count(app) == 0
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview))
    assert office.post(page, data=fields).status_code == 303
    assert _count(app) == 1


def _count(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Publication)).all())


def test_the_head_calls_a_post_an_incident_and_closes_it(app: Flask, posts: dict[str, str]) -> None:
    head, one = signed_in(app, Role.HEAD), posts["plain"]
    opened = head.submit(f"/staff/publications/{one}", to=f"/staff/publications/{one}/incident")
    page = opened.location
    assert "Record first that the post came down" in head.submit(page, {"close-outcome": "x"}).text
    head.submit(f"/staff/takedown/{one}", {"how": "taken_down"} | _today())
    told = {f"dpo-told_{name}": value for name, value in _today().items()}
    assert head.submit(page, told, to=f"{page}/dpo").status_code == 303
    hidden = dict(re.findall(r'name="(close-[^"]*)" value="([^"]*)"', head.get(page).text))
    token = re.findall(r'name="close-csrf_token" value="([^"]+)"', head.get(page).text)
    assert token
    closing = hidden | {"close-csrf_token": token[0], "close-outcome": "Told the family"}
    assert head.post(page, data=closing).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(PublishingIncident)).one().outcome == "Told the family"


def test_overdue_is_chased_once_a_week(app: Flask, posts: dict[str, str]) -> None:
    signed_in(app, Role.OFFICE, name="Olive")
    with app.app_context():
        for days in (0, 0, 30, 30, 31, 40):
            with time_machine.travel(now().replace(microsecond=0), tick=False) as clock:
                clock.shift(days * 86400)
                chase(to_take_down())
                db.session.flush()
        mails = db.session.scalars(select(OutgoingMail)).all()
        assert len(mails) == 9
        assert not [
            mail for mail in mails if "Ada" in str(mail.values) or "Same" in str(mail.values)
        ]


def test_the_family_page_of_the_one_who_said_no(app: Flask) -> None:
    with app.app_context():
        make.questions()
        child: Pupil = make.pupil("Ada")
        father, mother = make.parent(of=child, forename="Omar"), make.parent(of=child)
        old_post(child)
        make.answer(child, father, "website", "no")
        tokens = [open_link(make_family_link(each)).token for each in (father, mother)]
        db.session.commit()
    pages = []
    for token in tokens:
        client = app.test_client()
        client.set_cookie(SignInKind.FAMILY.value, token)
        pages.append(client.get("/family").text)
    assert "removed from 0 of 1 place" in pages[0]
    assert "removed from" not in pages[1]
    assert "already published" not in pages[1]
