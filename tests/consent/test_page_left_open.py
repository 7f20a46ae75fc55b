"""A photo page left open while something changed: it brings back no yes, and asks to look again."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from parentcomms.clock import now
from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.rules import LawfulBasis, Standing
from parentcomms.database import db
from tests.consent.family_page import PHOTOS, field_of, standing

AGAIN = "Something changed while this page was open"


def _sent_by(browser: FlaskClient, page: str = PHOTOS) -> dict[str, str]:
    """What a browser would send of the page as it is: hidden fields, and what is chosen."""
    html = browser.get(page).text
    hidden = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', html)
    return dict(hidden) | dict(re.findall(r'name="([\w-]+)" value="(\w+)" checked', html))


def _ask_anew(app: Flask, key: str) -> None:
    with app.app_context():
        use = db.session.scalars(select(Use).filter_by(key=key)).one()
        version = UseVersion(
            use_id=use.id, number=use.versions[-1].number + 1, ask_again=True,
            lawful_basis=LawfulBasis.CONSENT, offers_unrecognisable=True,
            made_by="staff:1", made_at=now(),
        )  # fmt: skip
        words = {"language": "en", "name": "Website", "question": "New?", "detail": ""}
        version.wordings = [UseWording(made_how="written", sha256="x", **words)]
        db.session.add(version)
        db.session.commit()


def test_a_yes_taken_back_elsewhere_is_not_brought_back(app, family, browser_of) -> None:
    website, print_ = (
        field_of(app, family["ada"], family["mother"], use)
        for use in ("website", "newsletter_print")
    )
    browser = browser_of(family["mother"])
    browser.submit(PHOTOS, {website: "yes"})
    left_open = _sent_by(browser)
    browser.submit(PHOTOS, {website: "no"})
    answer = browser.post(PHOTOS, data=left_open | {print_: "yes"}, follow_redirects=True)
    assert AGAIN in answer.text
    assert standing(app, family["ada"], "website") is Standing.NO
    assert standing(app, family["ada"], "newsletter_print") is Standing.YES


def test_a_change_of_mind_on_a_page_left_open_counts(app, family, browser_of) -> None:
    website = field_of(app, family["ada"], family["mother"], "website")
    browser = browser_of(family["mother"])
    left_open = _sent_by(browser)
    browser.submit(PHOTOS, {website: "no"})
    assert AGAIN not in browser.post(PHOTOS, data=left_open | {website: "yes"}).text
    assert standing(app, family["ada"], "website") is Standing.YES


def test_a_yes_is_no_answer_to_words_the_page_did_not_show_and_a_no_is(
    app, family, browser_of
) -> None:
    ada, ben = (
        field_of(app, family[child], family["mother"], "website") for child in ("ada", "ben")
    )
    browser = browser_of(family["mother"])
    left_open = _sent_by(browser)
    same = f"{PHOTOS}/same/{ben.removeprefix('website-')}"
    _ask_anew(app, "website")
    answer = browser.post(PHOTOS, data=left_open | {ada: "yes", ben: "no"}, follow_redirects=True)
    assert AGAIN in answer.text
    assert standing(app, family["ada"], "website") is Standing.NOT_ANSWERED
    assert standing(app, family["ben"], "website") is Standing.NO
    assert browser.get(same).status_code == 200


def test_the_same_for_another_child_is_no_answer_to_new_words_either(
    app, family, browser_of
) -> None:
    ada, ben = (
        field_of(app, family[child], family["mother"], "website") for child in ("ada", "ben")
    )
    browser = browser_of(family["mother"])
    browser.submit(PHOTOS, {ada: "yes"})
    same = f"{PHOTOS}/same/{ben.removeprefix('website-')}"
    left_open = _sent_by(browser, same)
    assert left_open[ben] == "yes"
    _ask_anew(app, "website")
    browser.submit(PHOTOS, {ada: "yes"})
    browser.post(same, data=left_open)
    assert standing(app, family["ben"], "website") is Standing.NOT_ANSWERED
