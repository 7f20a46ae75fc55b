"""A sender at the public form, page by page, as a browser would do it."""

import html
import re
from typing import Any

from werkzeug.test import TestResponse

from tests.client import HIDDEN, StrictClient

FORM = "/concern/tell"
STORY = {"words": "Somebody posted a picture of our class."}
RISK = {"at_risk": "no", "about": "a_post", "kind": "concern"}
REPLY = {"sender_kind": "parent", "reply": "email", "sender_email": "grace@example.org"}


def hidden_in(page: str) -> dict[str, str]:
    """The hidden fields of the page, as a browser sends them."""
    found = {}
    for tag in HIDDEN.findall(page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag, re.S)
        if name:
            found[name.group(1)] = html.unescape(value.group(1)) if value else ""
    return found


class Sender:
    """Remembers only what the page in front of them holds."""

    def __init__(self, browser: StrictClient, clock: Any, *, address: str = FORM) -> None:
        self.browser, self.clock = browser, clock
        self.page = browser.get(address).text
        clock.shift(30)

    def press(self, said: dict[str, Any], **others: Any) -> TestResponse:
        """Send this page; the next one is then in front of them."""
        answer = self.browser.post(FORM, data={**hidden_in(self.page), **said}, **others)
        self.page = answer.text
        return answer

    def tell(self, story: Any = None, risk: Any = None, reply: Any = None) -> TestResponse:
        """All three pages."""
        self.press(STORY | (story or {}))
        self.press(RISK | (risk or {}))
        return self.press(REPLY | (reply or {}))
