"""Making, opening and ending day passes, and asking under one. Views commit."""

import secrets
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update

from parentcomms import access, links
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db, new_reference
from parentcomms.day_passes import queries
from parentcomms.day_passes.models import DayPass, DayPassClass, DayPassSignIn
from parentcomms.day_passes.rules import TooMuch, too_much
from parentcomms.people.models import SchoolClass
from parentcomms.publishing.actions import Question, answer_now, check
from parentcomms.publishing.models import PostCheck


def make_pass(holder: str, day: date, classes: Iterable[SchoolClass]) -> DayPass:
    """A pass for one person, one day and these classes."""
    reference = new_reference(16)
    code = links.code_for(links.Purpose.DAY_PASS_CODE, reference)
    made = DayPass(
        reference=reference, code_hash=links.digest(f"day pass: {code}"), holder=holder, day=day,
        made_by=access.actor(), made_at=now(),
        classes=[DayPassClass(class_id=each.id) for each in classes],
    )  # fmt: skip
    db.session.add(made)
    record("day-pass-made", made)
    return made


def open_pass(day_pass: DayPass) -> str:
    """Open a browser for the holder; gives the token only that browser keeps."""
    token = secrets.token_urlsafe(32)
    row = DayPassSignIn(token_hash=links.digest(token), day_pass_id=day_pass.id, made_at=now())
    db.session.add(row)
    record("day-pass-opened", row, actor=queries.actor_of(day_pass.id))
    return token


def close_browser(sign_in_id: int) -> None:
    """The holder is done in this browser."""
    db.session.get_one(DayPassSignIn, sign_in_id).ended_at = now()


def end_pass(day_pass: DayPass) -> None:
    """The pass ends before its day does, and with it every browser it opened."""
    if day_pass.ended_at is not None:
        return
    day_pass.ended_at, day_pass.ended_by = now(), access.actor()
    mine = DayPassSignIn.day_pass_id == day_pass.id, DayPassSignIn.ended_at.is_(None)
    db.session.execute(update(DayPassSignIn).where(*mine).values(ended_at=now()))
    record("day-pass-ended", day_pass)


def ask(day_pass_id: int, question: Question) -> PostCheck | TooMuch:
    """One check under a pass, or why it is one too many; either leaves its trace.

    Raises CannotAnswerError for a question nobody could answer.
    """
    # one at a time: a hundred questions at once are counted one after the other
    lock = select(DayPass).where(DayPass.id == day_pass_id).with_for_update()
    day_pass = db.session.scalars(lock).one()
    picture, _ = answer_now(question)
    refused = too_much(
        [each.pupil for each in picture.pupils],
        uses=picture.uses,
        earlier=queries.asked_under(day_pass_id),
    )
    if refused is not None:
        record("day-pass-check-refused", day_pass)
        return refused
    return check(question)
