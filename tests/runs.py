"""Which tests a run takes, and saying loudly which ones could not run.

A test whose browser or server is missing is skipped with `not_run(...)`. The summary then names
it with the command that would bring what is missing; under CI the whole run fails.
"""

import os
from typing import Any, NoReturn

import pytest

MARK = "NOT RUN: "
# They fill the disk under SQLite's file, or overwrite it: a server's files are not ours to touch.
ABOUT_SQLITES_OWN_FILE = ("test_full_disk",)
# Files in which pages or whole files are the point: `make soak` asks them on PostgreSQL as well.
NOT_ABOUT_THE_DATABASE = (
    *("views", "pages", "sight", "csrf", "access", "cli", "sign_in", "sessions", "first_link"),
    *("uploads", "scans", "sheets", "printing", "crest", "ticking", "told_apart", "page_left_open"),
    *("same_answers", "sentences", "test_rules"),
    "test_killed",  # here test_two_workers kills one of two
)


def not_run(what_to_type: str) -> NoReturn:
    """Skip this test because the machine lacks something, in a way that is not overlooked."""
    pytest.skip(f"{MARK}{what_to_type}")


def select_for_postgresql(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what works on the database: a page asks the same queries and actions again."""
    kept = [item for item in items if _works_on_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _works_on_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    if "browser" in fixtures or item.path.stem in ABOUT_SQLITES_OWN_FILE:
        return False
    soak = "slow or not slow" in item.config.getoption("markexpr", "")
    if not soak and any(name in item.path.stem for name in NOT_ABOUT_THE_DATABASE):
        return False
    if item.get_closest_marker("postgresql"):  # starts its own database, in either run
        return False
    return "settings" in fixtures


def _left_out(reporter: Any) -> dict[str, list[str]]:
    """What to type, and the tests that wait for it."""
    found: dict[str, list[str]] = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _, marked, what_to_type = reason.partition(MARK)
        if marked:
            found.setdefault(what_to_type, []).append(report.nodeid)
    return found


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name every test that did not run for want of something."""
    for what_to_type, tests in _left_out(terminalreporter).items():
        terminalreporter.section(f"DID NOT RUN ({len(tests)}), type: {what_to_type}", red=True)
        for test in tests:
            terminalreporter.line(f"  {test}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and _left_out(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
