"""4,000 personal newsletters to a local SMTP sink with the throttle off, every mark durable.

Ours (claimed, made, marked, handed over, noted, all in the database) beside bare smtplib sending
the very same bytes over as many connections, and beside one connection per message. In the middle
of ours somebody asks for a link: how long that mail waits. Then what the newsletter added to the
database, and what preparing it took.

    python -m bench.sending [how many]
"""

import queue
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, select, text

from bench._school import school_of
from parentcomms.accounts.actions import make_family_links
from parentcomms.clock import now
from parentcomms.communications import sending
from parentcomms.communications.actions import start_newsletter
from parentcomms.communications.models import Communication
from parentcomms.config import MailSettings
from parentcomms.database import db
from parentcomms.outbox.actions import Recipient, queue_mail, shipped_text
from parentcomms.outbox.messages import shown_again
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.models import ContactReview, Person, Relationship, SchoolClass
from parentcomms.school.actions import decide

CONNECTIONS = 4
NEWS = "\n\n".join(
    ["# Autumn at Elm Park", "Dear ((parent_name)),"]
    + [
        f"**Item {number}.** The choir sang, the allotment gave its last pumpkins, and Year 4 came"
        " back from the museum with more questions than it took there. Thank you to everybody who"
        " helped on the day, and to those who brought the cakes."
        for number in range(1, 15)
    ]
    + ["((link))", "Or ring us, that counts too.", "((head_name))"]
)
Spent = tuple[float, float]


def timed(work: Callable[[], object]) -> Spent:
    """Seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


@contextmanager
def sink() -> Iterator[int]:
    """The sink's port."""
    command = [sys.executable, "-m", "bench._sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def bare(port: int, letters: list[tuple[str, bytes]], *, kept: bool = True) -> None:
    """smtplib sending prepared bytes, as many connections as ours."""
    waiting: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
    for letter in letters:
        waiting.put(letter)

    def work() -> None:
        host = smtplib.SMTP("127.0.0.1", port) if kept else None
        while True:
            try:
                address, message = waiting.get_nowait()
            except queue.Empty:
                break
            line = host or smtplib.SMTP("127.0.0.1", port)
            line.sendmail("office@school.example.org", [address], message)
            if not kept:
                line.quit()
        if host is not None:
            host.quit()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def prepared(adults: int, folder: Path, port: int) -> tuple[Flask, int]:
    """A school whose office is about to send a newsletter; the newsletter's id."""
    app = school_of(adults // 2, folder)
    mail = MailSettings(
        server="127.0.0.1", port=port, security="none", sender="office@school.example.org",
        per_minute=0, connections=CONNECTIONS,
    )  # fmt: skip
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)
    with app.app_context():
        decide(name="Elm Park School", email="office@school.example.org", head_name="H. Okafor")
        on_roll = select(Relationship.id).where(Relationship.pupil_id <= adults // 2)
        reviewed = [
            {
                "relationship_id": each,
                "decision": "write",
                "decided_by": "staff:1",
                "decided_at": now(),
            }
            for each in db.session.scalars(on_roll)
        ]
        db.session.execute(insert(ContactReview), reviewed)
        people = db.session.scalars(select(Person).where(Person.id <= adults)).all()
        make_family_links(people)  # they have had their joining letters
        db.session.commit()
        classes = list(db.session.scalars(select(SchoolClass.reference)))
        newsletter = start_newsletter("Autumn news", NEWS, classes=classes, insert=None, by=None)
        db.session.commit()
        return app, newsletter.id


def queue_newsletter(newsletter_id: int) -> int:
    """Send it as the office does, but for the head's approval; gives the number of queries."""
    asked: list[str] = []

    def count(*arguments: Any) -> None:
        asked.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", count)
    newsletter = db.session.get_one(Communication, newsletter_id)
    sending.send(newsletter)
    db.session.commit()
    event.remove(db.engine, "before_cursor_execute", count)
    db.session.remove()
    return len(asked)


def size(folder: Path) -> int:
    db.session.execute(text("PRAGMA query_only=OFF"))
    db.session.commit()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(folder, "school.sqlite").stat().st_size


class SomebodyWaits(threading.Thread):
    """In the middle of the send, somebody asks for a link."""

    def __init__(self, app: Flask, after: int) -> None:
        super().__init__(daemon=True)
        self.app, self.after, self.seconds = app, after, 0.0

    def run(self) -> None:
        with self.app.app_context():
            while self._sent() < self.after:
                time.sleep(0.05)
            began = time.perf_counter()
            to = Recipient("Ana", "ana@example.org")
            link = {"parent_name": "Ana", "link": "https://x.example.org"}
            mail = queue_mail(shipped_text("mail_new_link", "en"), to, link)
            db.session.commit()
            mail_id = mail.id
            while self._state(mail_id) is not MailState.SENT:
                time.sleep(0.01)
            self.seconds = time.perf_counter() - began

    def _sent(self) -> int:
        db.session.rollback()
        found = select(OutgoingMail.id).where(
            OutgoingMail.state == MailState.SENT, OutgoingMail.lane == Lane.BULK
        )
        number = len(db.session.scalars(found.limit(self.after)).all())
        db.session.rollback()
        return number

    def _state(self, mail_id: int) -> MailState | None:
        state = db.session.scalar(select(OutgoingMail.state).where(OutgoingMail.id == mail_id))
        db.session.rollback()
        return state


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else 4000
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        app, newsletter_id = prepared(count, Path(folder), port)
        with app.app_context():
            sending.refuse_unless_sendable = lambda communication: None
            before = size(Path(folder))
            queries = 0

            def queue_it() -> None:
                nonlocal queries
                queries = queue_newsletter(newsletter_id)

            preparing = timed(queue_it)
            app.extensions["mail_still_wanted"] = approved_anyhow(app)
            waits = SomebodyWaits(app, count // 3)
            waits.start()
            own = timed(send_waiting)
            waits.join(10)
            grown = size(Path(folder)) - before
            letters = exact_copies()
        kept = timed(lambda: bare(port, letters))
        single = timed(lambda: bare(port, letters, kept=False))
    report(count, preparing, queries, own, kept, single, waits.seconds, grown, len(letters))


def approved_anyhow(app: Flask) -> Callable[[Any], set[int]]:
    """The last look is asked in full; that nobody approved this newsletter is overlooked."""
    asked = app.extensions["mail_still_wanted"]

    def look(mails: Any) -> set[int]:
        asked(mails)
        return {mail.id for mail in mails}

    return look


def exact_copies() -> list[tuple[str, bytes]]:
    """Every newsletter once more, exactly as it was sent."""
    letters = []
    sent = select(OutgoingMail).where(OutgoingMail.lane == Lane.BULK)
    for mail in db.session.scalars(sent.where(OutgoingMail.state == MailState.SENT)):
        message, same = shown_again(mail)
        assert same, mail.id
        letters.append((mail.to_address, message))
    return letters


def report(
    count: int, preparing: Spent, queries: int, own: Spent, kept: Spent, single: Spent,
    waited: float, grown: int, again: int,
) -> None:  # fmt: skip
    print(f"{count:,} personal newsletters to a local sink, {CONNECTIONS} connections")
    row = "  {:<44}{:8.2f} s {:8.0f}/s {:8.3f} ms of processor each"
    for name, (wall, processor) in (
        ("ours, every mark committed", own),
        ("bare smtplib, the same bytes", kept),
        ("bare smtplib, one connection per message", single),
    ):
        print(row.format(name, wall, count / wall, processor / count * 1000))
    print(f"  processor: {own[1] / kept[1]:.2f} times bare (limit 3)")
    print(f"  messages a second: {kept[0] / own[0]:.0%} of bare (at least 60 %)")
    print(f"  somebody asking for a link meanwhile waited {waited:.2f} s (limit 5)")
    print(f"  preparing: {preparing[0]:.2f} s, {queries} queries")
    print(f"  the database grew by {grown / 1e6:.2f} MB (limit 3)")
    print(f"  shown again exactly as sent: {again:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
