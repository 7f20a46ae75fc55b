"""Layouts and fields in a real browser: on a phone, by keyboard, without a script, turned round."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import DESK, PHONE, NewPage
from tests.pages.sample import build


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample app of tests/pages, in three languages of which one runs from right to left."""
    app = build(tmp_path_factory.mktemp("sample"), ("en", "pl", "ur"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(new_page: NewPage, address: str) -> Callable[..., Page]:
    def visit(path: str, **wishes: object) -> Page:
        page = new_page(base_url=address, **wishes)
        page.goto(path)
        return page

    return visit


@pytest.mark.parametrize(
    ("layout", "language"),
    [("family", "en"), ("family", "ur"), ("public", "pl"), ("public", "ur"), ("staff", "en")],
)
def test_a_page_can_be_used_by_everyone(open_page, check_page, layout, language):
    page = open_page(f"/sample/{layout}?lang={language}", viewport=PHONE)
    check_page(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    check_page(page)
    page.set_viewport_size(DESK)
    check_page(page)


def test_after_a_mistake_the_reader_is_led_to_it(open_page):
    page = open_page("/sample/family")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title("Error: Sample page – Hazelwick Primary School")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Write the date of birth").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    page.get_by_role("link", name="Choose an answer").click()
    expect(page.get_by_label("Yes", exact=True)).to_be_focused()


def test_the_first_stop_by_keyboard_leads_past_the_header(open_page):
    page = open_page("/sample/family")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_question_appears_under_its_choice(open_page):
    page = open_page("/sample/family")
    where = page.get_by_label("Where")
    expect(where).to_be_hidden()
    page.get_by_label("No", exact=True).check()
    expect(where).to_be_visible()


def test_without_a_script_everything_is_there_and_can_be_sent(open_page, check_page):
    page = open_page("/sample/family?lang=pl", java_script_enabled=False, viewport=PHONE)
    expect(page.get_by_label("Where")).to_be_visible()
    page.get_by_label("Your name").fill("Anna")
    page.get_by_label("What happened").fill("one\ntwo")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Oak").check()
    page.get_by_label("Ash").check()
    for label, value in (("Dzień", "3"), ("Miesiąc", "4"), ("Rok", "2018")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("body")).to_have_text("done")


def test_the_counter_counts_in_polish(open_page):
    page = open_page("/sample/family?lang=pl")
    page.get_by_label("What happened").fill("x" * 498)
    expect(page.get_by_text("Zostały 2 znaki").first).to_be_visible()
    page.get_by_label("What happened").fill("x" * 505)
    expect(page.get_by_text("O 5 znaków za dużo").first).to_be_visible()


def test_the_language_can_be_changed_with_a_tap(open_page):
    page = open_page("/sample/family", viewport=PHONE)
    page.get_by_role("link", name="Polski").click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(
        page.get_by_role("link", name="Prosimy powiedzieć szkole, co Państwa niepokoi")
    ).to_be_visible()


def test_a_form_left_open_until_its_cookie_was_gone_comes_back_filled(open_page):
    page = open_page("/sample/family")
    page.get_by_label("Your name").fill("Zoë")
    page.get_by_label("What happened").fill("one\n\n  two")
    page.get_by_label("Elm").check()
    page.context.clear_cookies()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Nothing is lost")
    expect(page.get_by_label("Your name")).to_have_value("Zoë")
    expect(page.get_by_label("What happened")).to_have_value("one\n\n  two")
    expect(page.get_by_label("Elm")).to_be_checked()
    expect(page.get_by_label("Oak")).not_to_be_checked()


def test_pages_turn_round_for_languages_that_run_from_right_to_left(open_page):
    page = open_page("/sample/family?lang=ur", viewport=PHONE)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    circle = page.locator("#website").bounding_box()
    words = page.get_by_text("Yes", exact=True).bounding_box()
    assert circle is not None
    assert words is not None
    assert circle["x"] > words["x"]
    crest = page.locator(".school-crest").bounding_box()
    name = page.locator(".school-name").bounding_box()
    assert crest is not None
    assert name is not None
    assert crest["x"] > name["x"]


def test_paper_shows_the_page_without_its_buttons(open_page):
    page = open_page("/sample/family")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    expect(page.locator(".school-languages")).to_be_hidden()
    expect(page.locator(".school-name")).to_be_visible()
