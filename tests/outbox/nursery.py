"""A process that builds the app once and, for each line it reads, starts senders to be killed.

    python -m tests.outbox.nursery INSTANCE PORT [DATABASE_URL]

A line says how many senders to start at once. It answers with their process ids, and once all have
ended with how each ended and, behind a colon, how many mails it had sent by then.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from flask import Flask

from parentcomms.config import MailSettings, load_config
from parentcomms.database import db
from parentcomms.outbox.actions import MailText, Recipient, queue_mail
from parentcomms.outbox.sending import send_waiting
from parentcomms.web import create_app

SENDER = "office@school.example.org"


def built(instance: Path, port: int, database_url: str) -> Flask:
    mail = MailSettings(
        server="127.0.0.1", port=port, security="none", sender=SENDER, per_minute=0, timeout=5
    )
    app = create_app(replace(load_config(instance), mail=mail, database_url=database_url))
    with app.app_context():
        queue_mail(MailText("Hello", "The first."), Recipient("Ana", "first@example.org"), {})
        db.session.commit()
        send_waiting()  # so that no sender begins by parsing pages and compiling SQL
        db.session.remove()
        db.engine.dispose()
    return app


def _say(*words: object) -> None:
    sys.stdout.write(f"{' '.join(map(str, words))}\n")
    sys.stdout.flush()


def _started(app: Flask) -> tuple[int, int]:
    """A sender's process id, and where it writes how many mails it sent."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        with app.app_context():
            os.write(write, str(send_waiting()).encode())
        os._exit(0)
    os.close(write)
    return child, read


def _ended(child: int, read: int) -> str:
    status = os.waitpid(child, 0)[1]
    with os.fdopen(read) as pipe:
        return f"{status}:{pipe.read() or 0}"


def main(arguments: list[str]) -> None:
    app = built(Path(arguments[0]), int(arguments[1]), arguments[2] if arguments[2:] else "")
    _say("ready")
    for line in sys.stdin:
        senders = [_started(app) for _ in range(int(line))]
        _say(*(child for child, _ in senders))
        _say(*(_ended(*each) for each in senders))


if __name__ == "__main__":
    main(sys.argv[1:])
