"""Whoever has a copy of the database, and nothing of the instance folder, comes in nowhere."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms import links
from parentcomms.access import Role
from parentcomms.accounts import actions, link_requests
from parentcomms.accounts.invitations import invitation_reference
from parentcomms.accounts.models import LinkRequest, SignInKind
from parentcomms.clock import now, today
from parentcomms.concerns.queries import passphrase_of
from parentcomms.config import Settings
from parentcomms.database import Base, db
from parentcomms.day_passes import actions as day_passes
from parentcomms.links import Purpose, code_for, token_for
from parentcomms.outbox.keeping import keep_all
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Relationship
from parentcomms.second_step import actions as second_step
from parentcomms.tablet import actions as tablet
from parentcomms.tablet.queries import code_of
from parentcomms.tracker import actions as tracker
from parentcomms.tracker.models import TrackerCode
from tests import make
from tests.client import StrictClient
from tests.concerns.conftest import Posts, posts
from tests.tracker.conftest import raised

__all__ = ["posts"]
PASSWORD = "purple tractor lunch"


@pytest.fixture
def doors(app: Flask, posts: Posts) -> dict[str, str]:
    """Every secret that opens something now: what it is → what its holder types or sends."""
    with app.app_context():
        found = _of_staff() | _of_families()
        db.session.commit()
        keep_all()  # makes the mails that carry most of them
        db.session.commit()
        return found


def _of_staff() -> dict[str, str]:
    head = make.staff("Hana Head", Role.HEAD, email="hana@example.org", password=PASSWORD)
    new = make.staff("Ned New", Role.OFFICE, email="ned@example.org")
    actions.invite(new)
    supply = day_passes.make_pass("Sue Supply", today(), [make.school_class("Oak")])
    db.session.flush()
    papers = second_step.new_recovery_codes(head.id)
    return {
        "password": PASSWORD,
        "cookie of staff": actions.sign_in(head).token,
        "invitation": token_for(Purpose.STAFF_INVITATION, invitation_reference(new)),
        "day pass": token_for(Purpose.DAY_PASS, supply.reference),
        "code of a day pass": code_for(Purpose.DAY_PASS_CODE, supply.reference),
        "cookie of a day pass": day_passes.open_pass(supply),
        "code on paper": papers[0],
    }


def _of_families() -> dict[str, str]:
    child = make.pupil("Ada")
    grace = make.parent(child, email="grace@example.org")
    link = actions.make_family_link(grace)
    db.session.add(LinkRequest(kind=SignInKind.FAMILY, address="grace@example.org", asked_at=now()))
    db.session.flush()
    for request_id in link_requests.unanswered():
        link_requests.answer(request_id)
    adult = db.session.scalars(select(Relationship).filter_by(person_id=grace.id)).one()
    waiting = tablet.open_for(adult, staff_id=1)
    named, nameless = raised(sender_email="grace@example.org"), raised(nameless=True)
    tracker.send_code(named)
    db.session.flush()
    sent = db.session.scalars(select(TrackerCode)).one()
    return {
        "family link": token_for(Purpose.FAMILY_LINK, link.reference),
        "printed code": code_for(Purpose.FAMILY_CODE, link.reference),
        "cookie of a family": actions.open_link(link).token,
        "code of a tablet": code_of(waiting.reference),
        "code of a concern": code_for(Purpose.CONCERN_CODE, sent.reference),
        "code of a nameless concern": passphrase_of(nameless).replace("-", ""),
    }


def _every_value() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            yield from map(str, row)


def _shown(secret: str) -> set[str]:
    return {secret, links.show_code(secret), secret.partition("-")[2] or secret}


def test_it_holds_nothing_that_opens_a_door(app: Flask, doors: dict[str, str]) -> None:
    with app.app_context():
        kept = "\n".join(_every_value())
    assert "grace@example.org" in kept, "names and addresses it does hold"
    for what, secret in doors.items():
        assert not [each for each in _shown(secret) if each in kept], what


def test_with_another_key_beside_it_no_door_opens(
    app: Flask, settings: Settings, doors: dict[str, str]
) -> None:
    """A thief who starts this program on the copy makes a key of their own: nothing fits it."""
    app.config["SETTINGS"] = replace(settings, secret_key="a thief's own " * 4)
    client = app.test_client()
    for page in (f"/family-link/{doors['family link']}", f"/pass/{doors['day pass']}"):
        assert client.get(page).status_code == 404, page
    assert client.get(f"/staff/invitation/{doors['invitation']}").status_code in {404, 410}
    for kind, inside in (("staff", "/staff/my-sign-ins"), ("family", "/family")):
        client.set_cookie(kind, doors[f"cookie of {'staff' if kind == 'staff' else 'a family'}"])
        assert client.get(inside).status_code == 302, inside


def test_the_folder_of_kept_mail_opens_doors_and_only_its_owner_reads_it(
    app: Flask, settings: Settings, doors: dict[str, str]
) -> None:
    """Without a mail server mails lie there as they would have left: docs/security.md says so."""
    folder = settings.instance / "mail"
    assert folder.stat().st_mode & 0o077 == 0
    mails = "".join(each.read_text() for each in folder.glob("*.eml")).replace("=\n", "")
    assert doors["family link"] in mails


def test_the_file_itself_holds_none_either(
    app: Flask, settings: Settings, doors: dict[str, str]
) -> None:
    """Also not in what SQLite leaves of rows that changed."""
    if db_is_elsewhere(settings):
        return
    with sqlite3.connect(settings.instance / "school.sqlite") as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = b"".join(
        path.read_bytes() for path in Path(settings.instance).glob("*.sqlite*") if path.is_file()
    )
    for what, secret in doors.items():
        assert not [each for each in _shown(secret) if each.encode() in content], what


def db_is_elsewhere(settings: Settings) -> bool:
    return bool(settings.database_url)


def test_the_doors_of_these_tests_do_open(
    app: Flask, client: StrictClient, doors: dict[str, str]
) -> None:
    """With the school's own key: or nothing above would say anything."""
    assert client.get(f"/family-link/{doors['family link']}").status_code == 200
    client.set_cookie("staff", doors["cookie of staff"])
    assert client.get("/staff/my-sign-ins").status_code == 200
    with app.app_context():
        assert db.session.query(OutgoingMail).count() >= 3
