"""Open cases as they come in, and an archive of closed ones written by the thousand."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, insert, select

from parentcomms.access import Role
from parentcomms.accounts.queries import staff_with_any_role
from parentcomms.cases.models import Step
from parentcomms.cases.rules import Outcome, StepKind
from parentcomms.clock import now
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern, ConcernMessage, ConcernRecipient, ConcernSubject
from parentcomms.concerns.rules import AboutWhom, ConcernKind, Recipient, Row
from parentcomms.database import db
from parentcomms.guards import put_guards, take_guards_down

WORDS = "The photographer came on a Friday, and nobody had told us that he would. " * 8
NAMES_SOMEBODY = 20  # every so manyth case is about a member of staff
A_GO = 5000
Rows = Iterator[dict[str, Any]]


def open_cases(number: int) -> None:
    """As the form receives them."""
    for _ in range(number):
        receive(
            Received(
                kind=ConcernKind.COMPLAINT,
                about=AboutWhom.SCHOOL,
                words=WORDS,
                sender_email="grace@example.org",
                recorded_by="public",
            )
        )
    db.session.commit()


def close_cases(number: int) -> None:
    """Closed ones, each with its reader, its steps and two messages; one in twenty names staff."""
    head, teacher = (staff_with_any_role({role})[0].id for role in (Role.HEAD, Role.TEACHER))
    first = (db.session.scalar(select(func.max(Concern.id))) or 0) + 1
    db.session.rollback()
    ids = range(first, first + number)
    with db.engine.begin() as connection:
        take_guards_down(connection)
        for table, rows in (
            (Concern, _concerns(ids)),
            (ConcernRecipient, _recipients(ids, head)),
            (ConcernSubject, _subjects(ids, teacher)),
            (ConcernMessage, _messages(ids)),
            (Step, _steps(ids)),
        ):
            _insert(connection, table.__table__, rows)
        put_guards(connection)


def _insert(connection: Any, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    assert isinstance(table, Table)
    waiting = iter(rows)
    while some := list(islice(waiting, A_GO)):
        connection.execute(insert(table), some)


def _concerns(ids: range) -> Rows:
    """Some three a day, back from today."""
    for number, concern_id in enumerate(ids):
        came = now() - timedelta(hours=8 * number + 500)
        yield {
            "id": concern_id,
            "reference": f"k{concern_id:011}",
            "kind": ConcernKind.COMPLAINT,
            "at_risk": False,
            "about": AboutWhom.SCHOOL,
            "routed_by": Row.FOR_THE_HEAD,
            "data_protection": False,
            "words": WORDS,
            "language": "en",
            "sender_kind": "parent",
            "sender_email": f"sender{concern_id}@example.org",
            "nameless": False,
            "received_at": came,
            "recorded_by": "public",
            "subjects_confirmed_at": came,
            "closed_at": came + timedelta(days=12),
        }


def _recipients(ids: range, head: int) -> Rows:
    for concern_id in ids:
        yield {
            "concern_id": concern_id,
            "staff_id": head,
            "post": Recipient.HEAD,
            "told_at": now(),
            "opened_at": now(),
        }


def _subjects(ids: range, teacher: int) -> Rows:
    for concern_id in ids[::NAMES_SOMEBODY]:
        yield {"concern_id": concern_id, "staff_id": teacher, "confirmed_at": now()}


def _messages(ids: range) -> Rows:
    for concern_id in ids:
        for turn in range(2):
            yield {
                "reference": f"m{turn}{concern_id:010}",
                "concern_id": concern_id,
                "from_sender": bool(turn),
                "words": WORDS[:200],
                "written_by": "public" if turn else "staff:1",
                "written_at": now(),
            }


def _steps(ids: range) -> Rows:
    for concern_id in ids:
        for kind, outcome in ((StepKind.ACKNOWLEDGED, None), (StepKind.OUTCOME, Outcome.UPHELD)):
            yield {
                "reference": f"{kind.value[:1]}{concern_id:011}",
                "concern_id": concern_id,
                "kind": kind,
                "at": now(),
                "by": "staff:1",
                "outcome": outcome,
            }
