"""What ticks and troubles with a code are called on staff pages."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.paper.rules import CodeTrouble, ScanProblem, Ticked

TICK_NAMES: dict[Ticked, LazyString] = {
    Ticked.YES: _l("Yes"),
    Ticked.UNRECOGNISABLE: _l("Only if nobody could recognise"),
    Ticked.NO: _l("No"),
    Ticked.NOT_CLEAR: _l("Not clear"),
}
# Sentences of their own: each leads to something else to do.
TROUBLE_SENTENCES: dict[CodeTrouble, LazyString] = {
    CodeTrouble.NOT_A_CODE: _l(
        "That is not the code of a form. It has ten letters and numbers, like 7K3M9-Q0VXA"
    ),
    CodeTrouble.NOT_OURS: _l(
        "No form of this school has that code. Look at each sign again; a form of another school "
        "counts only there"
    ),
}
PROBLEM_SENTENCES: dict[ScanProblem, LazyString] = {
    ScanProblem.EMPTY: _l("This file is empty."),
    ScanProblem.WRONG_KIND: _l("This is not a scan. Choose a PDF, TIFF, JPEG or PNG file."),
    ScanProblem.TOO_MANY_PAGES: _l("This file has more than 200 pages. Scan fewer at once."),
    ScanProblem.TOO_LARGE: _l("A page of this file is too large. Scan it at 150 to 300 dpi."),
    ScanProblem.TOO_SLOW: _l("Reading this file took too long. Scan fewer pages at once."),
    ScanProblem.LOCKED: _l("This PDF is locked with a password. Scan it again without one."),
    ScanProblem.BROKEN: _l("This file cannot be opened. It may be broken. Scan it again."),
}
