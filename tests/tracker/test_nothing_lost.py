"""A mail server that is away, a session that has run out: nothing a parent typed is lost."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller
from wtforms import PasswordField

from parentcomms.concerns.models import Attachment, Concern, ConcernMessage
from parentcomms.concerns.queries import concern_for
from parentcomms.concerns.rules import AboutWhom
from parentcomms.config import MailSettings
from parentcomms.database import db
from parentcomms.forms import Form
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.school.actions import decide
from parentcomms.stale_forms import is_long_box
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in
from tests.concerns.conversation_for_tests import REPLY, RISK, STORY, Sender, hidden_in
from tests.concerns.test_uploads import jpeg_with_gps
from tests.smtp import free_port, mail_server
from tests.tracker.conftest import raised
from tests.tracker.test_public_views import MINE, try_in

TYPED = "She cried all <b>evening</b>."
SHOWN = "She cried all &lt;b&gt;evening&lt;/b&gt;."


def _mail_leaves_by(app: Flask, port: int) -> None:
    mail = MailSettings(
        server="127.0.0.1", port=port, security="none", sender="office@school.example.org",
        per_minute=0, timeout=1, connections=1,
    )  # fmt: skip
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)


def _states(app: Flask) -> set[MailState]:
    with app.app_context():
        return set(db.session.scalars(select(OutgoingMail.state)))


def test_a_mail_server_that_is_away_costs_no_concern_and_no_mail(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    with app.app_context():
        decide(name="Elm Park", email="office@school.example.org")
        db.session.commit()
    _mail_leaves_by(app, free_port())
    answer = Sender(client, clock).tell()
    assert answer.status_code == 200
    with app.app_context():
        (made,) = db.session.scalars(select(Concern))
        assert made.words == STORY["words"]
        assert concern_for(posts["head"], made.reference) is made
        assert made.reference in answer.text
        send_waiting()
    assert _states(app) == {MailState.QUEUED}
    with mail_server() as letterbox, app.app_context():
        _mail_leaves_by(app, letterbox.port)
        clock.shift(3600)
        send_waiting()
        assert {each["To"] for each in letterbox.messages} >= {"grace@example.org"}
    assert _states(app) == {MailState.SENT}


def test_a_session_that_ran_out_at_the_last_step_keeps_words_and_files(
    app: Flask,
    couple: dict[str, int],
    browser_of: Callable[[int], StrictClient],
    posts: Posts,
    clock: Traveller,
) -> None:
    sender = Sender(browser_of(couple["mother"]), clock)
    sender.press(STORY | {"files": (io.BytesIO(jpeg_with_gps()), "class.jpg")})
    sender.press(RISK)
    clock.shift(9 * 3600)  # her own page has closed, and the form's token is old
    sender.browser.delete_cookie("session")
    mine = REPLY | {"reply": "own_page", "sender_email": "", "sender_name": "Grace"}
    shown = sender.press(mine)
    assert shown.status_code == 400
    assert hidden_in(shown.text)["words"] == STORY["words"]
    assert "Grace" in shown.text
    shown = sender.press(mine)  # nobody is signed in any more: another way to reply is asked for
    assert "Choose how we can reply" in shown.text
    assert sender.press(REPLY).status_code == 200
    with app.app_context():
        (made,) = db.session.scalars(select(Concern))
        (file,) = db.session.scalars(select(Attachment))
        assert (made.words, file.concern_id) == (STORY["words"], made.id)


def test_a_message_typed_after_her_own_page_closed_is_shown_to_copy(
    app: Flask,
    couple: dict[str, int],
    browser_of: Callable[[int], StrictClient],
    posts: Posts,
    clock: Traveller,
) -> None:
    with app.app_context():
        reference = raised(person_id=couple["mother"]).reference
    page, hers = f"/family/concerns/{reference}", browser_of(couple["mother"])
    typed = hidden_in(hers.get(page).text) | {"words": TYPED}
    for hours in (2, 9):
        clock.shift(hours * 3600)
        answer = hers.post(page, data=typed)
        assert answer.status_code == 401
        assert SHOWN in answer.text
    elsewhere = hers.post(page, data=typed, headers={"Origin": "https://evil.example"})
    unsigned = hers.post(page, data=typed | {"csrf_token": "made up"})
    for answer in (elsewhere, unsigned):
        assert (answer.status_code, "cried" in answer.text) == (302, False)
    with app.app_context():
        assert list(db.session.scalars(select(ConcernMessage))) == []


def test_a_message_left_open_overnight_is_shown_to_copy(
    app: Flask, client: StrictClient, nameless: tuple[str, str], clock: Traveller
) -> None:
    try_in(client, *nameless)
    typed = hidden_in(client.get(MINE).text) | {"words": TYPED}
    clock.shift(9 * 3600)
    answer = client.post(MINE, data=typed)
    assert answer.status_code == 400
    assert SHOWN in answer.text


ALSO = "We are sorry & will listen."
BOXES = [("note", ("words",)), ("do/outcome", ("message", "words")), ("post/police", ("why",))]


@pytest.mark.parametrize(("page", "boxes"), BOXES)
def test_what_staff_typed_before_they_were_signed_out_is_shown_to_copy(
    app: Flask, posts: Posts, clock: Traveller, page: str, boxes: tuple[str, ...]
) -> None:
    with app.app_context():
        page = f"/staff/concerns/{raised(about=AboutWhom.A_POST).reference}/{page}"
    head = signed_in(app, "head")
    typed = dict(zip(boxes, (TYPED, ALSO), strict=False)) | {"number": "CR/123", "password": ALSO}
    typed = hidden_in(head.get(page).text) | typed
    clock.shift(24 * 3600)
    answer = head.post(page, data=typed)
    assert answer.status_code == 401
    assert SHOWN in answer.text
    assert answer.text.count("We are sorry &amp; will listen.") == len(boxes) - 1
    assert "CR/123" not in answer.text
    assert "/staff/sign-in" in answer.text
    elsewhere = head.post(page, data=typed, headers={"Origin": "https://evil.example"})
    unsigned = head.post(page, data=typed | {"csrf_token": "made up"})
    for answer in (elsewhere, unsigned):
        assert (answer.status_code, "cried" in answer.text) == (302, False)


def test_no_box_for_a_secret_is_taken_for_a_long_one(app: Flask) -> None:
    forms, secret = [Form], []
    for each in forms:
        forms += each.__subclasses__()
        for name, field in vars(each).items():
            kind = getattr(field, "field_class", None)
            if kind is PasswordField or name in {"code", "secret", "csrf_token", "form_id"}:
                secret.append(name)
    assert {"password", "new_password", "code", "secret", "form_id"} <= set(secret)
    assert [name for name in secret if is_long_box(name)] == []
    assert all(map(is_long_box, ("words", "message", "close-outcome", "pl_purpose")))
