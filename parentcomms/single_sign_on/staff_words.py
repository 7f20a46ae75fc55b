"""What somebody reads whose sign-on opens nothing."""

from flask_babel import lazy_gettext as _l

from parentcomms.single_sign_on.rules import Problem

SENTENCES = {
    Problem.NOT_BEGUN_HERE: _l(
        "This sign-on was begun in another browser, or too long ago. Start again."
    ),
    Problem.NOT_TRUSTED: _l(
        "The answer of the sign-on service could not be trusted, so nothing was opened. "
        "Start again."
    ),
    Problem.NO_ANSWER: _l(
        "The sign-on service does not answer. Try again, or use your password here."
    ),
    Problem.OTHER_SCHOOL: _l(
        "That account is not one of this school’s. Choose your school account."
    ),
    Problem.NOT_VERIFIED: _l(
        "The sign-on service has not checked your e-mail address, so we cannot tell who you are. "
        "Ask whoever looks after staff accounts."
    ),
    Problem.UNKNOWN: _l(
        "You are signed on, but nobody has given you access here yet. Ask whoever looks after "
        "staff accounts."
    ),
    Problem.CLOSED: _l("This account has been closed. Ask whoever looks after staff accounts."),
    Problem.USED: _l("This sign-on was used already. Start again."),
}
BUTTONS = {
    "entra": _l("Sign in with Microsoft"),
    "google": _l("Sign in with Google"),
    "openid": _l("Sign in with your school account"),
}
