"""What the draft and its pages call things."""

from flask_babel import lazy_gettext as _l

from parentcomms.subject_access.belonging import Seal
from parentcomms.subject_access.models import Verdict

SEAL_NAMES = {
    Seal.THIRD_PARTY: _l("Tells of somebody else"),
    Seal.SAFEGUARDING: _l("Kept by the safeguarding lead"),
}
VERDICT_NAMES = {Verdict.RELEASED: _l("Released"), Verdict.WITHHELD: _l("Withheld")}
LABELS = {
    "upn": "UPN",
    "pr": "parental responsibility",
    "pr_then": "parental responsibility then",
    "had_pr": "ever had parental responsibility",
    "key": "question",
    "question": "as it was asked",
    "said": "what it said",
    "at": "when",
    "by": "by",
}
