"""Handing a message to the school's mail server: Flask-Mail with what it lacks.

Flask-Mail 0.10 accepts a self-signed certificate for another name and never times out; this
subclass checks certificates, waits twenty seconds, signs in with a token where the provider wants
one, and splits the hand-over in two, so that the outbox can commit its mark in between.
"""

import smtplib
import ssl
from dataclasses import dataclass

from flask import Flask
from flask_mail import Connection, Mail

from parentcomms.mail_settings import MailSettings
from parentcomms.outbox.rules import Outcome, outcome_of_reply, readable_reply
from parentcomms.outbox.tokens import access_token, forget_token, xoauth2

PATIENCE_AT_THE_END = 3  # times the timeout: a server may scan a message before it takes it
GOES_AWAY = 421
mail = Mail()


@dataclass(frozen=True)
class Answer:
    """What one attempt came to, and the server's own reply."""

    outcome: Outcome
    reply: str


def init_app(app: Flask) -> None:
    """Tell Flask-Mail what the settings say."""
    ours: MailSettings = app.config["SETTINGS"].mail
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
    """A kept connection that checks who it talks to. It needs no app: threads of their own use it.

    What raises OSError or SMTPException before `deliver` has handed nothing over.
    """

    host: smtplib.SMTP

    def __init__(self, settings: MailSettings) -> None:
        super().__init__(mail)
        self.settings = settings
        self.host = self.configure_host()

    def configure_host(self) -> smtplib.SMTP:
        """Connect, with TLS checked against the server's name, and sign in."""
        ours = self.settings
        host = self._connected()
        try:
            if ours.security == "starttls":
                host.starttls(context=self._trust())
            host.ehlo_or_helo_if_needed()
            if ours.by_token:
                self._sign_in_by_token(host)
            elif ours.username:
                host.login(ours.username, ours.password)
        except BaseException:
            host.close()
            raise
        return host

    def _connected(self) -> smtplib.SMTP:
        ours = self.settings
        if ours.security == "tls":
            return smtplib.SMTP_SSL(
                ours.server, ours.port, timeout=ours.timeout, context=self._trust()
            )
        return smtplib.SMTP(ours.server, ours.port, timeout=ours.timeout)

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.settings.ca_file:
            context.load_verify_locations(self.settings.ca_file)
        return context

    def _sign_in_by_token(self, host: smtplib.SMTP) -> None:
        ours = self.settings
        answer = xoauth2(ours.username, access_token(ours))
        try:
            # asked back (a refusal told in a challenge), nothing is said, and the server decides
            host.auth("XOAUTH2", lambda challenge=None: "" if challenge else answer)
        except smtplib.SMTPAuthenticationError:
            forget_token(ours)
            raise

    def close(self) -> None:
        """Say goodbye where the server still listens."""
        try:
            self.host.quit()
        except (smtplib.SMTPException, OSError):
            self.host.close()

    def is_open(self) -> bool:
        """Whether the server still answers on it."""
        try:
            return self.host.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    @property
    def stands(self) -> bool:
        """Whether neither side has ended it, as far as we know."""
        return self.host.sock is not None

    def announce(self, sender: str, address: str) -> Answer | None:
        """The envelope; None when the server waits for the message, else its refusal."""
        for code, words in self._envelope(sender, address):
            if outcome_of_reply(code) is not Outcome.SENT:
                self._tidy_up(code)
                return Answer(outcome_of_reply(code), readable_reply(code, words))
        return None

    def _envelope(self, sender: str, address: str) -> list[tuple[int, bytes]]:
        first = self.host.mail(sender)
        if outcome_of_reply(first[0]) is not Outcome.SENT:
            return [first]
        return [first, self.host.rcpt(address)]

    def _tidy_up(self, code: int) -> None:
        if code == GOES_AWAY:
            self.host.close()
        else:
            self.host.rset()

    def deliver(self, message: bytes) -> Answer:
        """The message itself. It is uncertain only when its bytes had begun to leave."""
        code, words = self.host.docmd("DATA")
        if code != 354:
            self._tidy_up(code)
            outcome = outcome_of_reply(code)
            later = outcome is Outcome.SENT  # an answer that makes no sense
            return Answer(Outcome.TRY_LATER if later else outcome, readable_reply(code, words))
        try:
            code, words = self._pass_on(message)
        except (smtplib.SMTPException, OSError):
            self.host.close()
            return Answer(
                Outcome.UNCERTAIN, "the connection was lost while the message was handed over"
            )
        if code == GOES_AWAY:
            self.host.close()
        return Answer(outcome_of_reply(code), readable_reply(code, words))

    def _pass_on(self, message: bytes) -> tuple[int, bytes]:
        sock = self.host.sock
        assert sock is not None
        sock.settimeout(self.settings.timeout * PATIENCE_AT_THE_END)
        sock.sendall(message.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        code, words = self.host.getreply()
        if self.host.sock is not None:
            self.host.sock.settimeout(self.settings.timeout)
        return code, words
