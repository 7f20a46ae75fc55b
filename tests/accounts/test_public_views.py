"""A family's link: a GET changes nothing, a button opens, and nothing tells who is known."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event, func, select, text

from parentcomms.accounts import actions, link_requests
from parentcomms.accounts.models import FamilyLink, LinkRequest, SignIn
from parentcomms.clock import now
from parentcomms.database import Base, db
from parentcomms.links import Purpose, code_for, show_code, token_for
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Hold, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from parentcomms.web import create_app
from tests import make
from tests.client import StrictClient

BIRTHDAY = date(2017, 5, 4)
OPENS = "This is for <bdi>G.K.</bdi>"
ENDED = "This link has ended"
UNKNOWN = "This link does not work"


@dataclass(frozen=True)
class Given:
    """One adult's link as the letter has it."""

    reference: str
    token: str
    code: str
    expires_at: datetime

    @property
    def page(self) -> str:
        return f"/family-link/{self.token}"


def _given(made: FamilyLink) -> Given:
    """Inside the app: the link as it was made, committed."""
    db.session.commit()
    code = show_code(code_for(Purpose.FAMILY_CODE, made.reference))
    token = token_for(Purpose.FAMILY_LINK, made.reference)
    return Given(made.reference, token, code, made.expires_at)


@pytest.fixture
def link(app: Flask) -> Given:
    """The link of Grace Kowalska, mother of Ada."""
    with app.app_context():
        grace = make.parent(make.pupil("Ada"), surname="Kowalska", email="grace@example.org")
        return _given(actions.make_family_link(grace))


def _rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


def _worker(app: Flask) -> None:
    """What the worker does with requests for links."""
    with app.app_context():
        for request_id in link_requests.unanswered():
            link_requests.answer(request_id)
        db.session.commit()


def _mails(app: Flask) -> list[str]:
    _worker(app)
    with app.app_context():
        return sorted(db.session.scalars(select(OutgoingMail.to_address)))


def _hold(app: Flask) -> None:
    with app.app_context():
        for relationship in db.session.scalars(select(Relationship)):
            db.session.add(
                Hold(
                    relationship_id=relationship.id, kind=HoldKind.SCHOOL,
                    placed_by="staff:1", placed_at=now(),
                )
            )  # fmt: skip
        db.session.commit()


def _decide(app: Flask, decision: ContactDecision) -> None:
    with app.app_context():
        db.session.execute(text("UPDATE contact_review SET decision = :d"), {"d": decision.value})
        db.session.commit()


def _revoke(app: Flask) -> None:
    with app.app_context():
        actions.revoke_link(db.session.scalars(select(FamilyLink)).one())
        db.session.commit()


def test_the_page_before_the_button_shows_initials_only(client: StrictClient, link: Given) -> None:
    page = client.get(link.page)
    assert page.status_code == 200
    assert "G.K." in page.text
    assert not [word for word in ("Grace", "Kowalska", "Ada", "grace@") if word in page.text]


def test_opening_the_link_changes_no_table(client: StrictClient, app: Flask, link: Given) -> None:
    before = _rows(app)
    for address in (link.page, "/code", "/new-link", "/link-ended"):
        assert client.get(address).status_code == 200
    assert _rows(app) == before
    assert client.get_cookie("family") is None


def test_the_button_opens_a_session_of_an_hour(
    client: StrictClient, app: Flask, link: Given
) -> None:
    with time_machine.travel(now(), tick=False):
        answer = client.submit(link.page)
        assert answer.status_code == 303
        assert link.token not in answer.location
        with app.app_context():
            sign_in = db.session.scalars(select(SignIn)).one()
            assert sign_in.expires_at == now() + timedelta(minutes=60)
            assert client.get_cookie("family").value not in sign_in.token_hash


def _tampered(link: Given) -> str:
    token = link.token
    return token[:-1] + ("a" if token[-1] != "a" else "b")


def test_a_wrong_a_tampered_and_an_unknown_link_show_the_same_page(
    client: StrictClient, link: Given
) -> None:
    elsewhere = "abcdefghjkmnpqrs-" + "a" * 26
    tokens = [_tampered(link), "nonsense", link.reference, elsewhere, "a-b"]
    pages = [client.get(f"/family-link/{token}") for token in tokens]
    assert {page.status_code for page in pages} == {404}
    assert all(UNKNOWN in page.text for page in pages)
    bodies = {_without_secrets(page.text, token) for page, token in zip(pages, tokens, strict=True)}
    assert len(bodies) == 1


def _without_secrets(html: str, token: str) -> str:
    import re

    html = re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*|\?lang=..', "", html)
    return html.replace(token, "")


@pytest.mark.parametrize("how", ["revoked", "expired", "held", "do not contact", "not reviewed"])
def test_an_ended_link_opens_nothing_and_offers_a_new_one(
    client: StrictClient, app: Flask, link: Given, how: str
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        if how == "revoked":
            _revoke(app)
        elif how == "expired":
            clock.move_to(link.expires_at)
        elif how == "held":
            _hold(app)
        elif how == "do not contact":
            _decide(app, ContactDecision.DO_NOT_CONTACT)
        else:
            _decide(app, ContactDecision.NOT_REVIEWED)
        page = client.get(link.page)
        assert (page.status_code, ENDED in page.text, "G.K." in page.text) == (410, True, False)
        assert client.submit(link.page).status_code == 410
        assert client.get_cookie("family") is None
        asked = client.submit(link.page, to=f"{link.page}/new")
        assert asked.location == "/new-link/asked"
        wanted = ["grace@example.org"] if how in {"revoked", "expired"} else []
        assert _mails(app) == wanted


def test_a_hold_ends_a_page_that_is_open(client: StrictClient, app: Flask, link: Given) -> None:
    client.submit(link.page)
    assert _family_of(client, app) is not None
    _hold(app)
    assert _family_of(client, app) is None


def _family_of(client: StrictClient, app: Flask) -> object:
    from flask import g

    with client:
        client.get("/link-ended")
        return g.family


def test_revoking_ends_a_page_that_is_open(client: StrictClient, app: Flask, link: Given) -> None:
    client.submit(link.page)
    _revoke(app)
    assert _family_of(client, app) is None


def test_an_expired_links_owner_gets_one_that_works(
    client: StrictClient, app: Flask, link: Given
) -> None:
    with time_machine.travel(link.expires_at, tick=False):
        client.submit(link.page, to=f"{link.page}/new")
        with app.app_context():
            newest = db.session.scalars(select(FamilyLink).order_by(FamilyLink.id.desc())).first()
            page = _given(newest).page
        assert OPENS in client.get(page).text


def test_pressing_for_a_new_link_again_and_again_does_not_fill_an_inbox(
    client: StrictClient, app: Flask, link: Given
) -> None:
    _revoke(app)
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(8):
            client.submit(link.page, to=f"{link.page}/new")
            clock.shift(timedelta(minutes=11))
    assert len(_mails(app)) < 6


def test_not_me_ends_the_link_shows_it_to_the_office_and_mails_nobody(
    client: StrictClient, app: Flask, link: Given
) -> None:
    answer = client.submit(link.page, to=f"{link.page}/not-me")
    assert answer.location == "/link-reported"
    assert client.get(link.page).status_code == 410
    client.submit(link.page, to=f"{link.page}/new")
    client.submit("/new-link", {"email": "grace@example.org"})
    assert _mails(app) == []
    from parentcomms.accounts.queries import reported_links

    with app.app_context():
        assert [each.reference for each in reported_links()] == [link.reference]


@pytest.mark.parametrize("email", ["grace@example.org", "GRACE@example.org", "nobody@example.org"])
def test_asking_for_a_link_says_the_same_whoever_asks(
    client: StrictClient, app: Flask, link: Given, email: str
) -> None:
    answer = client.submit("/new-link", {"email": email})
    assert (answer.status_code, answer.location) == (303, "/new-link/asked")
    assert _mails(app) == ([] if "nobody" in email else ["grace@example.org"])


def test_asking_does_the_same_work_for_every_address_and_keeps_none(
    client: StrictClient, app: Flask, link: Given
) -> None:
    statements: dict[str, list[str]] = {}
    page = client.get("/new-link").text
    token = re.search(r'csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    for email in ("nobody@example.org", "grace@example.org", "else@example.org"):
        seen = statements.setdefault(email, [])
        listener = lambda *args, into=seen: into.append(args[2])  # noqa: E731
        event.listen(Engine, "before_cursor_execute", listener)
        client.post("/new-link", data={"csrf_token": token, "form_id": email, "email": email})
        event.remove(Engine, "before_cursor_execute", listener)
    assert statements["grace@example.org"] == statements["else@example.org"]
    _worker(app)
    with app.app_context():
        assert set(db.session.scalars(select(LinkRequest.address))) == {None}


def test_two_adults_at_one_address_each_get_their_own(client: StrictClient, app: Flask) -> None:
    with app.app_context():
        child = make.pupil()
        make.parent(child, "Grace", email="home@example.org")
        make.parent(child, "Gustaw", email="home@example.org", language="pl")
        db.session.commit()
    client.submit("/new-link", {"email": "home@example.org"})
    _worker(app)
    with app.app_context():
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        assert [mail.to_name.split()[0] for mail in mails] == ["Grace", "Gustaw"]
        assert len({mail.values["link"]["reference"] for mail in mails}) == 2


def test_a_paper_only_adult_is_not_mailed_but_may_open(
    client: StrictClient, app: Flask, link: Given
) -> None:
    _decide(app, ContactDecision.POST_ONLY)
    client.submit("/new-link", {"email": "grace@example.org"})
    assert _mails(app) == []
    assert OPENS in client.get(link.page).text


def test_the_same_form_sent_twice_asks_once(client: StrictClient, app: Flask, link: Given) -> None:
    client.submit("/new-link", {"email": "grace@example.org", "form_id": "the-same"})
    client.submit("/new-link", {"email": "grace@example.org", "form_id": "the-same"})
    assert len(_mails(app)) == 1


def _birthday(day: date = BIRTHDAY) -> dict[str, str]:
    return {
        "date_of_birth-day": str(day.day),
        "date_of_birth-month": str(day.month),
        "date_of_birth-year": str(day.year),
    }


def test_the_code_from_paper_opens_with_a_childs_birthday(
    client: StrictClient, link: Given
) -> None:
    typed = link.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.submit("/code", {"code": typed, **_birthday()}).status_code == 303
    assert client.get_cookie("family") is not None


@pytest.mark.parametrize("wrong", ["code", "birthday", "revoked"])
def test_a_code_that_does_not_fit_is_one_sentence(
    client: StrictClient, app: Flask, link: Given, wrong: str
) -> None:
    if wrong == "revoked":
        _revoke(app)
    typed = "7K3M9-Q0VXA" if wrong == "code" else link.code
    day = BIRTHDAY + timedelta(days=wrong == "birthday")
    answer = client.submit("/code", {"code": typed, **_birthday(day)})
    assert "We do not know this code with this date of birth" in answer.text
    assert client.get_cookie("family") is None


def test_guessing_birthdays_is_slowed_across_two_copies_of_the_service(
    client: StrictClient, app: Flask, link: Given
) -> None:
    other = create_app(app.config["SETTINGS"])
    other.test_client_class = StrictClient
    for days in range(1, 6):
        browser = client if days % 2 else other.test_client()
        guess = _birthday(BIRTHDAY + timedelta(days=days))
        assert browser.submit("/code", {"code": link.code, **guess}).status_code == 200
    assert client.submit("/code", {"code": link.code, **_birthday()}).status_code == 429


def test_a_token_or_code_never_reaches_the_log(
    client: StrictClient, link: Given, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(link.page)
    client.submit(link.page)
    client.post(link.page)  # without its token: refused, and logged
    client.get(f"{link.page}/no-such-page")
    client.submit("/code", {"code": link.code, **_birthday()})
    cookie = client.get_cookie("family").value
    said = caplog.text
    assert not [secret for secret in (link.token, link.code, cookie) if secret in said]


def test_signing_out_closes_the_page_for_a_copied_cookie_too(
    client: StrictClient, app: Flask, link: Given
) -> None:
    client.submit(link.page)
    cookie = client.get_cookie("family").value
    client.submit("/new-link", to="/family/sign-out")
    client.set_cookie("family", cookie)
    assert _family_of(client, app) is None


def test_opening_my_link_closes_the_page_of_whoever_used_this_phone_before(
    client: StrictClient, app: Flask, link: Given
) -> None:
    with app.app_context():
        other = make.parent(make.pupil("Ben"), "Gustaw")
        page = _given(actions.make_family_link(other)).page
    client.submit(link.page)
    client.submit(page)
    with app.app_context():
        ended = [row.ended_at is not None for row in db.session.scalars(select(SignIn))]
    assert ended == [True, False]


def test_the_page_speaks_the_language_of_the_adult_it_is_for(
    client: StrictClient, app: Flask
) -> None:
    with app.app_context():
        polish = make.parent(make.pupil(), language="pl")
        page = _given(actions.make_family_link(polish)).page
    assert '<html lang="pl"' in client.get(page).text
    assert '<html lang="en"' in client.get(f"{page}?lang=en").text


def test_a_link_lasts_until_the_end_of_the_school_year(app: Flask) -> None:
    with app.app_context(), time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC), tick=False):
        made = actions.make_family_link(make.parent(make.pupil()))
        assert made.expires_at == datetime(2027, 8, 31, 23, tzinfo=UTC)
        db.session.rollback()
