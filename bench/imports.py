"""Importing a school: ours beside reading the file alone and writing bare rows alone.

python -m bench.imports: 2,000 and 20,000 children with two adults each, in one run. Time must grow
with the number of children and no faster: the last line says by how much.
"""

import csv
import io
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.people import actions
from parentcomms.people.importing.readers import read_file
from parentcomms.web import create_app

SIZES = (2_000, 20_000)
FORENAMES = ("Amelia", "Łukasz", "Zoë", "Mohammed", "Grace", "Ayaan", "Oliwia", "Noah")
SURNAMES = ("Nowak", "Khan", "Smith", "O’Neill", "Begum", "Jones", "Kaur", "Ali", "Taylor")
HEADINGS = (
    "UPN,Admission No,Forename,Surname,Date of Birth,Year Group,Reg Group,"
    "Contact 1 Name,Contact 1 Email,Contact 1 Relationship,Contact 1 PR,Contact 1 Lives with Pupil,"
    "Contact 2 Name,Contact 2 Email,Contact 2 Relationship,Contact 2 PR,Contact 2 Lives with Pupil"
)


def school_file(children: int) -> bytes:
    """A list with siblings: every third child has the family of the one before."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write(HEADINGS + "\r\n")
    for number in range(children):
        family = number - 1 if number % 3 == 2 else number
        surname = SURNAMES[family % len(SURNAMES)]
        born = date(2012, 9, 1) + timedelta(days=number % 4000)
        row = [f"X{number:012d}", number, FORENAMES[number % len(FORENAMES)], surname]
        row += [born.strftime("%d/%m/%Y"), f"Year {number % 7}", f"Class {number % 60}"]
        for parent in ("mother", "father"):
            email = f"{parent}{family}@example.org"
            row += [f"{parent.title()} {surname}", email, parent, "Yes", "Yes"]
        writer.writerow(row)
    return out.getvalue().encode()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def load(content: bytes) -> None:
    planned = actions.plan_import(content)
    run = actions.begin_run(planned, file_name="b.csv", content_sha256="0", stored_name=None)
    actions.apply_run(run, planned, set_aside=False)
    db.session.commit()


def bare_rows(content: bytes) -> None:
    """The same number of rows by executemany, nothing decided and nothing checked."""
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    connection = db.session.connection()
    connection.execute(text("CREATE TEMP TABLE bare_pupil (upn, number, name, surname, born)"))
    connection.execute(text("CREATE TEMP TABLE bare_adult (name, email, kind, pr, home)"))
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.executemany("INSERT INTO bare_pupil VALUES (?,?,?,?,?)", [row[:5] for row in rows])
    raw.executemany(
        "INSERT INTO bare_adult VALUES (?,?,?,?,?)",
        [row[start : start + 5] for row in rows for start in (7, 12)],
    )
    raw.executemany("INSERT INTO bare_adult VALUES (?,?,?,?,?)", [row[7:12] for row in rows])
    db.session.rollback()


def measure(children: int) -> tuple[float, ...]:
    content = school_file(children)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_config(Path(folder)))
        with app.app_context():
            parsing = seconds(lambda: list(csv.reader(io.StringIO(content.decode()))))
            reading = seconds(lambda: read_file(content))
            bare = seconds(lambda: bare_rows(content))
            first = seconds(lambda: load(content))
            again = seconds(lambda: load(content))
            db.session.remove()
            db.engine.dispose()
    return parsing, bare, reading, first, again


def main() -> None:
    """Print one line for each size, and how time grew."""
    print("children   csv alone  +executemany  ours: reading  first load  same file again")
    measured = {}
    for children in SIZES:
        measured[children] = parsing, bare, reading, first, again = measure(children)
        print(
            f"{children:8,}  {parsing:9.2f}s  {bare:11.2f}s  {reading:12.2f}s  {first:9.2f}s"
            f"  {again:14.2f}s"
        )
    small, large = (measured[size] for size in SIZES)
    grown = SIZES[1] / SIZES[0]
    print(
        f"{grown:.0f} times the children took {large[3] / small[3]:.1f} times as long to load, and "
        f"{large[4] / small[4]:.1f} times as long again (linear is {grown:.0f})"
    )


if __name__ == "__main__":
    main()
