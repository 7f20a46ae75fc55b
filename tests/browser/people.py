"""The people of a journey: who signs in where, and what they do there."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

CheckPage = Callable[[Page], None]


def passwords(instance: Path) -> dict[str, tuple[str, str]]:
    """Account → (e-mail, password) of the demo's staff, from the file the demo leaves."""
    text = (instance / "sign-ins.txt").read_text(encoding="utf-8")
    found = re.findall(r"^\s+((\S+)@\S+)\s+(\S+)", text, flags=re.MULTILINE)
    return {account: (email, password) for email, account, password in found}


def sign_in(page: Page, card: tuple[str, str]) -> Page:
    """Come in as one of the staff."""
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail").fill(card[0])
    page.locator("input[type=password]").fill(card[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Menu")).to_be_attached()
    return page


def import_file(page: Page, path: Path, check_page: CheckPage) -> None:
    """The office brings in a list, after seeing what it would do."""
    page.goto("/staff/import")
    page.get_by_label("File with children and their parents").set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_role("heading", name="What this file would do")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Load this file").click()
    expect(page.get_by_role("heading", name="What this file did")).to_be_visible()


def may_write_to(page: Page, adult: str) -> None:
    """The contact review: yes to one adult, about every child of theirs who waits."""
    while True:
        page.goto("/staff/contact-review")
        waiting = page.get_by_role("link", name=re.compile(re.escape(adult)))
        if waiting.count() == 0:
            return
        waiting.first.click()
        page.get_by_label("Yes, write to them").check()
        page.get_by_role("button", name="Save").first.click()


def approve(page: Page, title: str, check_page: CheckPage) -> None:
    """The head ticks all five points and approves exactly what is shown."""
    page.goto("/staff/communications")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Decide about it").click()
    page.get_by_label("Approve exactly this text").check()
    for point in ("Unambiguous", "Accurate", "Politically neutral", "Fair", "Transparent"):
        page.get_by_label(point, exact=True).check()
    check_page(page)
    page.get_by_role("button", name="Record my decision").click()
    expect(page.get_by_text("approved", exact=False).first).to_be_visible()


def send(page: Page, title: str) -> None:
    """The office sends what the head approved, to whoever is due it."""
    page.goto("/staff/communications")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Send and print").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("So far")).to_be_visible()


def link_in_mail(page: Page, address: str) -> str:
    """A parent's own link, read out of the newest mail to them in the demo's reading room."""
    page.goto("/staff/demo-mail")
    page.get_by_role("row").filter(has_text=address).first.get_by_role("link").click()
    text = page.locator("pre").inner_text()
    found = re.search(r"https?://\S+/family-link/\S+", text)
    assert found, text
    return found.group(0)


def check_picture(page: Page, place: str, children: list[str]) -> str:
    """A teacher asks whether these children's picture may be posted; returns the answer."""
    page.goto("/staff/check")
    page.get_by_label(place).check()
    page.get_by_role("button", name="Oak", exact=True).click()
    page.get_by_role("button", name="Nobody in Oak").click()
    for child in children:
        page.get_by_label(child, exact=False).first.check()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("button", name="Check another picture")).to_be_visible()
    return page.locator("h1").inner_text()
