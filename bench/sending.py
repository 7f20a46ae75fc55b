"""4,000 personal newsletters to a local SMTP sink with the throttle off, every mark durable.

Ours (claimed, looked at, made, marked, handed over, noted, all in the database) between two halves
of bare smtplib sending as many bytes over as many connections, and beside one connection per
message. In the middle of ours somebody, in a process of their own as web pages have, asks for a
link: how long that mail waits. Then what the newsletter added to the database, and what preparing
it took.

    python -m bench.sending [how many]
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, event, func, insert, select, text, update

from bench._school import school_of
from bench._smtp import CONNECTIONS, Spent, bare, sink, timed
from parentcomms.accounts.actions import make_family_links
from parentcomms.accounts.models import StaffMember
from parentcomms.clock import now
from parentcomms.communications import sending
from parentcomms.communications.models import Communication
from parentcomms.config import load_config
from parentcomms.database import db, reading
from parentcomms.jobs import settle_down
from parentcomms.mail_settings import MailSettings
from parentcomms.newsletters.actions import Written, start
from parentcomms.newsletters.rules import Audience
from parentcomms.outbox.actions import Recipient, queue_mail, shipped_text
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.messages import bytes_of, shown_again
from parentcomms.outbox.models import Lane, MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.models import ContactReview, Person, Relationship
from parentcomms.school.actions import decide
from parentcomms.web import create_app

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
        writer = StaffMember(name="Olu Office", email="o@school.example.org", added_at=now())
        db.session.add(writer)
        db.session.flush()
        written = Written(title="Autumn news", body=NEWS, audience=Audience(whole_school=True))
        newsletter = start(written, by=writer.id)
        db.session.commit()
        return app, newsletter.id


def queue_newsletter(newsletter_id: int) -> list[str]:
    """Send it as the office does, but for the head's approval; gives the queries."""
    asked: list[str] = []

    def count(*arguments: Any) -> None:
        asked.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", count)
    newsletter = db.session.get_one(Communication, newsletter_id)
    sending.send(newsletter)
    db.session.commit()
    event.remove(db.engine, "before_cursor_execute", count)
    db.session.remove()
    return asked


def size(folder: Path) -> int:
    db.session.execute(text("PRAGMA query_only=OFF"))
    db.session.commit()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(folder, "school.sqlite").stat().st_size


@contextmanager
def somebody_waits(folder: Path, after: int) -> Iterator[Callable[[], float]]:
    """Once so many newsletters are sent somebody asks for a link; how long their mail waited."""
    command = [sys.executable, "-m", "bench.sending", "somebody", str(folder), str(after)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout
        said.readline()  # their pages are up
        try:
            yield lambda: float(said.readline())
        finally:
            process.kill()


def ask_for_a_link(folder: Path, after: int) -> None:
    app = create_app(load_config(folder))
    to = Recipient("Ana", "ana@example.org")
    values = {"parent_name": "Ana", "link": "https://x.example.org"}
    with app.app_context():
        queue_mail(shipped_text("mail_new_link", "en"), to, values)
        db.session.flush()
        db.session.rollback()  # web pages that have been up for a while have done this before
        print("ready", flush=True)
        while how_many(OutgoingMail.state == MailState.SENT) < after:
            time.sleep(0.05)
        began = time.perf_counter()
        mail = queue_mail(shipped_text("mail_new_link", "en"), to, values)
        db.session.commit()
        its = OutgoingMail.id == mail.id
        while not how_many(its, OutgoingMail.state == MailState.SENT):
            time.sleep(0.01)
        print(time.perf_counter() - began, flush=True)


def how_many(*which: ColumnElement[bool]) -> int:
    with reading():
        found = db.session.scalar(select(func.count()).where(*which)) or 0
        db.session.rollback()
    return found


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["somebody"]:
        ask_for_a_link(Path(arguments[1]), int(arguments[2]))
        return
    count = int(arguments[0]) if arguments else 4000
    with tempfile.TemporaryDirectory() as name, sink() as port:
        folder = Path(name)
        app, newsletter_id = prepared(count, folder, port)
        with app.app_context():
            sending.refuse_unless_sendable = lambda communication: None
            before = size(folder)
            asked: list[str] = []
            preparing = timed(lambda: asked.extend(queue_newsletter(newsletter_id)))
            app.extensions["mail_still_wanted"] = approved_anyhow(app)
            letters = made_beforehand()
            half = count // 2
            first = timed(lambda: bare(port, letters[:half]))
            settle_down()  # as a worker does
            with somebody_waits(folder, count // 3) as waited:
                send_one_before()
                own = timed(send_waiting)
                waits = waited()
            second = timed(lambda: bare(port, letters[half:]))
            grown = size(folder) - before
            again = shown_exactly()
        single = timed(lambda: bare(port, letters, kept=False))
    kept = first[0] + second[0], first[1] + second[1]
    report(count, preparing, len(asked), own, kept, single, waits, grown, again)


def approved_anyhow(app: Flask) -> Callable[[Any], set[int]]:
    """The last look is asked in full; that nobody approved this newsletter is overlooked."""
    asked = app.extensions["mail_still_wanted"]

    def look(mails: Any) -> set[int]:
        asked(mails)
        return {mail.id for mail in mails}

    return look


def made_beforehand() -> list[tuple[str, bytes]]:
    """Every newsletter as it would leave, for smtplib."""
    mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.lane == Lane.BULK)).all()
    letters = [(mail.to_address, bytes_of(mail, frame_for(mail.content))) for mail in mails]
    db.session.rollback()
    db.session.remove()
    return letters


def send_one_before() -> None:
    """A worker has sent mail before: SQL is compiled, pages are parsed, connections are tried."""
    waiting = update(OutgoingMail).where(OutgoingMail.lane == Lane.BULK)
    later = waiting.where(OutgoingMail.id > select(func.min(OutgoingMail.id)).scalar_subquery())
    db.session.execute(later.values(next_try_at=now() + timedelta(days=1)))
    db.session.commit()
    send_waiting()
    db.session.execute(later.values(next_try_at=OutgoingMail.made_at))
    db.session.commit()


def shown_exactly() -> int:
    """How many newsletters can be shown once more, exactly as they were sent."""
    sent = select(OutgoingMail).where(OutgoingMail.lane == Lane.BULK)
    mails = db.session.scalars(sent.where(OutgoingMail.state == MailState.SENT))
    return sum(shown_again(mail)[1] for mail in mails)


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
