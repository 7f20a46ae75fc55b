"""The sentences of the readiness page and of `flask doctor`; what steps of a letter are called."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.communications.coverage_facts import Answered, Step
from parentcomms.home.rules import Lack

# Sentence, and the page on which it is mended (endpoint and values).
LACKS: dict[Lack, tuple[LazyString, str, dict[str, str]]] = {
    Lack.DETAILS: (
        _l("Say who the school is: name, address, telephone, e-mail, website, head teacher."),
        "school_staff.part",
        {"part": "details"},
    ),
    Lack.HEAD: (
        _l("Nobody is the head teacher: only the head can approve what goes out."),
        "accounts_staff.staff",
        {},
    ),
    Lack.DSL: (
        _l("Nobody is the designated safeguarding lead, who receives what puts a child at risk."),
        "accounts_staff.staff",
        {},
    ),
    Lack.CHAIR: (
        _l("Nobody is the chair of governors, who receives concerns about the head."),
        "accounts_staff.staff",
        {},
    ),
    Lack.CLERK: (
        _l("Nobody is the clerk, who receives concerns about governors."),
        "accounts_staff.staff",
        {},
    ),
    Lack.SAFEGUARDING_NUMBERS: (
        _l("Enter the local safeguarding numbers: the concern form stays closed without them."),
        "school_staff.part",
        {"part": "safeguarding"},
    ),
    Lack.CHILDREN: (
        _l("No child is on roll yet: import the file of your management system."),
        "people_staff.import_people",
        {},
    ),
    Lack.ORGANISATIONS: (
        _l("Name the class app, the photographer, and who prints and shows pictures."),
        "school_staff.part",
        {"part": "organisations"},
    ),
    Lack.OFFICIAL_ACCOUNTS: (
        _l("Enter the school's social media accounts, and have the head approve them."),
        "channels_staff.channels",
        {},
    ),
    Lack.STATEMENT: (
        _l("The three requests have not been written for this school yet."),
        "home_staff.ready",
        {},
    ),
    Lack.QUESTIONS: (
        _l("The photo questions have not been written for this school yet."),
        "home_staff.ready",
        {},
    ),
    Lack.APPROVED_LETTER: (
        _l("The head has not approved the joining letter yet."),
        "communications_staff.communications",
        {},
    ),
}

STEP_NAMES: dict[Step, LazyString] = {
    Step.DUE: _l("Due a letter"),
    Step.HELD_BACK: _l("Not to be written to yet"),
    Step.WAITING: _l("On the way"),
    Step.SENT: _l("Sent"),
    Step.FAILED: _l("Did not arrive"),
    Step.PRINTED: _l("Printed"),
    Step.HANDED_OUT: _l("Handed out"),
}
ANSWERED_NAMES: dict[Answered, LazyString] = {
    Answered.ALL: _l("Answered"),
    Answered.PART: _l("Answered in part"),
    Answered.SILENT: _l("Not answered"),
}
