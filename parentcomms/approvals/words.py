"""What the five points of policy 5.4 are called, wherever a decision is made."""

from flask_babel import lazy_gettext as _l

from parentcomms.approvals.rules import Point

POINT_WORDS = {
    Point.UNAMBIGUOUS: (_l("Unambiguous"), _l("It can be read in one way only.")),
    Point.ACCURATE: (_l("Accurate"), _l("What it says is so, names and numbers included.")),
    Point.POLITICALLY_NEUTRAL: (_l("Politically neutral"), _l("It takes no side.")),
    Point.FAIR: (_l("Fair"), _l("It is just to everybody, and points at nobody.")),
    Point.TRANSPARENT: (_l("Transparent"), _l("It hides nothing: who says it, and why.")),
}
