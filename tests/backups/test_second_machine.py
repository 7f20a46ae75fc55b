"""A restored backup on a second machine is the same school to an outsider and to a family."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from parentcomms import links
from parentcomms.accounts.actions import make_family_link
from parentcomms.backups.making import make_backup
from parentcomms.backups.restoring import restore
from parentcomms.clock import now
from parentcomms.config import Settings, load_config
from parentcomms.database import db
from parentcomms.evidence_packs.actions import make_pack
from parentcomms.people.models import Person, Pupil
from parentcomms.web import create_app
from tests.backups.conftest import SECRET
from tests.client import StrictClient


@pytest.fixture
def second_machine(school: Settings, quick: None, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The school of a backup, and the address of a link a family had before it was made."""
    adult = db.session.scalars(select(Person).limit(1)).one()
    link = make_family_link(adult)
    token = links.token_for(links.Purpose.FAMILY_LINK, link.reference)
    db.session.commit()
    restore(make_backup(SECRET).path, tmp_path / "second", SECRET)
    app = create_app(load_config(tmp_path / "second"))
    app.testing, app.test_client_class = True, StrictClient
    yield app, f"/family-link/{token}"
    with app.app_context():
        db.engine.dispose()


def _pack() -> bytes:
    child = db.session.scalars(select(Pupil).limit(1)).one()
    content = make_pack(child.reference)
    db.session.rollback()
    return content


def test_the_same_evidence_pack_comes_out_of_a_restored_school(
    second_machine: tuple[Flask, str],
) -> None:
    with time_machine.travel(now(), tick=False):
        here = _pack()
        with second_machine[0].app_context():
            there = _pack()
    assert here == there
    with pikepdf.open(io.BytesIO(there)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_a_link_sent_before_opens_the_family_s_page_on_the_second_machine(
    second_machine: tuple[Flask, str],
) -> None:
    app, link = second_machine
    browser = app.test_client()
    assert browser.get("/family").status_code != 200
    assert browser.submit(link).status_code in {302, 303}
    assert browser.get("/family").status_code == 200
