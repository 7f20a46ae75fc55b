"""The pages of the questions: nothing is made before it was shown side by side and confirmed."""

import re

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.channels.actions import Place, add, approve
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.consent.models import UseVersion
from parentcomms.consent.naming import questions_to_renew
from parentcomms.database import db
from parentcomms.school.actions import decide
from tests import make
from tests.client import StrictClient
from tests.staff_pages import signed_in

SOCIAL = "/staff/questions/social_media"


@pytest.fixture
def head(app: Flask) -> StrictClient:
    with app.app_context():
        decide(name="Elm Park Primary School")
        _account("Elm Park on Facebook")
        make.questions()
        db.session.commit()
    return signed_in(app, Role.HEAD)


def _account(name: str) -> str:
    place = Place(name=name, platform="Some", audience=ChannelAudience.PUBLIC)
    account = add(ChannelKind.SOCIAL_ACCOUNT, place)
    approve(account)
    return account.reference


def _versions(app: Flask) -> int:
    with app.app_context():
        return db.session.query(UseVersion).count()


def _fields(html: str) -> dict[str, str]:
    """What the form of a page would send, as a browser reads it."""
    found = dict(
        re.findall(r'<input[^>]*type="(?:text|hidden)"[^>]*name="(\w+)"[^>]*value="([^"]*)"', html)
    )
    found |= dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*type="text"[^>]*value="([^"]*)"', html))
    found |= dict(re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', html))
    areas = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    return {name: value.replace("&#39;", "'") for name, value in [*found.items(), *areas]}


def test_wording_it_anew_shows_both_sides_before_anything_is_made(
    app: Flask, head: StrictClient
) -> None:
    page = f"{SOCIAL}/new-version"
    sent = _fields(head.get(page).text)
    sent |= {"en_purpose": "To show what children do.", "basis": "consent", "ask": "nobody"}
    sent["offers_unrecognisable"] = "y"
    before = _versions(app)
    compared = head.post(page, data=sent).text
    assert "<del>" in compared
    assert "<ins>" in compared
    assert "goes:" in compared
    assert "Unreviewed" in compared
    assert _versions(app) == before
    confirmed = head.post(page, data=_fields(compared) | {"confirm": "y"})
    assert confirmed.status_code == 303, confirmed.text
    assert _versions(app) == before + 1
    assert "To show what children do." in head.get(SOCIAL).text
    assert "I have read it" in head.get(SOCIAL).text
    head.submit(SOCIAL, {"language": "pl"}, to=f"{SOCIAL}/sign-off")
    assert "I have read it" not in head.get(SOCIAL).text


def test_half_a_translation_is_refused(app: Flask, head: StrictClient) -> None:
    page = f"{SOCIAL}/new-version"
    sent = _fields(head.get(page).text) | {"pl_purpose": "", "basis": "consent", "ask": "nobody"}
    assert "Write this in Polski too" in head.post(page, data=sent).text


def test_a_new_account_leads_the_head_by_one_press_to_wording_that_names_it(
    app: Flask, head: StrictClient
) -> None:
    with app.app_context():
        reference = _account("Elm Park on Photogram")
        db.session.commit()
    page = head.get(f"/staff/channels/{reference}").text
    assert "families have not been asked about that" in page
    (address,) = set(re.findall(r'href="(/staff/questions/social_media/new-version[^"]*)"', page))
    proposal = head.get(address).text
    assert "Elm Park on Photogram" in proposal
    assert "Yes, everybody" in proposal
    made = head.post(f"{SOCIAL}/new-version", data=_fields(proposal) | {"confirm": "y"})
    assert made.status_code == 303, made.text
    with app.app_context():
        assert "social_media" not in {each.use.key for each in questions_to_renew()}
        newest = db.session.query(UseVersion).order_by(UseVersion.id.desc()).first()
        assert newest is not None
        assert newest.ask_again


def test_the_office_reads_of_it_and_is_told_who_can_mend_it(app: Flask, head: StrictClient) -> None:
    with app.app_context():
        reference = _account("Elm Park on Photogram")
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    page = office.get(f"/staff/channels/{reference}").text
    assert "families have not been asked about that" in page
    assert "/new-version" not in page
    assert office.get(SOCIAL).status_code == 403


def test_a_use_of_the_schools_own_is_added_and_retired(app: Flask, head: StrictClient) -> None:
    page = "/staff/questions/add"
    words = {
        "en_name": "Church magazine",
        "en_question": "May we send pictures to the church magazine?",
        "en_purpose": "To tell our neighbours.",
        "en_audience": "Anyone who reads it.",
        "en_organisations": "Elm Park and St Mary’s.",
        "en_how_long": "Until your child leaves.",
    }
    done = head.submit(page, words | {"basis": "consent", "reach": "anybody"})
    assert done.status_code == 303, done.text
    own = str(done.location)
    assert "Church magazine" in head.get("/staff/questions").text
    assert head.submit(f"{own}/retire").status_code == 303
    assert "Retired" in head.get("/staff/questions").text
    assert head.get(f"{own}/new-version").status_code == 404
