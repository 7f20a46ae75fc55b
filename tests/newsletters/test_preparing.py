"""What preparing a newsletter costs: as many queries for a big school as for a small one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from parentcomms.communications import sending
from parentcomms.communications.models import Communication
from parentcomms.database import db
from tests import make
from tests.newsletters.builders import issue
from tests.newsletters.conftest import Desk

A_BLOCK = 1000  # rows a database takes in one statement


@contextmanager
def _asked() -> Iterator[list[str]]:
    asked: list[str] = []

    def count(*said: Any) -> None:
        asked.append(said[2])

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def _queries_to_prepare(desk: Desk, *, adults: int) -> int:
    for _ in range(adults):
        make.parent(of=make.pupil())
    number = desk.approve(issue(desk, body=f"News for {adults}.")).id
    db.session.commit()
    db.session.expunge_all()  # another request presses Send
    with _asked() as asked:
        made = sending.send(db.session.get_one(Communication, number))
        db.session.flush()
    assert len(made) < A_BLOCK
    return len(asked)


def test_a_newsletter_to_two_hundred_takes_as_many_queries_as_one_to_twenty(desk: Desk) -> None:
    few = _queries_to_prepare(desk, adults=20)
    assert _queries_to_prepare(desk, adults=180) == few
