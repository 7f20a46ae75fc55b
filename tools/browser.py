"""Sees to a Chromium for the browser tests, where it may.

Which browser the tests take is decided in one place, `find_browser`; tests/browser asks it too.
"""

import os
import shutil

from tools.say import apt_install, may_apt_install, say

# The shell is Chromium without its own windows: the same pages in half the processor time.
# Playwright's driver needs libatomic1 as well.
DEBIAN_PACKAGES = ("chromium-headless-shell", "libatomic1")
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The Chromium to drive: PARENTCOMMS_BROWSER, or the first one found on the PATH."""
    chosen = os.environ.get("PARENTCOMMS_BROWSER")
    if chosen:
        return chosen
    return next(filter(None, map(shutil.which, NAMES)), None)


def see_to_browser() -> None:
    """Install the light browser; say so where there is none and none may be installed."""
    if shutil.which(SHELL) or os.environ.get("PARENTCOMMS_BROWSER"):
        return
    if may_apt_install():
        apt_install(DEBIAN_PACKAGES)
    if find_browser():
        return
    say(
        "No Chromium was found, so the browser tests will not run: type"
        f"  sudo apt-get install {' '.join(DEBIAN_PACKAGES)}"
    )
