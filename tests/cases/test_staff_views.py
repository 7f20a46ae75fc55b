"""Staff see the concerns that are theirs; for anybody else they do not exist."""

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.files import keep
from parentcomms.concerns.models import Attachment, Concern, ConcernRecipient
from parentcomms.concerns.queries import concern_for, concerns_for
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in
from tests.concerns.test_uploads import file, picture

READERS = ("head", "dsl", "deputy", "chair", "vice", "clerk", "office", "manager")


def received(app: Flask, kind: str = "complaint", about: str = "school", **others: object) -> str:
    with app.app_context():
        made = receive(
            Received(
                kind=ConcernKind(kind), about=AboutWhom(about), words="Zebra \u202esecret", **others
            )
        )
        db.session.commit()
        return made.reference


def file_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Attachment.reference)).one()


@pytest.fixture
def reference(app: Flask, posts: Posts) -> str:
    with app.test_request_context():
        kept, problems = keep([file(picture("JPEG"), "a.jpg")], already=0)
    assert not problems
    return received(app, about="head", files=kept)


def test_the_chair_reads_a_complaint_about_the_head(app: Flask, reference: str) -> None:
    chair = signed_in(app, "chair")
    assert reference in chair.get("/staff/concerns").text
    page = chair.get(f"/staff/concerns/{reference}").text
    assert "Zebra secret" in page
    assert "\u202e" not in page


def test_for_everyone_else_it_does_not_exist(app: Flask, reference: str, posts: Posts) -> None:
    with app.app_context():
        for post in set(READERS) - {"chair"}:
            assert concern_for(posts[post], reference) is None, post
            assert concerns_for(posts[post]) == [], post
    browser = signed_in(app, "head")
    assert "There is nothing for you" in browser.get("/staff/concerns").text
    for address in ("", "/pass-on"):
        assert browser.get(f"/staff/concerns/{reference}{address}").status_code == 404
    token = {"csrf_token": _token(browser)}
    for act in ("read", "confirm", "pass-on"):
        answer = browser.post(f"/staff/concerns/{reference}/{act}", data=token)
        assert answer.status_code == 404
    assert browser.post(f"/staff/concerns/files/{file_of(app)}", data=token).status_code == 404


def _token(browser: StrictClient) -> str:
    from tests.client import TOKEN

    found = TOKEN.search(browser.get("/staff/concerns").text)
    assert found is not None
    return found.group(1)


def test_a_teacher_may_not_open_the_list(app: Flask, posts: Posts) -> None:
    assert signed_in(app, "teacher").get("/staff/concerns").status_code == 403


def test_opening_marks_nothing_and_the_button_does(app: Flask, reference: str) -> None:
    chair = signed_in(app, "chair")
    chair.get(f"/staff/concerns/{reference}")
    assert _opened(app) == [False]
    page = f"/staff/concerns/{reference}"
    chair.submit(page, _button(chair, page), to=f"{page}/read")
    assert _opened(app) == [True]
    assert "You have read it" in chair.get(page).text


def _button(browser: StrictClient, page: str) -> dict[str, str]:
    from tests.concerns.conversation_for_tests import hidden_in

    hidden = hidden_in(browser.get(page).text)
    return {name: value for name, value in hidden.items() if name.startswith("opened")}


def _opened(app: Flask) -> list[bool]:
    with app.app_context():
        rows = db.session.scalars(select(ConcernRecipient))
        return [row.opened_at is not None for row in rows]


def test_a_file_is_always_a_download_and_never_shown_in_the_page(
    app: Flask, reference: str
) -> None:
    chair, page = signed_in(app, "chair"), f"/staff/concerns/{reference}"
    assert chair.get(f"/staff/concerns/files/{file_of(app)}").status_code == 405
    answer = chair.submit(page, to=f"/staff/concerns/files/{file_of(app)}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"\xff\xd8")
    assert "<bdi>Pat Chairson</bdi> opened it" in chair.get(page).text


def test_the_office_passes_a_query_on_once_it_has_said_who_it_is_about(
    app: Flask, posts: Posts
) -> None:
    reference = received(app, "query")
    office, page = signed_in(app, "office"), f"/staff/concerns/{reference}"
    assert "First say who it is about" in office.get(f"{page}/pass-on").text
    office.submit(page, {"kind": "query"}, to=f"{page}/confirm")
    clerk = signed_in(app, "clerk")
    assert clerk.get(page).status_code == 404
    form = office.get(f"{page}/pass-on").text
    value = form.split("Pat Clerkson")[0].rsplit('value="', 1)[1].split('"')[0]
    assert office.submit(f"{page}/pass-on", {"colleague": value}).status_code == 303
    assert clerk.get(page).status_code == 200


def test_naming_the_reader_takes_it_from_their_own_list(app: Flask, posts: Posts) -> None:
    reference = received(app)
    head, page = signed_in(app, "head"), f"/staff/concerns/{reference}"
    data = {"kind": "complaint", "people": [str(posts["head"])]}
    assert head.submit(page, data, to=f"{page}/confirm").location == "/staff/concerns"
    assert head.get(page).status_code == 404
    assert signed_in(app, "chair").get(page).status_code == 200


def test_a_double_press_of_confirm_tells_nobody_twice(app: Flask, posts: Posts) -> None:
    reference = received(app, "query")
    office, page = signed_in(app, "office"), f"/staff/concerns/{reference}"
    from tests.concerns.conversation_for_tests import hidden_in

    data = {**hidden_in(office.get(page).text), "kind": "complaint"}
    first = office.post(f"{page}/confirm", data=data)
    assert first.status_code == 303
    office.post(f"{page}/confirm", data=data)
    with app.app_context():
        made = db.session.scalars(select(Concern)).one()
        assert sorted(posts.names(r.staff_id for r in made.recipients)) == ["head", "office"]


def test_the_list_says_which_secrets_this_school_breaks_and_why_the_form_is_closed(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    assert "Secrets that" not in signed_in(app, "head").get("/staff/concerns").text
    with app.app_context():
        from parentcomms.access import Role
        from parentcomms.accounts.models import StaffRole
        from parentcomms.clock import now

        for role in db.session.scalars(select(StaffRole).filter_by(role=Role.VICE_CHAIR)):
            role.ended_at = now()
        for role in db.session.scalars(select(StaffRole).filter_by(role=Role.CLERK)):
            role.ended_at = now()
        db.session.commit()
    page = signed_in(app, "head").get("/staff/concerns").text
    assert "There is no vice-chair" in page
    assert "A clerk to the governors who can sign in" in page


def test_no_page_needs_more_than_25_queries(app: Flask, posts: Posts) -> None:
    for _ in range(14):
        reference = received(app)
    head = signed_in(app, "head")
    with app.app_context():
        engine = db.engine
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    for address in ("/staff/concerns", f"/staff/concerns/{reference}", "/concern"):
        seen.clear()
        assert head.get(address).status_code == 200
        assert len(seen) <= 25, f"{address}: {len(seen)}"
