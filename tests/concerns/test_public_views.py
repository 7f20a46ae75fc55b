"""Anybody can tell the school, on three short pages, without an account and without a trace."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms import uploads
from parentcomms.concerns.files import clear_up
from parentcomms.concerns.floods import too_many_messages
from parentcomms.concerns.models import Attachment, Concern
from parentcomms.database import db
from tests.client import StrictClient
from tests.concerns.conftest import SURNAMES, Posts
from tests.concerns.conversation_for_tests import (
    FORM,
    REPLY,
    RISK,
    STORY,
    Sender,
    hidden_in,
)
from tests.concerns.test_uploads import jpeg_with_gps

pytestmark = pytest.mark.usefixtures("posts")


@pytest.fixture
def sender(client: StrictClient, posts: Posts, clock: Traveller) -> Sender:
    return Sender(client, clock)


def concerns(app: Flask) -> list[Concern]:
    with app.app_context():
        return list(db.session.scalars(select(Concern).order_by(Concern.id)))


def test_three_pages_make_one_concern_with_a_reference_and_a_receipt(
    app: Flask, sender: Sender
) -> None:
    answer = sender.tell(reply={"sender_name": "Grace Parent"})
    assert answer.status_code == 200
    (made,) = concerns(app)
    for words in (made.reference, STORY["words"], "Grace Parent", "grace@example.org", "A worry"):
        assert words in answer.text
    assert (made.words, made.sender_email) == (STORY["words"], "grace@example.org")


def test_nothing_is_kept_before_the_last_button(app: Flask, sender: Sender) -> None:
    sender.press(STORY)
    sender.press(RISK)
    assert concerns(app) == []
    cookies = [cookie.key for cookie in sender.browser._cookies.values()]
    assert set(cookies) <= {"session"}
    assert STORY["words"] not in str(sender.browser._cookies)


def test_a_double_press_records_once_and_shows_the_same_receipt(app: Flask, sender: Sender) -> None:
    sender.press(STORY)
    sender.press(RISK)
    last = sender.page
    first = sender.press(REPLY)
    sender.page = last
    second = sender.press(REPLY)
    (made,) = concerns(app)
    assert made.reference in first.text
    assert made.reference in second.text


@pytest.mark.parametrize(
    ("step", "wrong", "sentence"),
    [
        ("story", {"words": ""}, "Tell us what happened"),
        ("story", {"words": "x" * 20_001}, "too long for one message"),
        ("risk", {"at_risk": ""}, "Say whether a child is at risk"),
        ("risk", {"about": "the_moon"}, "Choose who or what it is about|Not a valid choice"),
        ("reply", {"sender_email": "grace at home"}, "e-mail address in full"),
        ("reply", {"sender_email": "a@b.org\r\nBcc: x@y.org"}, "e-mail address in full"),
        ("reply", {"reply": "phone", "sender_phone": "later"}, "telephone number"),
        ("reply", {"address_2": "cheap pills"}, "press Send once more"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    app: Flask, sender: Sender, step: str, wrong: dict[str, str], sentence: str
) -> None:
    pages = {"story": STORY, "risk": RISK, "reply": REPLY | {"sender_name": "Grace"}}
    for name, said in pages.items():
        if name == step:
            shown = sender.press(said | wrong)
            assert re.search(sentence, shown.text)
            assert "<title>Error:" in shown.text
            break
        sender.press(said)
    assert concerns(app) == []
    if step != "story":
        assert hidden_in(sender.page)["words"] == STORY["words"]
    sender.page = sender.page.replace("cheap pills", "")
    for name in list(pages)[list(pages).index(step) :]:
        sender.press(pages[name])
    (made,) = concerns(app)
    assert made.words == STORY["words"]


def test_two_megabytes_of_text_come_back_with_a_sentence(app: Flask, sender: Sender) -> None:
    answer = sender.press({"words": "word " * 400_000})
    assert answer.status_code == 200
    assert "too long for one message" in answer.text
    assert len(answer.text) > 1_900_000


def test_going_back_and_changing_the_language_lose_nothing(app: Flask, sender: Sender) -> None:
    sender.press(STORY)
    back = sender.press(RISK | {"about_name": "Pat Nobody", "go": "back"})
    assert STORY["words"] in back.text
    assert hidden_in(back.text)["about_name"] == "Pat Nobody"
    polish = sender.browser.post(
        f"{FORM}?lang=pl", data={**hidden_in(sender.page), "words": "", "go": "stay"}
    )
    assert 'lang="pl"' in polish.text
    assert "govuk-error-summary" not in polish.text
    assert hidden_in(polish.text)["about_name"] == "Pat Nobody"


def test_a_sender_who_reads_polish_gets_polish_pages_and_a_polish_mail(
    app: Flask, client: StrictClient, clock: Traveller
) -> None:
    sender = Sender(client, clock, address=f"{FORM}?lang=pl")
    answer = sender.tell()
    assert "Mamy tę wiadomość" in answer.text
    (made,) = concerns(app)
    assert made.language == "pl"


def test_not_sure_counts_as_at_risk_and_reaches_the_dsl_group(
    app: Flask, sender: Sender, posts: Posts
) -> None:
    sender.tell(risk={"at_risk": "not_sure", "about": "pupil"})
    with app.app_context():
        made = db.session.scalars(select(Concern)).one()
        assert made.at_risk
        got_it = posts.names(each.staff_id for each in made.recipients)
    assert got_it == {"dsl", "deputy", "manager"}


def test_the_lado_number_is_shown_when_it_is_about_the_head(sender: Sender) -> None:
    sender.press(STORY)
    asked = sender.press(RISK | {"about": "head"})
    assert "01632 960 003" in asked.text
    assert "01632 960 003" in sender.press(REPLY).text


def test_the_lado_number_is_not_shown_for_a_post(sender: Sender) -> None:
    assert "01632 960 003" not in sender.tell().text


def test_a_pupil_sees_childline_and_the_safeguarding_lead_first(
    client: StrictClient, clock: Traveller
) -> None:
    sender = Sender(client, clock, address=f"{FORM}?as=pupil")
    for page in (sender.page, sender.press(STORY).text, sender.press(RISK).text):
        assert page.index("08001111") < page.index('id="tell"')
        assert f"Pat {SURNAMES['dsl']}" in page
    assert re.search(r'value="pupil"[^>]*checked', sender.page)


def test_no_name_means_no_name(app: Flask, sender: Sender) -> None:
    answer = sender.tell(reply={"reply": "no_name", "sender_name": "Grace"})
    (made,) = concerns(app)
    assert made.nameless
    assert (made.sender_name, made.sender_email) == (None, None)
    assert "Grace" not in answer.text


def test_pictures_travel_with_the_form_and_are_kept_encrypted(app: Flask, sender: Sender) -> None:
    gps = jpeg_with_gps()
    shown = sender.press(STORY | {"files": (io.BytesIO(gps), "class.jpg"), "words": ""})
    assert "1 file is added" in shown.text
    sender.press(STORY | {"files": (io.BytesIO(gps), "again.jpg")})
    sender.press(RISK)
    sender.press(REPLY)
    with app.app_context():
        kept = list(db.session.scalars(select(Attachment)))
        assert len(kept) == 2
        assert uploads.open_stored(kept[0].stored_name).read().startswith(b"\xff\xd8")


def test_a_file_that_is_not_what_it_claims_is_named_and_the_others_are_kept(
    sender: Sender,
) -> None:
    wrong = (io.BytesIO(b"MZ\x90 this is a program"), "photo.png")
    good = (io.BytesIO(jpeg_with_gps()), "photo.jpg")
    shown = sender.press(STORY | {"files": [wrong, good]})
    assert "cannot take this kind of file" in shown.text
    assert STORY["words"] in shown.text
    assert "1 file is added" in shown.text
    assert "is added" not in sender.press(STORY | {"go": "no-files"}).text


def test_a_list_of_files_that_somebody_changed_opens_nothing(app: Flask, sender: Sender) -> None:
    shown = sender.press(STORY | {"kept": '[["../school.sqlite","image/jpeg","",1]]'})
    assert "Choose them once more" in shown.text
    assert STORY["words"] in shown.text


def test_files_nobody_sent_are_cleared_up_after_a_day_and_the_others_stay(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    clock.move_to("2026-11-23T10:00:00Z", tick=True)  # files carry the machine's own time
    sender = Sender(client, clock)
    sender.press(STORY | {"files": (io.BytesIO(jpeg_with_gps()), "a.jpg")})
    Sender(client, clock).press(STORY | {"files": (io.BytesIO(jpeg_with_gps()), "b.jpg")})
    sender.press(RISK)
    sender.press(REPLY)
    with app.app_context():
        assert clear_up() == 0
        clock.shift(10 * 365 * 24 * 3600)
        assert clear_up() == 1
        (kept,) = db.session.scalars(select(Attachment))
        assert uploads.is_stored(kept.stored_name)


def test_an_expired_token_shows_the_same_page_filled(app: Flask, sender: Sender) -> None:
    sender.press(STORY)
    sender.clock.shift(9 * 3600)
    shown = sender.press(RISK)
    assert shown.status_code == 400
    assert hidden_in(shown.text)["words"] == STORY["words"]
    sender.press(RISK)
    sender.press(REPLY)
    assert len(concerns(app)) == 1


def test_a_program_that_answers_at_once_must_press_again(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    sender = Sender(client, clock)
    clock.shift(-30)
    assert sender.tell().status_code == 429
    assert concerns(app) == []
    clock.shift(30)
    assert sender.press(REPLY).status_code == 200
    assert len(concerns(app)) == 1


def test_a_flood_from_one_place_waits_and_another_place_does_not(
    app: Flask, client: StrictClient, posts: Posts, clock: Traveller
) -> None:
    assert Sender(client, clock).tell().status_code == 200
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert [too_many_messages() for _ in range(18)] == [False] * 18
    statuses = [Sender(client, clock).tell().status_code for _ in range(2)]
    assert statuses == [200, 429]
    waiting = Sender(client, clock)
    assert waiting.tell().status_code == 429
    clock.shift(11)
    assert waiting.press(REPLY).status_code == 200  # a pupil of the same school is not shut out
    client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert Sender(client, clock).tell().status_code == 200


def test_one_open_form_cannot_be_sent_again_and_again(
    app: Flask, sender: Sender, clock: Traveller
) -> None:
    sender.press(STORY)
    sender.press(RISK)
    last, statuses = sender.page, []
    for number in range(5):
        sender.page = last
        statuses.append(sender.press(REPLY | {"sender_name": f"Bot {number}"}).status_code)
    assert statuses == [200] * 3 + [429] * 2


def test_a_browser_that_fills_the_hidden_box_is_asked_once_and_then_let_through(
    app: Flask, sender: Sender, clock: Traveller
) -> None:
    filled = {"address_2": "1 Elm Road"}
    assert sender.tell(reply=filled).status_code == 429
    clock.shift(2)
    assert sender.press(REPLY | filled).status_code == 200
    assert len(concerns(app)) == 1


def test_whatever_is_typed_is_shown_as_text(app: Flask, sender: Sender) -> None:
    nasty = '<script>alert(1)</script>"><img src=x> \u202egnp.exe'
    answer = sender.tell(story={"words": nasty}, risk={"about_name": nasty, "about": "staff"})
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "\u202e" not in answer.text
    (made,) = concerns(app)
    assert made.words == nasty


def test_the_form_says_before_it_is_sent_what_no_name_means(sender: Sender) -> None:
    sender.press(STORY)
    assert "without it we cannot ask you anything" in sender.press(RISK).text


def test_whoever_gives_no_name_is_not_told_where_their_name_goes(sender: Sender) -> None:
    sender.press(STORY)
    assert "If you give your name, it goes" in sender.press(RISK).text
    again = sender.press(REPLY | {"reply": "no_name", "sender_kind": ""}).text
    assert "Choose who you are" in again
    assert "it goes with your message" not in again


def test_skipping_a_page_leads_back_to_it(app: Flask, sender: Sender) -> None:
    shown = sender.press(STORY | REPLY | {"step": "reply"})
    assert "Say whether a child is at risk" in shown.text
    assert concerns(app) == []
