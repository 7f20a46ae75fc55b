"""What occasions, their states and their dates are called on staff pages."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.approvals.rules import Point
from parentcomms.occasions.rules import DateProblem, OccasionState

STATE_NAMES: dict[OccasionState, LazyString] = {
    OccasionState.WAITING: _l("Waits for the head"),
    OccasionState.SENT_BACK: _l("Sent back"),
    OccasionState.ASKED: _l("Asked"),
    OccasionState.OVER: _l("Over"),
    OccasionState.CANCELLED: _l("Cancelled"),
}
STATE_COLOURS: dict[OccasionState, str] = {
    OccasionState.WAITING: "yellow",
    OccasionState.SENT_BACK: "orange",
    OccasionState.ASKED: "blue",
    OccasionState.OVER: "grey",
    OccasionState.CANCELLED: "grey",
}
DATE_PROBLEMS: dict[DateProblem, LazyString] = {
    DateProblem.PAST: _l("This day is over. Choose today or a day to come"),
    DateProblem.TOO_FAR: _l("This is more than a year away. Ask nearer the day"),
    DateProblem.ANSWERS_TOO_LATE: _l("The last day to answer comes after the day itself"),
    DateProblem.ANSWERS_PAST: _l("The last day to answer is over. Choose today or later"),
}
POINT_WORDS: dict[Point, LazyString] = {
    Point.UNAMBIGUOUS: _l("Unambiguous: it can be read in one way only"),
    Point.ACCURATE: _l("Accurate: what it says is so, names and days included"),
    Point.POLITICALLY_NEUTRAL: _l("Politically neutral: it takes no side"),
    Point.FAIR: _l("Fair: it asks, and points at nobody"),
    Point.TRANSPARENT: _l("Transparent: it says who asks what, and why"),
}
