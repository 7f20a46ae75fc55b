"""A process that builds the app once and, for each line it reads, starts a sender to be killed.

    python -m tests.outbox.nursery INSTANCE PORT [DATABASE_URL]

It answers each line with the sender's process id, and with how the sender ended.
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


def _say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    app = built(Path(arguments[0]), int(arguments[1]), arguments[2] if arguments[2:] else "")
    _say("ready")
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            with app.app_context():
                send_waiting()
            os._exit(0)
        _say(child)
        _say(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main(sys.argv[1:])
