"""Files the management system drops, and what is cleared away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.forms import SubmittedForm
from parentcomms.imports import clearing, folder, tasks
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import ImportRun, Pupil
from tests import make
from tests.people.importing import files

GOOD = files.table(
    ("UPN", "Forename", "Surname", "DOB", "Reg"), ("A", "Zoë", "Nowak", "31/12/2018", "Oak")
)


@pytest.fixture
def drop(session: object, settings: Settings) -> Path:
    """The folder, with somebody in the office."""
    make.staff("Sam Office", Role.OFFICE)
    db.session.commit()
    return folder.folder()


def put(where: Path, name: str, content: bytes, *, minutes_ago: int = 5) -> Path:
    path = where / name
    path.write_bytes(content)
    then = (now() - timedelta(minutes=minutes_ago)).timestamp()
    os.utime(path, (then, then))
    return path


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_file_is_planned_and_not_loaded_and_the_office_gets_a_link(drop: Path) -> None:
    put(drop, "pupils.csv", GOOD)
    assert tasks.take_in_everything() == 1
    assert tasks.take_in_everything() == 0
    run = db.session.scalars(select(ImportRun)).one()
    assert (run.applied_at, run.uploaded_by) == (None, "system")
    assert count(Pupil) == 0
    assert [each.name.endswith("pupils.csv") for each in (drop / "done").iterdir()] == [True]
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert "Nowak" not in str(mail.values)


def test_a_file_still_being_written_is_left_alone(drop: Path) -> None:
    put(drop, "pupils.csv", GOOD[:20], minutes_ago=0)
    assert tasks.take_in_everything() == 0
    assert (drop / "pupils.csv").exists()


def test_what_cannot_be_read_is_put_aside_with_its_reason(drop: Path) -> None:
    put(drop, "pupils.xlsx", b"PK\x03\x04nothing")
    tasks.take_in_everything()
    assert len(list((drop / "refused").iterdir())) == 1
    run = db.session.scalars(select(ImportRun)).one()
    assert "cannot be opened" in run.summary["refused"][0]["reason"]


def test_a_folder_of_files_is_one_import(drop: Path) -> None:
    (drop / "roster").mkdir()
    for name, content in files.oneroster_11().items():
        put(drop / "roster", name, content.encode())
    then = (now() - timedelta(minutes=5)).timestamp()
    os.utime(drop / "roster", (then, then))
    assert tasks.take_in_everything() == 1
    assert db.session.scalars(select(ImportRun)).one().kind == "oneroster-1.1"


def test_with_the_setting_only_a_file_without_doubt_loads_itself(drop: Path, app: Flask) -> None:
    object.__setattr__(app.config["SETTINGS"], "load_dropped_files", True)
    put(drop, "1.csv", GOOD + b"B,=x,Li,30/12/2018,Oak\n")
    put(drop, "2.csv", GOOD.replace(b"31/12/2018", b"03/04/2018"))
    tasks.take_in_everything()
    assert count(Pupil) == 0
    put(drop, "3.csv", GOOD)
    tasks.take_in_everything()
    assert count(Pupil) == 1


def test_files_go_after_thirty_days_and_their_records_stay(drop: Path, settings: Settings) -> None:
    put(drop, "pupils.csv", GOOD)
    tasks.take_in_everything()
    stored = list((settings.instance / "uploads").glob("import-*"))
    done = list((drop / "done").iterdir())
    with time_machine.travel(now() + timedelta(days=29)):
        tasks.clear_up_now()
        assert all(path.exists() for path in stored + done)
    with time_machine.travel(now() + timedelta(days=31)):
        tasks.clear_up_now()
    assert not any(path.exists() for path in stored + done)
    assert count(ImportRun) == 1


def test_rows_against_pressing_twice_are_forgotten_after_a_week(drop: Path) -> None:
    for age in (1, 8):
        at = now() - timedelta(days=age)
        db.session.add(
            SubmittedForm(form_id=f"f{age}", endpoint="e", digest="d", outcome_url="/", at=at)
        )
    db.session.commit()
    tasks.clear_up_now()
    assert db.session.scalars(select(SubmittedForm.form_id)).all() == ["f1"]
    assert timedelta(hours=8) <= clearing.KEEP_FORMS, "longer than a page's token lives"
