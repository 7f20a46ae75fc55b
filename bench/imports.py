"""Importing a school: ours beside reading the file alone and writing the same rows alone.

python -m bench.imports: a transfer file of 2,000 children with their adults, and a list of 20,000.
The same rows are every row ours wrote, put into a copy of the same empty database with the same
keys, indexes, triggers and settings, in one transaction that is as durable as ours. Each
measurement is a process of its own, so that its peak memory is its own. The limit: three times
parsing and `executemany` together; for the same file again three times parsing alone.
"""

import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.people import actions, queries
from parentcomms.web import create_app

LIMIT = 3
FORENAMES = ("Amelia", "Łukasz", "Zoë", "Mohammed", "Grace", "Ayaan", "Oliwia", "Noah")
SURNAMES = ("Nowak", "Khan", "Smith", "O’Neill", "Begum", "Jones", "Kaur", "Ali", "Taylor")
HEADINGS = (
    "UPN,Admission No,Forename,Surname,Date of Birth,Year Group,Reg Group,"
    "Contact 1 Name,Contact 1 Email,Contact 1 Relationship,Contact 1 PR,Contact 1 Lives with Pupil,"
    "Contact 2 Name,Contact 2 Email,Contact 2 Relationship,Contact 2 PR,Contact 2 Lives with Pupil"
)
WRITTEN = (
    *("school_class", "pupil", "enrolment", "person", "relationship"),
    *("import_run", "audit_event"),
)


def _child(number: int) -> tuple[str, str, date, int]:
    """Forename, surname, birthday and family; every third child has that of the one before."""
    family = number - 1 if number % 3 == 2 else number
    born = date(2012, 9, 1) + timedelta(days=number % 4000)
    return FORENAMES[number % len(FORENAMES)], SURNAMES[family % len(SURNAMES)], born, family


def csv_file(children: int) -> bytes:
    """A list, two adults in each row."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write(HEADINGS + "\r\n")
    for number in range(children):
        forename, surname, born, family = _child(number)
        row = [f"X{number:012d}", number, forename, surname]
        row += [born.strftime("%d/%m/%Y"), f"Year {number % 7}", f"Class {number % 60}"]
        for parent in ("mother", "father"):
            email = f"{parent}{family}@example.org"
            row += [f"{parent.title()} {surname}", email, parent, "Yes", "Yes"]
        writer.writerow(row)
    return out.getvalue().encode()


def transfer_file(children: int) -> bytes:
    """A CTF with two contacts for each child, living with them."""
    pupils = "".join(_ctf_pupil(number) for number in range(children))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<CTfile><Header><CTversion>25.0</CTversion>'
        f"</Header><CTpupilData>{pupils}</CTpupilData></CTfile>"
    ).encode()


def _ctf_pupil(number: int) -> str:
    forename, surname, born, family = _child(number)
    contacts = "".join(
        f"<Contact><Order>{order}</Order><Surname>{escape(surname)}</Surname><Forename>{who}"
        f"</Forename><Relationship>{code}</Relationship><Responsibility>true</Responsibility>"
        "<Address><AddressAsPupil>true</AddressAsPupil></Address><Email>"
        f"{who.lower()}{family}@example.org</Email></Contact>"
        for order, (who, code) in enumerate((("Mother", "PAM"), ("Father", "PAF")), 1)
    )
    return (
        f"<Pupil><UPN>X{number:012d}</UPN><Surname>{escape(surname)}</Surname><Forename>{forename}"
        f"</Forename><DOB>{born}</DOB><BasicDetails><NCyearActual>{number % 7}</NCyearActual>"
        f"</BasicDetails><Address><PostCode>HR{family % 9} 8AA</PostCode></Address>"
        f"<Contacts>{contacts}</Contacts></Pupil>"
    )


FILES = {
    "2,000 in a transfer file": (transfer_file, 2_000),
    "20,000 in a list": (csv_file, 20_000),
}


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _parse(content: bytes) -> object:
    if content.startswith(b"<?xml"):
        return fromstring(content)
    return list(csv.reader(io.StringIO(content.decode())))


def _load(content: bytes) -> None:
    planned = actions.plan_import(content)
    digest = actions.sha256_of(content)
    run = actions.begin_run(planned, file_name="b", content_sha256=digest, stored_name=None)
    actions.apply_run(run, planned, set_aside=False)
    db.session.commit()


def ours(content: bytes, folder: Path) -> dict[str, float]:
    """The first load into an empty school, and the same file again."""
    app = create_app(load_config(folder))
    with app.app_context():
        queries.school_now()  # what a running service has done long ago
        db.session.rollback()
        _copy(folder / "school.sqlite", folder / "bare.sqlite")
        before = _peak_mb()
        first = _seconds(lambda: _load(content))
        peak = _peak_mb()
        again = _seconds(lambda: _load(content))
        db.session.remove()
        db.engine.dispose()
    return {"first": first, "again": again, "peak": peak - before}


def _copy(one: Path, other: Path) -> None:
    source, target = sqlite3.connect(one), sqlite3.connect(other)
    source.backup(target)
    source.close()
    target.close()


def bare(content: bytes, folder: Path) -> dict[str, float]:
    """Parsing alone, then the rows ours wrote into the database as it was before."""
    target = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    rows = _rows_written(target, folder / "school.sqlite")
    before = _peak_mb()
    parsing = _seconds(lambda: _parse(content))
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        target.execute(f"PRAGMA {pragma}")
    return {
        "parsing": parsing,
        "writing": _seconds(lambda: _write(target, rows)),
        "peak": _peak_mb() - before,
    }


def _rows_written(target: sqlite3.Connection, ours: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of ours that was not there before; stops where a table was forgotten."""
    target.execute("ATTACH ? AS ours", (str(ours),))
    tables = target.execute(
        "SELECT name FROM ours.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    new = {
        name: target.execute(
            f'SELECT * FROM ours."{name}" EXCEPT SELECT * FROM main."{name}"'
        ).fetchall()
        for (name,) in tables
    }
    target.execute("DETACH ours")
    forgotten = {name for name, each in new.items() if each} - set(WRITTEN)
    if forgotten:
        raise SystemExit(f"These tables are written as well: {', '.join(sorted(forgotten))}")
    return {name: new[name] for name in WRITTEN}


def _write(target: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    target.execute("BEGIN IMMEDIATE")
    for name, each in ((name, each) for name, each in rows.items() if each):
        places = ",".join("?" * len(each[0]))
        target.executemany(f'INSERT INTO "{name}" VALUES ({places})', each)
    target.execute("COMMIT")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(what: str, name: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.imports", what, name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Each file: ours, the alternative and the limit, in one run. Seconds are processor time."""
    for name in FILES:
        with tempfile.TemporaryDirectory() as made:
            we = _alone("ours", name, Path(made))
            they = _alone("bare", name, Path(made))
        both = they["parsing"] + they["writing"]
        print(f"{name}:")
        print(
            f"  first load {we['first']:6.2f} s; parsing {they['parsing']:.2f} s and executemany "
            f"{they['writing']:.2f} s are {both:.2f} s; limit {LIMIT * both:.2f} s, "
            f"ours is {we['first'] / both:.1f} times"
        )
        print(
            f"  memory     {we['peak']:6.0f} MB more; parsing and executemany "
            f"{they['peak']:.0f} MB more; limit {LIMIT * they['peak']:.0f} MB"
        )
        print(
            f"  again      {we['again']:6.3f} s; parsing alone {they['parsing']:.3f} s, "
            f"limit {LIMIT * they['parsing']:.3f} s"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        what, name, folder = sys.argv[1:]
        make, children = FILES[name]
        print(json.dumps({"ours": ours, "bare": bare}[what](make(children), Path(folder))))
    else:
        main()
