"""A form on paper, entered in the real browser by the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from parentcomms.communications.forms_back import sheets_by_code
from parentcomms.config import load_config
from parentcomms.consent.models import Answer
from parentcomms.database import db, reading
from parentcomms.web import create_app
from tests.browser import people
from tests.browser.conftest import NewPage
from tests.browser.people import CheckPage
from tests.browser.server import Server

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
def codes(server: Server) -> list[str]:
    """The codes on sheets of adults who have not answered, in an order of no meaning."""
    with create_app(load_config(server.instance)).app_context(), reading():
        spoken = set(db.session.scalars(select(Answer.relationship_id)))
        sheets = sheets_by_code().items()
        found = sorted(code for code, sheet in sheets if sheet.relationship_id not in spoken)
        db.session.rollback()
        db.engine.dispose()
    return found


def test_a_form_takes_nineteen_keys_and_no_mouse(
    server: Server, codes: list[str], new_page: NewPage, check_page: CheckPage
) -> None:
    office = people.sign_in(new_page(), people.passwords(server.instance)["office"])
    code, another = codes[:2]
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


def test_without_javascript_the_arrow_keys_do(
    server: Server, codes: list[str], new_page: NewPage
) -> None:
    office = people.sign_in(
        new_page(java_script_enabled=False), people.passwords(server.instance)["office"]
    )
    office.goto(f"/staff/paper?code={codes[-1]}")
    expect(office.locator("input[type=radio]:focus")).to_have_count(1)
    keys = Keyboard(office)
    keys.press(*["ArrowRight", "Tab"] * 6, "ArrowRight", "Enter")
    expect(office.get_by_text("7 answers of")).to_be_visible()
