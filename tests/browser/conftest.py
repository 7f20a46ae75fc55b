"""A real headless Chromium on the real service.

Every page these fixtures hand out fails its test when the browser reports an error (a script
refused by the security policy, a missing file) or when anything but this machine is asked for.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.server import Server, running, seeded
from tests.runs import not_run
from tools.browser import DEBIAN_PACKAGES, find_browser

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NewPage = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives the browser: `-m "not browser"` leaves it out."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without one the test does not run, and the summary says so."""
    path = find_browser()
    if path is None:
        not_run(f"sudo apt-get install {' '.join(DEBIAN_PACKAGES)}")
    return {**browser_type_launch_args, "executable_path": path, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def demo_school(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: dict[str, Any]
) -> Path:
    """A demo school made once for all workers, for servers to begin as.

    The browser is looked for first.
    """
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "seeded"
    with (shared / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the second worker waits, and finds it made
        if not (shared / "seeded.done").exists():
            seeded(folder)
            (shared / "seeded.done").touch()
    return folder / "instance"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, demo_school: Path) -> Iterator[Server]:
    """The service with the demo school, started once."""
    with running(tmp_path_factory.mktemp("demo"), beginning_as=demo_school) as started:
        yield started


@pytest.fixture
def new_page(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Make a page in a browser profile of its own: new_page(viewport=…, java_script_enabled=…).

    The service is started when the first page asks for it: some bring an address of their own.
    """
    complaints: list[str] = []

    def make(**wishes: Any) -> Page:
        if "base_url" not in wishes:
            wishes["base_url"] = request.getfixturevalue("server").url
        context = new_context(**{"viewport": DESK, **wishes})
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield make
    assert complaints == []


def _listen(page: Page, complaints: list[str]) -> None:
    def console(said: ConsoleMessage) -> None:
        # a form shown again with its mistakes is such a "failure"; missing files are seen below
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            complaints.append(said.text)

    def response(answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            complaints.append(f"{answer.status} {answer.url}")

    def request(asked: Request) -> None:
        if not _is_here(asked.url):
            complaints.append(f"asked elsewhere: {asked.url}")

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", console)
    page.on("response", response)
    page.on("request", request)


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in {None, "127.0.0.1", "localhost"}


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page as narrow as the smallest phone."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desk(new_page: NewPage) -> Page:
    """A page on a desk's screen."""
    return new_page(viewport=DESK)


@pytest.fixture
def plain_phone(new_page: NewPage) -> Page:
    """A phone with JavaScript switched off."""
    return new_page(viewport=PHONE, java_script_enabled=False)


def _meant_so(violation: dict[str, Any]) -> bool:
    """GOV.UK Frontend says `aria-expanded` on a radio that shows a question, because people who
    hear the page found it helps; its own tests leave this rule out for the same reason."""
    return violation["id"] == "aria-allowed-attr" and all(
        "govuk-radios__input" in node["html"] and "aria-expanded" in node["html"]
        for node in violation["nodes"]
    )


@pytest.fixture(scope="session")
def check_page() -> Callable[[Page], None]:
    """Fail on what axe finds, and on a page that must be pushed sideways to be read."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options={"runOnly": RULES})
        wrong = [each for each in found.response["violations"] if not _meant_so(each)]
        assert wrong == [], f"{page.url}\n{found.generate_report()}"
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{page.url} is {wide} pixels too wide"

    return check
