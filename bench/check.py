"""The check of a class of 30, in schools of 500, 2,000 and 20,000 pupils with ten years of answers.

Each is shown beside the bare SQL of the same children's answers, in the same run and on the same
database. The sizes take turns, each time with another class, so that none is measured warm. Fails
when the largest school takes more than one and a half times as long as the smallest.

    python -m bench.check [how many pupils …]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import bindparam, func, select, text

from bench._school import IN_A_CLASS, school_of
from parentcomms.channels.queries import open_channels
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.publishing import queries
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.rules import Picture, verdict

SIZES = (500, 2_000, 20_000)
ROUNDS = 40
AT_MOST = 1.5
USES = frozenset({"website"})
BARE = text(
    "SELECT a.* FROM answer a JOIN photo_use u ON u.id = a.use_id "
    "WHERE u.key = 'website' AND a.pupil_id IN :children"
).bindparams(bindparam("children", expanding=True))

Measured = Callable[[list[int]], object]


def bare_sql(children: list[int]) -> object:
    """Fetching the answers, and nothing else."""
    return db.session.execute(BARE, {"children": children}).all()


def answered(children: list[int]) -> object:
    """Everything the rule needs, and the rule."""
    shown = queries.children_in_picture(dict.fromkeys(children, True), uses=USES)
    return verdict(Picture(pupils=shown, uses=USES))


def saved(children: list[int]) -> object:
    """The whole check with its evidence, committed."""
    website = next(each for each in open_channels() if each.use_key == "website")
    row = check(Question(channel=website, recognisable=dict.fromkeys(children, True)))
    db.session.commit()
    return row


WHAT: dict[str, Measured] = {"bare SQL": bare_sql, "answer": answered, "check": saved}


def milliseconds(measured: Measured, children: list[int]) -> float:
    """One turn, from an empty session."""
    started = time.perf_counter()
    measured(children)
    taken = (time.perf_counter() - started) * 1000
    db.session.rollback()
    db.session.expunge_all()
    return taken


def one_class(turn: int, pupils: int) -> list[int]:
    """Another class each time, spread over the school."""
    classes = pupils // IN_A_CLASS
    first = (turn * 7919 % classes) * IN_A_CLASS + 1
    return list(range(first, first + IN_A_CLASS))


def measure(schools: dict[int, Flask]) -> dict[int, dict[str, float]]:
    """Size → what → the median of all rounds, after two that do not count."""
    times: dict[int, dict[str, list[float]]] = {
        size: {name: [] for name in WHAT} for size in schools
    }
    for turn in range(-2, ROUNDS):
        for size, app in schools.items():
            with app.app_context():
                for name, measured in WHAT.items():
                    taken = milliseconds(measured, one_class(turn, size))
                    if turn >= 0:
                        times[size][name].append(taken)
    return {
        size: {name: statistics.median(found) for name, found in named.items()}
        for size, named in times.items()
    }


def main(arguments: list[str]) -> int:
    """Fill, measure, print; 1 when the large school is too slow beside the small one."""
    sizes = [int(each) for each in arguments] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        schools = {}
        for size in sizes:
            started = time.perf_counter()
            schools[size] = school_of(size, Path(folder, str(size)))
            with schools[size].app_context():
                answers = db.session.scalar(select(func.count(Answer.id)))
            print(
                f"  filled {size:>6,} pupils, {answers:>9,} answers: "
                f"{time.perf_counter() - started:5.1f} s",
                flush=True,
            )
        found = measure(schools)
        for app in schools.values():
            with app.app_context():
                db.engine.dispose()
    return _print(found, sizes)


def _print(found: dict[int, dict[str, float]], sizes: list[int]) -> int:
    print(
        f"  class of {IN_A_CLASS}, median of {ROUNDS}, in ms   "
        "bare SQL   answer (rule)   whole check, saved"
    )
    for size in sizes:
        row = found[size]
        print(
            f"  {size:>6,} pupils                     "
            f"{row['bare SQL']:8.2f} {row['answer']:15.2f} {row['check']:20.2f}"
        )
    slow = False
    for name in WHAT:
        ratio = found[sizes[-1]][name] / found[sizes[0]][name]
        limit = "" if name == "bare SQL" else f"(at most {AT_MOST})"
        slow |= bool(limit) and ratio > AT_MOST
        print(f"  {sizes[-1]:,} beside {sizes[0]:,}, {name:<9} {ratio:5.2f} times {limit}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
