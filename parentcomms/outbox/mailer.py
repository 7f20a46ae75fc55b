"""Handing a message to the school's mail server: Flask-Mail with what it lacks.

Flask-Mail 0.10 accepts a self-signed certificate for another name and never times out; this
subclass checks certificates, waits twenty seconds, and splits the hand-over in two, so that the
outbox can commit its mark between the envelope and the message.
"""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage

from flask import Flask, current_app
from flask_mail import Connection, Mail

from parentcomms.config import Settings
from parentcomms.outbox.rules import Outcome, outcome_of_reply

TIMEOUT = 20
mail = Mail()


def init_app(app: Flask) -> None:
    """Tell Flask-Mail what the settings say."""
    ours = app.config["SETTINGS"].mail
    app.config.update(
        MAIL_SERVER=ours.server,
        MAIL_PORT=ours.port,
        MAIL_USE_TLS=ours.security == "starttls",
        MAIL_USE_SSL=ours.security == "tls",
        MAIL_USERNAME=ours.username or None,
        MAIL_PASSWORD=ours.password or None,
        MAIL_DEFAULT_SENDER=ours.sender,
        MAIL_SUPPRESS_SEND=False,
    )
    mail.init_app(app)


class CarefulConnection(Connection):
    """A kept connection that checks who it talks to."""

    host: smtplib.SMTP

    def __init__(self) -> None:
        super().__init__(current_app.extensions["mail"])

    def configure_host(self) -> smtplib.SMTP:
        """Connect, with TLS checked against the server's name, and sign in."""
        settings: Settings = current_app.config["SETTINGS"]
        ours = settings.mail
        if ours.security == "tls":
            host: smtplib.SMTP = smtplib.SMTP_SSL(
                ours.server, ours.port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            host = smtplib.SMTP(ours.server, ours.port, timeout=TIMEOUT)
        if ours.security == "starttls":
            host.starttls(context=ssl.create_default_context())
        if ours.username:
            host.login(ours.username, ours.password)
        return host

    def __enter__(self) -> "CarefulConnection":
        self.host = self.configure_host()
        self.num_emails = 0
        return self

    def __exit__(self, *problem: object) -> None:
        try:
            self.host.quit()
        except (smtplib.SMTPException, OSError):
            self.host.close()

    def hand_over(
        self, message: EmailMessage, before_data: Callable[[], None]
    ) -> tuple[Outcome, str]:
        """Envelope first; `before_data` commits the mark; then the message itself.

        Returns the outcome and the server's own reply. A connection lost before the message was
        begun raises OSError or SMTPException: nothing was handed over. After that it is uncertain.
        """
        sender = message["From"].addresses[0].addr_spec
        address = message["To"].addresses[0].addr_spec
        self.host.ehlo_or_helo_if_needed()
        for code, words in self._envelope(sender, address):
            if outcome_of_reply(code) is not Outcome.SENT:
                self.host.rset()
                return outcome_of_reply(code), _readable(code, words)
        before_data()
        try:
            code, words = self.host.data(message.as_bytes())
        except smtplib.SMTPDataError as refused:
            return outcome_of_reply(refused.smtp_code), _readable(
                refused.smtp_code, refused.smtp_error
            )
        except (smtplib.SMTPException, OSError):
            return Outcome.UNCERTAIN, "the connection was lost while the message was handed over"
        return outcome_of_reply(code), _readable(code, words)

    def _envelope(self, sender: str, address: str) -> list[tuple[int, bytes]]:
        first = self.host.mail(sender)
        if outcome_of_reply(first[0]) is not Outcome.SENT:
            return [first]
        return [first, self.host.rcpt(address)]


def _readable(code: int, words: bytes | str) -> str:
    """The server's reply code with its enhanced status; its free text may hold an address."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    status = text.split(" ", 1)[0]
    return f"{code} {status}" if status.count(".") == 2 else str(code)
