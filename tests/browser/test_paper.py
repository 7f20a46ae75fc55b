"""A form on paper, entered in the real browser by the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parentcomms.communications.forms_back import sheets_by_code
from parentcomms.config import load_config
from parentcomms.database import db, reading
from parentcomms.web import create_app
from tests.browser import people
from tests.browser.conftest import NewPage
from tests.browser.people import CheckPage
from tests.browser.server import Server, running

# ten for the code, one for each of seven rows, and Enter twice
MOST_KEYS = 19


class Keyboard:
    """Presses keys, one by one, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demo_school: Path) -> Iterator[Server]:
    """A demo school of its own: a form is recorded in it."""
    with running(tmp_path_factory.mktemp("paper"), beginning_as=demo_school) as started:
        yield started


def _codes(server: Server) -> list[str]:
    """The codes on the sheets this school has sent out, in an order of no meaning."""
    with create_app(load_config(server.instance)).app_context(), reading():
        found = sorted(sheets_by_code())
        db.session.rollback()
        db.engine.dispose()
    return found


def test_a_form_takes_nineteen_keys_and_no_mouse(
    server: Server, new_page: NewPage, check_page: CheckPage
) -> None:
    office = people.sign_in(new_page(), people.passwords(server.instance)["office"])
    code, another = _codes(server)[:2]
    office.goto("/staff/paper")
    check_page(office)
    keys = Keyboard(office)
    keys.press(*code.lower(), "Enter")
    expect(office.get_by_role("button", name="Save and next form")).to_be_visible()
    check_page(office)
    keys.press("1", "3", "2", "3", "3", "2", "3")
    expect(office.get_by_role("button", name="Save and next form")).to_be_focused()
    keys.press("Enter")
    expect(office.get_by_text("7 answers of")).to_be_visible()
    expect(office.get_by_label("Code of the form")).to_be_focused()
    assert keys.pressed <= MOST_KEYS
    keys.press(*another, "Enter")
    expect(office.get_by_role("button", name="Save and next form")).to_be_visible()


def test_without_javascript_the_arrow_keys_do(server: Server, new_page: NewPage) -> None:
    office = people.sign_in(
        new_page(java_script_enabled=False), people.passwords(server.instance)["office"]
    )
    code = _codes(server)[-1]
    office.goto(f"/staff/paper?code={code}")
    keys = Keyboard(office)
    keys.press(*["ArrowRight", "Tab"] * 6, "ArrowRight", "Enter")
    expect(office.get_by_text("7 answers of")).to_be_visible()
