"""Which language a page is in, and that Polish is there to the last word."""

from types import SimpleNamespace

import pytest
from flask import g

from parentcomms import access, languages
from tools import messages


def test_a_link_changes_the_language_and_the_browser_remembers(client):
    assert '<html lang="en"' in client.get("/sample/family").text
    assert '<html lang="pl"' in client.get("/sample/family?lang=pl").text
    assert '<html lang="pl"' in client.get("/sample/family").text
    assert '<html lang="en"' in client.get("/sample/family?lang=en").text


def test_public_pages_follow_the_browser_until_somebody_chooses(client):
    asked = {"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}
    assert '<html lang="pl"' in client.get("/sample/public", headers=asked).text
    asked = {"Accept-Language": "ko"}
    assert '<html lang="en"' in client.get("/sample/public", headers=asked).text


@pytest.mark.parametrize("code", ["fr", "../etc", "", "PL", "pl'><script>"])
def test_a_language_the_school_does_not_offer_is_ignored(client, code):
    answer = client.get("/sample/family", query_string={"lang": code})
    assert '<html lang="en"' in answer.text
    assert "<script>" not in answer.text.replace("<script nonce", "")
    assert not any("lang=" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_the_language_on_record_counts_before_the_browsers(app):
    with app.test_request_context("/done", headers={"Accept-Language": "en"}):
        g.family = SimpleNamespace(person_id=1, language="pl")
        assert languages.choose() == "pl"


def test_a_choice_counts_before_the_language_on_record(app):
    with app.test_request_context("/done", headers={"Cookie": "lang=en"}):
        g.family = SimpleNamespace(person_id=1, language="pl")
        assert languages.choose() == "en"


def test_staff_pages_are_english(app, client):
    app.add_url_rule(
        "/desk",
        endpoint="desk",
        view_func=access.staff(access.Permission.SEE_PEOPLE)(lambda: languages.current()),
    )
    assert client.get("/desk?lang=pl").text == "en"


def test_the_switcher_keeps_the_rest_of_the_address(client):
    page = client.get("/sample/public?page=2").text
    assert 'href="/sample/public?page=2&amp;lang=pl"' in page
    assert 'hreflang="pl"' in page
    assert '<span lang="en" dir="ltr" aria-current="true">English</span>' in page


def test_a_choice_changes_nothing_but_the_readers_own_cookie(client):
    cookies = client.get("/done?lang=pl").headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("lang=pl;")


@pytest.mark.parametrize(("code", "name", "way"), [("pl", "Polski", "ltr"), ("ur", "اردو", "rtl")])
def test_languages_name_themselves_and_know_their_direction(code, name, way):
    assert languages.own_name(code) == name
    assert languages.direction(code) == way


def test_no_family_text_lacks_its_polish():
    assert messages.missing("pl") == []


def test_a_missing_or_doubtful_translation_is_found(monkeypatch):
    before = set(messages.missing("pl"))
    catalogue = messages.translations("pl")
    catalogue["Page not found"].string = ""
    catalogue["Skip to main content"].flags.add("fuzzy")
    monkeypatch.setattr(messages, "translations", lambda _language: catalogue)
    assert set(messages.missing("pl")) - before == {"Page not found", "Skip to main content"}


def test_texts_only_staff_read_may_stay_english():
    assert messages.is_for_staff("templates/consent/staff/uses.html")
    assert messages.is_for_staff("parentcomms/consent/staff_views.py")
    assert not messages.is_for_staff("templates/consent/family/answers.html")
    assert not messages.is_for_staff("parentcomms/forms.py")


def test_placeholders_survive_translation():
    import re

    for message in messages.translations("pl"):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if not message.id or not any(strings):
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set().union(*(re.findall(r"%\((\w+)\)s", text) for text in originals))
        for text in strings:
            assert set(re.findall(r"%\((\w+)\)s", text)) <= wanted, message.id
            assert wanted - {"number", "num"} <= set(re.findall(r"%\((\w+)\)s", text)), message.id


def test_a_catalogue_is_compiled_when_it_is_missing_or_old(tmp_path):
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = languages.FOLDER / "pl" / "LC_MESSAGES" / "messages.po"
    (folder / "messages.po").write_bytes(source.read_bytes())
    assert languages.compile_catalogues(tmp_path) == [folder / "messages.mo"]
    assert languages.compile_catalogues(tmp_path) == []
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]
