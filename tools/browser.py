"""Sees to a Chromium for the browser tests, where it may.

Which browser the tests take is decided in one place, `find_browser`; tests/browser asks it too.
"""

import os
import shutil

from tools.say import apt_install, may_apt_install, say

DEBIAN_PACKAGES = ("chromium", "libatomic1")  # Playwright's driver needs libatomic1 as well
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The Chromium to drive: PARENTCOMMS_BROWSER, or the first one found on the PATH."""
    chosen = os.environ.get("PARENTCOMMS_BROWSER")
    if chosen:
        return chosen
    return next(filter(None, map(shutil.which, NAMES)), None)


def see_to_browser() -> None:
    if find_browser():
        return
    if may_apt_install() and apt_install(DEBIAN_PACKAGES) and find_browser():
        return
    say(
        "No Chromium was found, so the browser tests will not run: type"
        f"  sudo apt-get install {' '.join(DEBIAN_PACKAGES)}"
    )
