"""A POST without a token changes nothing, over http and over https."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from parentcomms import errors
from parentcomms.config import Settings
from parentcomms.database import Base, db
from parentcomms.web import create_app
from tests.house.conftest import EVERYBODY, BrowserOf, address_of

# endpoint → why it takes a POST without a token
WITHOUT_TOKEN: dict[str, str] = {
    "bounces_public.leave_newsletters": "mail programs post it themselves (RFC 8058)",
}


def _everything(app: Flask) -> dict[str, int]:
    with app.app_context():
        found = {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
        db.session.rollback()
        return found


@pytest.mark.parametrize(
    "who", [w for w in EVERYBODY if w in {"nobody", "family", "head", "office"}]
)
def test_a_post_without_a_token_is_refused(
    demo: Flask, browser_of: BrowserOf, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "error_page", lambda status, **words: ("refused", status))
    browser = browser_of(who)
    before = _everything(demo)
    for rule in demo.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint in WITHOUT_TOKEN:
            continue
        response = browser.post(address_of(rule), data={"csrf_token": "forged"})
        assert response.status_code >= 300, f"{rule.endpoint} answered {response.status_code}"
    assert _everything(demo) == before


def test_a_form_works_over_https_and_the_referrer_stays_with_us(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://consent.elmpark.example"))
    browser = app.test_client()
    address = "https://consent.elmpark.example/staff/sign-in"
    page = browser.get(address)
    assert page.headers["Referrer-Policy"] == "same-origin"
    token = page.get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    data = {"csrf_token": token, "email": "nobody@example.org", "password": "wrong"}
    good = browser.post(address, data=data, headers={"Referer": address})
    stranger = browser.post(address, data=data, headers={"Referer": "https://elsewhere.example/"})
    assert good.status_code == 200
    assert stranger.status_code == 400
