"""`flask check`, run as a script would run it."""

import json

import pytest
from flask import Flask
from sqlalchemy import func, select

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.consent.models import Use
from parentcomms.database import db
from parentcomms.publishing.models import PostCheck
from tests import make
from tests.command import flask, flask_from_a_shell

YES, NO, HIDDEN, SILENT = (f"A{number:012}" for number in range(1, 5))


@pytest.fixture
def _school(app: Flask) -> None:
    with app.app_context():
        make.questions()
        for upn, decision in ((YES, "yes"), (NO, "no"), (HIDDEN, "unrecognisable"), (SILENT, "")):
            child = make.pupil(upn=upn)
            mother = make.parent(of=child)
            if decision:
                make.answer(child, mother, "website", decision)
        db.session.commit()


@pytest.mark.usefixtures("_school")
@pytest.mark.parametrize(
    ("words", "status", "answer"),
    [
        (["--pupil", YES], 0, ("post", [(YES, True)])),
        (["--pupil", YES, NO], 1, ("change", [(YES, True), (NO, False)])),
        (["--pupil", NO], 1, ("do-not-post", [(NO, False)])),
        (["--pupil", HIDDEN], 1, ("change", [(HIDDEN, False)])),
        (
            ["--pupil", YES, "--pupil", HIDDEN, "--unrecognisable", HIDDEN],
            0,
            ("post", [(YES, True), (HIDDEN, True)]),
        ),
        (["--pupil", SILENT.lower(), SILENT], 1, ("do-not-post", [(SILENT, False)])),
    ],
)
def test_the_answer_and_its_exit_status(
    app: Flask, words: list[str], status: int, answer: tuple[str, list[tuple[str, bool]]]
) -> None:
    done = flask(app, "check", "--use", "website", *words, "--json")
    assert done.returncode == status, done.stderr
    verdict, pupils = answer
    assert json.loads(done.stdout) == {
        "verdict": verdict,
        "pupils": [{"upn": upn, "allowed": allowed} for upn, allowed in pupils],
    }


@pytest.mark.usefixtures("_school")
def test_without_json_it_says_what_to_do_and_saves_the_check(
    settings: Settings, app: Flask
) -> None:
    done = flask_from_a_shell(settings, "check", "--use", "website", "--pupil", YES, NO)
    assert done.stdout.splitlines() == [
        "Not like this: change it first",
        f"{YES}: May be shown",
        f"{NO}: Leave them out of what you post. Crop them out. Choose another picture.",
        "Nobody has to step aside: take one picture for everyone, and one to post.",
    ]
    with app.app_context():
        assert db.session.scalar(select(func.count(PostCheck.id))) == 1


@pytest.mark.usefixtures("_school")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--use", "website", "--pupil", YES, "B000000000000"], "B000000000000"),
        (["--use", "skywriting", "--pupil", YES], "Families are not asked about: skywriting"),
        (["--use", "class_photo", "--pupil", YES], "Families are not asked about: class_photo"),
        (["--use", "website"], "Name the children"),
        (["--pupil", YES], "--use"),
        (["--use", "website", "--pupil"], "--pupil"),
    ],
)
def test_what_cannot_be_answered_is_2_with_a_sentence_and_saves_nothing(
    app: Flask, words: list[str], sentence: str
) -> None:
    with app.app_context():
        retired = db.session.scalars(select(Use).filter_by(key="class_photo")).one()
        retired.retired_at = now()
        db.session.commit()
    done = flask(app, "check", *words, "--json")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == ""
    with app.app_context():
        assert db.session.scalar(select(func.count(PostCheck.id))) == 0
