"""Hostile text goes in by every box and is looked for wherever it comes out again."""

import csv
import io
import logging
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.cases.exporting import export
from parentcomms.concerns.models import Concern
from parentcomms.database import db
from parentcomms.outbox.messages import as_html, as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from parentcomms.posts_about_us.rules import Question
from parentcomms.school.actions import decide
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in
from tests.concerns.conversation_for_tests import REPLY, RISK, Sender, hidden_in
from tests.tracker.conftest import raised
from tests.tracker.test_public_views import MINE, ask_for_a_code, try_in

DAY = date(2026, 11, 23)
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TURNED = "\u202egnp.exe\u2066\u200f"
FILLED = "((reference)) {{ 7*7 }} %(name)s"
LINES = "Zebra\r\nBcc: evil@example.org\r\n\r\nZebra"
HOSTILE = f"=HYPERLINK(1){SCRIPT}{TURNED}{FILLED}\n@SUM(A1)\n{LINES}"
LINE = f"=1+1{SCRIPT}{TURNED}\r\nBcc: evil@example.org"
ADDRESS = "javascript:alert(1)//" + SCRIPT
TURNING = {chr(each) for each in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
STORY_BOXES = {
    "words": HOSTILE,
    "post_where": LINE,
    "post_audience": "everybody",
    "post_reached": HOSTILE,
    "post_link": ADDRESS,
    "wanted": HOSTILE,
}
RISK_BOXES = RISK | {"about_name": LINE}
REPLY_BOXES = REPLY | {"sender_name": LINE}
CASE_PAGES = ("", "/note", "/message", "/message?text=case_outcome", "/pass-on", "/do/outcome",
              "/do/new-date", "/do/stage", "/do/hold", "/do/safeguarding", "/post")  # fmt: skip
OTHER_PAGES = ("/staff", "/staff/concerns", "/staff/concerns/kept", "/staff/concerns/export",
               "/staff/concerns/numbers", "/staff/concerns/cover", "/staff/audit")  # fmt: skip


class Harm(HTMLParser):
    """Everything in a page that typed words must never have become."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            runs = name.startswith("on") or (value or "").strip().lower().startswith("javascript:")
            if (runs and name != "value") or (tag, name, value) == ("img", "src", "x"):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and "alert(1)" in data:
            self.found.append(data)
        if self.inside != "textarea" and TURNING & set(data):  # a box shows its writer their own
            self.found.append(f"turned: {data!r}")


def harmless(page: str) -> str:
    assert Harm(page).found == []
    return page


def as_typed(page: str) -> bool:
    """The words stand there, as words."""
    return "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.fixture
def reference(app: Flask, client: StrictClient, posts: Posts, clock: Traveller) -> str:
    """Said through the public form, whose own pages are looked at on the way."""
    sender = Sender(client, clock)
    for boxes in (STORY_BOXES, RISK_BOXES):
        assert as_typed(harmless(sender.press(boxes).text))
    refused = sender.press(REPLY_BOXES | {"sender_email": "g@example.org\r\nBcc: evil@example.org"})
    assert "e-mail address in full" in harmless(refused.text)
    assert as_typed(harmless(sender.press(REPLY_BOXES).text))
    with app.app_context():
        (made,) = db.session.scalars(select(Concern))
        assert made.sender_name is not None
        assert "\n" not in made.sender_name
        assert made.words.count("\n") == HOSTILE.count("\n")
        return made.reference


def _handled(head: StrictClient, page: str) -> None:
    """Staff paste it as well: into a note, a message, a decision and the outcome."""
    assert head.submit(f"{page}/note", {"words": HOSTILE}).status_code == 303
    assert head.submit(f"{page}/message", {"words": HOSTILE}).status_code == 303
    on = {"on-day": "23", "on-month": "11", "on-year": "2026", "answer": "yes"}
    said = on | {"number": LINE, "why": HOSTILE}
    assert head.submit(f"{page}/post/{Question.THREAT}", said).status_code == 303
    wrong = head.submit(f"{page}/post/{Question.POLICE}", said | {"answer": ""})
    assert as_typed(harmless(wrong.text))


def test_what_is_typed_is_words_wherever_it_is_shown(
    app: Flask, reference: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    head, page = signed_in(app, "head"), f"/staff/concerns/{reference}"
    _handled(head, page)
    for address in (*(page + part for part in CASE_PAGES), *OTHER_PAGES):
        answer = head.get(address)
        assert answer.status_code == 200, address
        harmless(answer.text)
    shown = head.get(page).text
    assert as_typed(shown)
    assert "((reference)) {{ 7*7 }} %(name)s" in shown
    looked = head.get("/staff/concerns/closed", query_string={"words": LINE})
    harmless(looked.text)
    head.submit(f"{page}/do/outcome", {"outcome": "upheld", "words": HOSTILE, "message": HOSTILE})
    for address in (page, f"{page}/do/open-again", "/staff/concerns/closed"):
        harmless(head.get(address).text)
    assert "Zebra" not in caplog.text


def test_its_sender_reads_it_back_as_words_on_the_page_and_on_paper(
    app: Flask, client: StrictClient, reference: str
) -> None:
    head = signed_in(app, "head")
    head.submit(f"/staff/concerns/{reference}/message", {"words": HOSTILE})
    (code,) = ask_for_a_code(app, client, reference)
    assert try_in(client, reference, code) == 303
    assert client.submit(MINE, {"words": HOSTILE}).status_code == 303
    assert as_typed(harmless(client.get(MINE).text))
    pdf = client.get(f"{MINE}/receipt").data
    assert b"/JavaScript" not in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        words = "".join(each.get_textpage().get_text_range() for each in document)
    assert "alert(1)" in words
    assert "((reference))" in words
    assert not TURNING & set(words)


def test_no_file_of_cases_computes_turns_or_breaks_its_rows(
    app: Flask, reference: str, posts: Posts
) -> None:
    with app.test_request_context(method="POST"):
        raised(words="The next row")
        as_csv = export(posts["head"], DAY, DAY, as_workbook=False).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(as_csv)))
        assert len(rows) == 3
        assert len({len(row) for row in rows}) == 1
        cells = [cell for row in rows for cell in row]
        book = openpyxl.load_workbook(
            io.BytesIO(export(posts["head"], DAY, DAY, as_workbook=True))
        ).active
        assert book is not None
        written = [cell for row in book.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in written}
        cells += [str(cell.value) for cell in written if cell.value is not None]
    assert any("alert(1)" in cell for cell in cells)
    for cell in cells:
        assert not cell.lstrip("\u2068").startswith(("=", "+", "-", "@")), cell
        assert not TURNING & set(cell.strip("\u2068\u2069")), cell


def test_no_mail_carries_a_word_of_it_or_a_line_of_its_own(
    app: Flask, client: StrictClient, reference: str
) -> None:
    head = signed_in(app, "head")
    head.submit(f"/staff/concerns/{reference}/message", {"words": HOSTILE})
    ask_for_a_code(app, client, reference)
    with app.app_context():
        decide(name="Elm Park", email="office@school.example.org")
        mails = list(db.session.scalars(select(OutgoingMail)))
        assert len(mails) >= 4
        for mail in mails:
            whole = subject_of(mail) + as_text(mail) + as_html(mail)
            for hostile in ("Zebra", "alert", "evil", "HYPERLINK", *TURNING):
                assert hostile not in whole
            assert mail.to_address in {"grace@example.org", "head@example.org"}


TWO_MB = "word " * 400_000


@pytest.mark.parametrize("whose", ["sender", "note", "write-down"])
def test_two_megabytes_come_back_whole_with_a_sentence(
    app: Flask, client: StrictClient, nameless: tuple[str, str], posts: Posts, whose: str
) -> None:
    if whose == "sender":
        try_in(client, *nameless)
        browser, page = client, MINE
    else:
        with app.app_context():
            case = raised().reference
        browser = signed_in(app, "head")
        page = f"/staff/concerns/{case}/note" if whose == "note" else "/staff/concerns/write-down"
    answer = browser.post(page, data=hidden_in(browser.get(page).text) | {"words": TWO_MB})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.text
    assert answer.text.count("word ") >= 399_000
