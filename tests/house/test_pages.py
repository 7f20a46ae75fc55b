"""Every page that can be reached by following links, looked at as each kind of person."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from tests.house.conftest import EVERYBODY, BrowserOf

START = {"nobody": "/", "family": "/family"}
MOST_QUERIES = 25
# Puts together what waits in every room, and the takedown list is derived each time.
# The home page asks every room whether something waits; signed in already, sign-in leads home.
# What goes tonight is asked of every kind of record, as often for a thousand rows as for one.
# Verifying reads each table of evidence once.
MOST_QUERIES_AT = {
    "/staff": 64,
    "/staff/sign-in": 64,
    "/staff/records/retention": 54,
    "/staff/audit/verify": 30,
}
# Ask everything that is known of every adult: as many queries for two thousand as for one.
MOST_QUERIES_BELOW = {"/staff/coverage": 36, "/staff/reminders": 32, "/staff/classes": 30}
MOST_PAGES = 80
LABELLED = {"input", "select", "textarea"}
NO_LABEL_NEEDED = {"hidden", "submit", "button"}


class _Page(HTMLParser):
    """What the checks need to know of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    @property
    def unlabelled(self) -> list[dict[str, str | None]]:
        labelled = {attrs.get("for") for attrs in self.all("label")}
        return [
            attrs
            for tag, attrs in self.tags
            if tag in LABELLED
            and attrs.get("type") not in NO_LABEL_NEEDED
            and attrs.get("id") not in labelled
            and "aria-label" not in attrs
            and "aria-labelledby" not in attrs
        ]

    @property
    def inline(self) -> list[str]:
        """Script and style the page brings itself without a nonce, which the policy would refuse.

        A browser that knows no policy would run them, so that nobody may come to rely on one.
        """
        found = [
            f"<{tag} {name}>"
            for tag, attrs in self.tags
            for name, value in attrs.items()
            if name == "style" or name.startswith("on") or _is_script(name, value)
        ]
        bare = [
            tag
            for tag, attrs in self.tags
            if (tag == "style" or (tag == "script" and "src" not in attrs))
            and not attrs.get("nonce")
        ]
        return found + bare


def _is_script(name: str, value: str | None) -> bool:
    leads = name in {"href", "src", "action", "formaction"}
    return leads and (value or "").strip().casefold().startswith(("javascript:", "data:text"))


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">',
        '<button onclick="go()">',
        "<script>go()</script>",
        "<style>p {}</style>",
        '<a href=" JavaScript:go()">',
    ],
)
def test_whatever_a_page_brings_itself_is_seen(html: str) -> None:
    assert _Page(html).inline
    assert not _Page('<script nonce="x">go()</script><script src="/x.js"></script>').inline


def _links(html: str) -> Iterator[str]:
    for attrs in _Page(html).all("a"):
        href = (attrs.get("href") or "").split("#")[0]
        if href.startswith("/") and not href.startswith(("/static", "//")):
            yield href


def _counter(queries: list[str]) -> Callable[..., None]:
    return lambda *args: queries.append(args[2])


def _pages(browser: FlaskClient, start: str) -> Iterator[tuple[str, str, int]]:
    """(address, HTML, queries) of every page within reach, one of each kind."""
    waiting, seen, kinds = [start], {start}, set()
    while waiting and len(kinds) < MOST_PAGES:
        address = waiting.pop(0)
        queries: list[str] = []
        listener = _counter(queries)
        event.listen(Engine, "before_cursor_execute", listener)
        response = browser.get(address, follow_redirects=True)
        event.remove(Engine, "before_cursor_execute", listener)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        if response.mimetype != "text/html":
            continue
        html = response.get_data(as_text=True)
        yield address, html, len(queries)
        for href in _links(html):
            kind = re.sub(r"/[a-z0-9]{12,16}(?=/|$)|\?.*", "", href)
            if href not in seen and kind not in kinds:
                seen.add(href)
                kinds.add(kind)
                waiting.append(href)


def _most(address: str) -> int:
    for start, number in MOST_QUERIES_BELOW.items():
        if address.startswith(start):
            return number
    return MOST_QUERIES_AT.get(address, MOST_QUERIES)


# Their pages are a part of those of roles that are looked at every time.
SEE_NO_MORE = {"deputy_dsl", "vice_chair", "clerk"}


@pytest.mark.parametrize(
    "who",
    [pytest.param(who, marks=pytest.mark.slow if who in SEE_NO_MORE else ()) for who in EVERYBODY],
)
def test_every_page_within_reach_is_sound(demo: Flask, browser_of: BrowserOf, who: str) -> None:
    browser = browser_of(who)
    looked_at = 0
    for address, html, queries in _pages(browser, START.get(who, "/staff")):
        looked_at += 1
        page = _Page(html)
        where = f"{address} for {who}"
        assert page.all("html")[0].get("lang"), f"{where}: no language"
        assert len(page.all("h1")) == 1, f"{where}: {len(page.all('h1'))} h1"
        assert re.search(r"<title>[^<]+ – [^<]+</title>", html), f"{where}: no title"
        assert len(set(page.ids)) == len(page.ids), f"{where}: an id is there twice"
        assert not page.unlabelled, f"{where}: no label for {page.unlabelled[:2]}"
        assert not page.inline, f"{where}: inside the page itself {page.inline[:2]}"
        html5lib.HTMLParser(strict=True).parse(html)
        assert queries <= _most(address), f"{where}: {queries} queries"
        assert 'class="school-demo"' in html, f"{where} does not say that it is a demo"
    assert looked_at >= 1
