"""What the ways of dealing with a post are called."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.publications.rules import Settled

SETTLED_NAMES: dict[Settled, LazyString] = {
    Settled.TAKEN_DOWN: _l("The whole post was taken down"),
    Settled.CHILD_TAKEN_OUT: _l("The child was taken out of it: cropped out, or another picture"),
    Settled.CANNOT: _l("It is on paper and already handed out: no more copies are given out"),
    Settled.MAY_STAY: _l("The head has decided that it may stay"),
}
