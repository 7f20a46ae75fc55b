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
WAITS_FOR_IT = 354
COMMANDS = 3  # of an envelope: from whom, to whom, and may the message come
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

    @property
    def pipelines(self) -> bool:
        """Whether the server takes several commands at once (RFC 2920)."""
        return self.host.has_extn("pipelining")

    def announce(self, sender: str, address: str) -> Answer | None:
        """The envelope; None when the server waits for the message, else its refusal."""
        if self.pipelines:
            self.host.send(_in_one_go(sender, address))
            return self.answered()
        for command in _envelope(sender, address):
            code, words = self.host.docmd(command)
            if outcome_of_reply(code) is not Outcome.SENT:
                break
        return self._refusal(code, words)

    def answered(self) -> Answer | None:
        """As `announce`, for an envelope that went along with the message before it."""
        said: list[tuple[int, bytes]] = []
        while len(said) < COMMANDS and (not said or said[-1][0] != GOES_AWAY):
            said.append(self.host.getreply())
        no = [each for each in said if outcome_of_reply(each[0]) is not Outcome.SENT]
        if said[-1][0] == WAITS_FOR_IT and len(no) > 1:
            self.host.close()  # it waits for a message that nobody may have
        return self._refusal(*(no or said)[0])

    def _refusal(self, code: int, words: bytes) -> Answer | None:
        if code == WAITS_FOR_IT:
            return None
        self._tidy_up(code)
        outcome = outcome_of_reply(code)
        later = outcome is Outcome.SENT  # an answer that makes no sense
        return Answer(Outcome.TRY_LATER if later else outcome, readable_reply(code, words))

    def _tidy_up(self, code: int) -> None:
        """What the server said stands, even where it ends the connection upon it."""
        try:
            if code != GOES_AWAY and self.stands:
                self.host.rset()
                return
        except (smtplib.SMTPException, OSError):
            pass
        self.host.close()

    def deliver(self, message: bytes, *, following: tuple[str, str] | None = None) -> Answer:
        """The message itself. It is uncertain only when its bytes had begun to leave.

        Where the server takes it so, the sender and address that follow go along in one step.
        """
        end = b".\r\n" + (_in_one_go(*following) if following else b"")
        try:
            code, words = self._pass_on(message.replace(b"\r\n.", b"\r\n..") + end)
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
        sock.sendall(message)
        code, words = self.host.getreply()
        if self.host.sock is not None:
            self.host.sock.settimeout(self.settings.timeout)
        return code, words


def _envelope(sender: str, address: str) -> tuple[str, ...]:
    """All that comes before a message; both are addresses that `headers.checked` let pass."""
    return f"MAIL FROM:<{sender}>", f"RCPT TO:<{address}>", "DATA"


def _in_one_go(sender: str, address: str) -> bytes:
    said = "\r\n".join((*_envelope(sender, address), ""))
    if said.count("\r") != COMMANDS or said.count("\n") != COMMANDS:
        raise ValueError("a line end in an address would be a command")
    return said.encode("ascii")
