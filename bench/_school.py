"""A synthetic school of any size with ten years of answers, filled in seconds for benchmarks.

Rows go in by the thousand with the evidence guards down, which go up again before anything is
measured. Two adults for each child; every adult has answered every question three times. Those who
left in ten years stay in the tables, with their adults and their answers.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, insert, text

from parentcomms.audit.models import AuditEvent
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.clock import now, today
from parentcomms.config import load_config
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.database import db
from parentcomms.guards import put_guards, take_guards_down
from parentcomms.people.models import Enrolment, Person, Pupil, Relationship, SchoolClass
from parentcomms.web import create_app

IN_A_CLASS = 30
YEARS = 10
TIMES_ANSWERED = 3
A_GO = 5000
NAMES = ("Ada", "Bilal", "Chloe", "Dawid", "Eszter", "Fatima", "Grace", "Hugo", "Ines", "Jakub")
ORGANISATIONS = {
    "school_name": "Elm Park School",
    "class_app_name": "ClassBook",
    "photographer_name": "Example Photos Ltd",
    "print_organisations": "Example Print Ltd",
    "website_address": "elmpark.example.org",
    "video_organisations": "Example Video Ltd",
    "official_accounts": "Elm Park on Facebook",
}
Rows = Iterator[dict[str, Any]]


def school_of(pupils: int, folder: Path) -> Flask:
    """A school with so many pupils on roll, and those who left in the last ten years."""
    app = create_app(load_config(folder))
    with app.app_context():
        install_shipped_uses(ORGANISATIONS)
        install_shipped_channels()
        db.session.commit()
        with db.engine.begin() as connection:
            take_guards_down(connection)
            _fill(connection, pupils)
            put_guards(connection)
    return app


def _fill(connection: Connection, on_roll: int) -> None:
    everybody = on_roll + on_roll * YEARS // 7
    adults = everybody * 2
    _insert(connection, SchoolClass.__table__, _classes(everybody))
    _insert(connection, Pupil.__table__, _pupils(everybody))
    _insert(connection, Enrolment.__table__, _enrolments(everybody, on_roll))
    _insert(connection, Person.__table__, _people(adults))
    _insert(connection, Relationship.__table__, _relationships(adults))
    connection.execute(_ANSWERS, {"turns": TIMES_ANSWERED, "adults": adults})
    _insert(connection, AuditEvent.__table__, _events(adults))


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    assert isinstance(table, Table)
    waiting = iter(rows)
    while some := list(islice(waiting, A_GO)):
        connection.execute(insert(table), some)


def _classes(everybody: int) -> Rows:
    for number in range(1, everybody // IN_A_CLASS + 2):
        yield {"id": number, "reference": f"c{number:011}", "name": f"Class {number}"}


def _pupils(everybody: int) -> Rows:
    for number in range(1, everybody + 1):
        yield {
            "id": number,
            "reference": f"p{number:011}",
            "upn": f"X{number:012}",
            "forename": NAMES[number % len(NAMES)],
            "surname": f"Pupil{number}",
            "date_of_birth": date(2017, 5, 4),
            "year_group": "4",
            "care": "none",
        }


def _enrolments(everybody: int, on_roll: int) -> Rows:
    """Those on roll have the first numbers."""
    for number in range(1, everybody + 1):
        left = number > on_roll
        yield {
            "pupil_id": number,
            "class_id": (number - 1) // IN_A_CLASS + 1,
            "starts_on": today() - timedelta(days=365 * (YEARS if left else 2)),
            "ends_on": today() - timedelta(days=400) if left else None,
        }


def _people(adults: int) -> Rows:
    for number in range(1, adults + 1):
        yield {
            "id": number,
            "reference": f"a{number:011}",
            "forename": NAMES[number % len(NAMES)],
            "surname": f"Parent{number}",
            "email": f"adult{number}@example.org",
            "language": "en",
            "large_print": False,
            "made_at": now(),
        }


def _relationships(adults: int) -> Rows:
    for number in range(1, adults + 1):
        yield {
            "id": number,
            "reference": f"r{number:011}",
            "pupil_id": (number + 1) // 2,
            "person_id": number,
            "kind": "mother" if number % 2 else "father",
            "pr": "yes",
            "had_pr": True,
            "named_by_agency": False,
            "gets_letters": True,
            "court_order": False,
            "starts_on": date(2020, 9, 1),
        }


# Year by year, as they came in, so that one child's answers lie far apart in the file.
_ANSWERS = text("""
WITH RECURSIVE
  turn(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM turn WHERE n + 1 < :turns),
  adult(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM adult WHERE n < :adults)
INSERT INTO answer (reference, relationship_id, pupil_id, use_id, use_version_id, decision, kind,
  route, name_then, relationship_then, pr_then, answered_at, recorded_by)
SELECT turn.n || 'a' || version.use_id || 'a' || adult.n, adult.n, (adult.n + 1) / 2,
  version.use_id, version.id,
  CASE WHEN (adult.n + version.use_id) % 17 = 0 THEN 'no' ELSE 'yes' END, 'given',
  'own_link', 'Parent' || adult.n, CASE adult.n % 2 WHEN 1 THEN 'mother' ELSE 'father' END, 'yes',
  datetime('2026-09-02 20:00:00', '-' || (30 * (:turns - turn.n)) || ' days') || '.000000',
  'person:' || adult.n
FROM turn CROSS JOIN adult CROSS JOIN use_version AS version
""")


def _events(adults: int) -> Rows:
    """A tail of the audit chain; its hashes are only as long and as random as real ones."""
    before = "0" * 64
    for number in range(1, adults + 1):
        here = hashlib.sha256(str(number).encode()).hexdigest()
        yield {
            "at": now(),
            "act": "answer",
            "table_name": "answer",
            "row_id": number,
            "actor": f"person:{number}",
            "salt": "0123456789abcdef",
            "evidence_digest": here,
            "prev_hash": f"x{before[1:]}",
            "hash": here,
        }
        before = here
