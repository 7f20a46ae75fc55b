"""What people do on the pages of the stories."""

from datetime import date

from playwright.sync_api import Page, expect

YES = "Yes, this can be posted"
CHANGE = "Not like this: change it first"
NO = "No, do not post this"
WEBSITE = "School website"
POINTS = ("Unambiguous", "Accurate", "Politically neutral", "Fair", "Transparent")


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


def check(page: Page, *names: str, place: str = WEBSITE) -> str:
    """Ask whether a picture of these children of Oak may be posted; gives the answer's heading."""
    page.goto("/staff/check")
    page.get_by_label(place, exact=True).check()
    if page.get_by_label(names[0], exact=True).count() == 0:  # the first check of this person
        page.get_by_role("button", name="Oak", exact=True).click()
    for name in names:
        page.get_by_label(name, exact=True).check()
    return answer(page)


def answer(page: Page) -> str:
    """Press the button; gives the heading of what the check says."""
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="What was asked")).to_be_visible()
    return page.locator("h1").inner_text()


def decide(head: Page, yes: str) -> None:
    """The head ticks all five points and says yes to exactly what is shown."""
    head.get_by_label(yes).check()
    for point in POINTS:
        head.get_by_label(point).check()
    head.get_by_role("button", name="Record my decision").click()


def write_day(page: Page, question: str, day: date) -> None:
    """Fill in the three boxes of a date."""
    boxes = page.get_by_role("group", name=question)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part, exact=True).fill(str(value))
