"""What people do on the pages of the stories."""

from playwright.sync_api import Page, expect

YES = "Yes, this can be posted"
CHANGE = "Not like this: change it first"
NO = "No, do not post this"
WEBSITE = "School website"


def text(page: Page) -> str:
    """Everything the page says."""
    return page.locator("main").inner_text()


def say(page: Page, *uses: str, decision: str) -> None:
    """A parent with one child, or a pupil, answers these questions on their own page."""
    page.goto("/family/photos")
    for use in uses:
        page.locator(f"input[name^={use}-][value={decision}]").check()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="Your answers are recorded")).to_be_visible()


def said_before(page: Page, use: str) -> str | None:
    """What is chosen on the photo page when it is opened again."""
    page.goto("/family/photos")
    chosen = page.locator(f"input[name^={use}-]:checked")
    return chosen.get_attribute("value") if chosen.count() else None


def check(page: Page, *names: str, place: str = WEBSITE, posed: bool = False) -> str:
    """Ask whether a picture of these children of Oak may be posted; gives the answer's heading."""
    page.goto("/staff/check")
    page.get_by_label(place, exact=True).check()
    if page.get_by_label(names[0], exact=True).count() == 0:  # the first check of this person
        page.get_by_role("button", name="Oak", exact=True).click()
    for name in names:
        page.get_by_label(name, exact=True).check()
    page.get_by_label("It is a posed group, like a class photo").set_checked(posed)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="What was asked")).to_be_visible()
    return page.locator("h1").inner_text()
