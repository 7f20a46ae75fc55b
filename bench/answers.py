"""The answers of the whole school and their export, in schools of 500 and 2,000 pupils.

Each is shown beside the bare SQL that fetches the same answers, in the same run and on the same
database, with the number of queries it takes. The sizes take turns. Fails when the number of
queries grows with the school, or when four times the pupils take more than six times as long.

    python -m bench.answers [how many pupils …]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

from bench._school import school_of
from parentcomms.database import db
from parentcomms.lists.exporting import as_csv, make_export
from parentcomms.lists.whole_school import whole_school

SIZES = (500, 2_000)
ROUNDS = 7
# Four times the pupils may take six times as long, so that a busy machine does not fail it.
MORE_THAN_LINEAR = 1.5
BARE = text(
    "SELECT a.* FROM answer a JOIN enrolment e ON e.pupil_id = a.pupil_id WHERE e.ends_on IS NULL"
)

Measured = Callable[[], object]


def bare_sql() -> object:
    """Fetching the answers of everybody on roll, and nothing else."""
    return db.session.execute(BARE).all()


def counted() -> object:
    """The page: every child and question through the rule, counted by class."""
    found = whole_school()
    assert found.everyone.children
    return found


def exported() -> object:
    """The export with its evidence, and its file."""
    return as_csv(make_export(only_changes=False))


WHAT: dict[str, Measured] = {"bare SQL": bare_sql, "page": counted, "export": exported}


def one_turn(measured: Measured) -> tuple[float, int]:
    """Milliseconds and queries of one turn, from an empty session."""
    seen: list[str] = []

    def count(*args: Any) -> None:
        seen.append(args[2])

    event.listen(Engine, "before_cursor_execute", count)
    started = time.perf_counter()
    measured()
    taken = (time.perf_counter() - started) * 1000
    event.remove(Engine, "before_cursor_execute", count)
    db.session.rollback()
    db.session.expunge_all()
    return taken, len(seen)


def measure(schools: dict[int, Flask]) -> dict[int, dict[str, tuple[float, int]]]:
    """Size → what → the median of all rounds and the queries, after one that does not count."""
    turns: dict[int, dict[str, list[tuple[float, int]]]] = {
        size: {name: [] for name in WHAT} for size in schools
    }
    for turn in range(-1, ROUNDS):
        for size, app in schools.items():
            with app.app_context():
                for name, measured in WHAT.items():
                    found = one_turn(measured)
                    if turn >= 0:
                        turns[size][name].append(found)
    return {
        size: {
            name: (statistics.median(each[0] for each in found), max(each[1] for each in found))
            for name, found in named.items()
        }
        for size, named in turns.items()
    }


def main(arguments: list[str]) -> int:
    """Fill, measure, print; 1 when it grows faster than the school."""
    sizes = [int(each) for each in arguments] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        schools = {}
        for size in sizes:
            started = time.perf_counter()
            schools[size] = school_of(size, Path(folder, str(size)))
            print(f"  filled {size:>6,} pupils: {time.perf_counter() - started:5.1f} s", flush=True)
        found = measure(schools)
        for app in schools.values():
            with app.app_context():
                db.engine.dispose()
    return _print(found, sizes)


def _print(found: dict[int, dict[str, tuple[float, int]]], sizes: list[int]) -> int:
    print(f"  7 questions, median of {ROUNDS}, in ms (and queries)")
    for size in sizes:
        cells = (f"{name} {took:9.1f} ({queries})" for name, (took, queries) in found[size].items())
        print(f"  {size:>6,} pupils   " + "   ".join(cells))
    failed = False
    smallest, largest = sizes[0], sizes[-1]
    for name in WHAT:
        ratio = found[largest][name][0] / found[smallest][name][0]
        at_most = MORE_THAN_LINEAR * largest / smallest
        limit = "" if name == "bare SQL" else f"(at most {at_most:.1f})"
        more = found[largest][name][1] > found[smallest][name][1]
        failed |= bool(limit) and (ratio > at_most or more)
        print(f"  {largest:,} beside {smallest:,}, {name:<9} {ratio:5.2f} times {limit}")
        if more:
            print(f"  {name} takes more queries in a larger school")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
