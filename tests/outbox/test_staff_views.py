"""The demo's mail room, and that a real school has none."""

from flask import Flask

from parentcomms.access import Role
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, page_value, queue_mail
from parentcomms.school.actions import decide
from tests.staff_pages import signed_in

HELLO = MailText("((school_name)): hello", "Dear ((parent_name)),\n\n((link))")


def _pages(app: Flask, *, is_demo: bool) -> tuple[str, str, str]:
    """The room, one mail and its frame; the mail has a link and a name that is no HTML."""
    with app.app_context():
        decide(is_demo=is_demo)
        link = page_value("accounts_public.code", label="Open my page")
        values = {"parent_name": "Ana <script>", "link": link}
        mail = queue_mail(HELLO, Recipient("Ana Ruiz", "ana@example.org"), values)
        db.session.commit()
        one = f"/staff/demo-mail/{mail.reference}"
    return "/staff/demo-mail", one, f"{one}/html"


def test_in_a_demo_staff_open_a_letter_and_find_its_link(app: Flask) -> None:
    pages, teacher = _pages(app, is_demo=True), signed_in(app, Role.TEACHER)
    every, one, html = (teacher.get(page).get_data(as_text=True) for page in pages)
    assert "ana@example.org" in every
    assert "ana@example.org" in teacher.get(f"{pages[0]}?to=ruiz").text
    assert "ana@example.org" not in teacher.get(f"{pages[0]}?to=%25").text
    assert "/code" in one
    assert 'base target="_top"' in html
    assert "/code" in html
    assert "<script>" not in html


def test_the_frame_may_run_and_load_nothing(app: Flask) -> None:
    pages = _pages(app, is_demo=True)
    answer = signed_in(app, Role.TEACHER).get(pages[2])
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy


def test_a_real_school_has_no_such_pages(app: Flask) -> None:
    pages, head = _pages(app, is_demo=False), signed_in(app, Role.HEAD)
    assert [head.get(page).status_code for page in pages] == [404, 404, 404]
    assert "demo-mail" not in head.get("/staff/communications").get_data(as_text=True)
