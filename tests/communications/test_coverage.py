"""Who is due, sent, told and acknowledged, and which children are answered for."""

import pytest
from sqlalchemy import event

from parentcomms.communications.queries import coverage_by_class, coverage_of
from parentcomms.communications.sending import mark_handed_out, mark_printed, send
from parentcomms.database import db
from parentcomms.people.rules import ContactDecision
from tests import make
from tests.communications.conftest import Desk

USES = ("class_app", "class_photo", "newsletter_print", "website", "social_media",
        "video_voice", "name_outside")  # fmt: skip


def test_a_class_is_counted_from_what_happened(desk: Desk) -> None:
    oak = make.school_class("Oak")
    answered, part, silent = (make.pupil(in_class=oak) for _ in range(3))
    adult, paper = make.parent(of=answered), make.parent(of=part, email=None)
    make.parent(of=silent, decision=ContactDecision.NOT_REVIEWED)
    for use in USES:
        make.answer(answered, adult, use, "no")
    make.answer(part, paper, "website", "yes")
    (before,) = coverage_by_class()
    assert (before.adults, before.due, before.held_back, before.waiting) == (3, 2, 1, 0)
    assert (before.children, before.answered, before.part_answered, before.silent) == (3, 1, 1, 1)
    made = send(desk.approve(desk.letter))
    (after,) = coverage_by_class()
    assert (after.due, after.waiting, after.to_print, after.sent, after.told) == (0, 1, 1, 0, 0)
    printed = [each for each in made if each.mail is None]
    mark_printed(printed)
    assert coverage_by_class()[0].to_print == 0
    mark_handed_out(printed)
    (last,) = coverage_by_class()
    assert (last.handed_out, last.told, last.acknowledged) == (1, 1, 0)


def test_a_child_whose_adults_are_unknown_is_still_counted_as_silent(desk: Desk) -> None:
    make.pupil(in_class=make.school_class("Oak"))
    (oak,) = coverage_by_class()
    assert (oak.children, oak.silent, oak.adults) == (1, 1, 0)


def test_the_names_of_a_class_say_who_answered_and_never_what(desk: Desk) -> None:
    oak = make.school_class("Oak")
    child = make.pupil(in_class=oak)
    make.answer(child, make.parent(of=child), "website", "no")
    (found,) = coverage_of(oak.reference)
    assert found.name == child.full_name
    assert found.answered.value == "part"
    assert [each.step.value for each in found.adults] == ["due"]


@pytest.mark.parametrize("children", [2, 30])
def test_coverage_takes_the_same_number_of_queries_for_any_school(
    desk: Desk, children: int
) -> None:
    oak = make.school_class("Oak")
    for _ in range(children):
        make.parent(of=make.pupil(in_class=oak))
    db.session.flush()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    coverage_by_class()
    assert len(asked) <= 25


@pytest.mark.parametrize("families", [2, 30])
def test_sending_takes_a_fixed_number_of_reads(desk: Desk, families: int) -> None:
    for _ in range(families):
        make.parent(of=make.pupil())
    desk.approve(desk.letter)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    send(desk.letter)
    # PostgreSQL asks for two locks beside what SQLite reads
    assert len([each for each in asked if each.lstrip().startswith("SELECT")]) <= 50
