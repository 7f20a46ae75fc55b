"""What the steps of setting up are called, why each matters, and what a look-up found."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.communications.ready_rules import Lack
from parentcomms.communications.ready_steps import State, Step
from parentcomms.outbox import keeping
from parentcomms.setting_up.record_rules import Found, Record

STEPS: dict[Step, tuple[LazyString, LazyString]] = {
    Step.SCHOOL: (
        _l("The school"),
        _l("Name, kind, address and head teacher stand in every letter and question."),
    ),
    Step.CREST: (
        _l("Crest and colour"),
        _l("Families recognise a page as yours by them, and trust its link."),
    ),
    Step.TERMS: (
        _l("Terms and INSET days"),
        _l("Deadlines are counted in school days, and nobody is reminded on a holiday."),
    ),
    Step.PEOPLE: (
        _l("People"),
        _l("Each concern goes to one of them, and only the head approves what goes out."),
    ),
    Step.NUMBERS: (
        _l("Local safeguarding numbers"),
        _l("The page for concerns shows them first. It stays closed without them."),
    ),
    Step.MAIL: (
        _l("Sending e-mail"),
        _l("Only what leaves this machine, and is not taken for spam, reaches a family."),
    ),
    Step.ADDRESS: (
        _l("The address families open"),
        _l("It stands in every link and printed code, so it has to be right before letters go."),
    ),
    Step.IMPORT: (
        _l("Children and their adults"),
        _l("They come from a file your management system exports. Nothing is sent by it."),
    ),
    Step.REVIEW: (
        _l("Contact review"),
        _l("A file can know too little: somebody here decides who may be written to, and how."),
    ),
    Step.TEXTS: (
        _l("The letter and the three requests"),
        _l("The office reads and changes them, the head approves exactly what goes out."),
    ),
    Step.FIRMS: (
        _l("Who is named in the photo questions"),
        _l("A yes counts only for those a question names."),
    ),
    Step.ACCOUNTS: (
        _l("Accounts and places"),
        _l(
            "The head approves each before a picture is checked for it. The question about social "
            "media names each account."
        ),
    ),
    Step.QUESTIONS: (
        _l("Photo questions and the request for consent"),
        _l("Each use is asked for by itself. What is not asked is not allowed."),
    ),
    Step.GOING_LIVE: (
        _l("The day of going live"),
        _l("Until then an old list of consents holds beside this service: a no in either counts."),
    ),
    Step.PILOT: (
        _l("Begin with one class"),
        _l("Letters go to one class first. What is wrong shows before everybody gets it."),
    ),
}
STATES: dict[State, tuple[LazyString, str]] = {
    State.DONE: (_l("Done"), "green"),
    State.SET_ASIDE: (_l("Not needed"), "grey"),
    State.WAITS: (_l("Not yet"), "grey"),
    State.TO_DO: (_l("To do"), "light-blue"),
    State.NEEDED: (_l("Needed before sending"), "red"),
}
# The page on which a step is done, also when nothing is missing any more.
PLACES: dict[Step, tuple[str, dict[str, str]]] = {
    Step.SCHOOL: ("school_staff.part", {"part": "details"}),
    Step.CREST: ("school_staff.school_crest", {}),
    Step.TERMS: ("school_staff.school_terms", {}),
    Step.PEOPLE: ("accounts_staff.staff", {}),
    Step.NUMBERS: ("school_staff.part", {"part": "safeguarding"}),
    Step.MAIL: ("setting_up_staff.mail", {}),
    Step.IMPORT: ("people_staff.import_people", {}),
    Step.REVIEW: ("people_staff.contact_review", {}),
    Step.TEXTS: ("communications_staff.communications", {}),
    Step.FIRMS: ("school_staff.part", {"part": "organisations"}),
    Step.ACCOUNTS: ("channels_staff.channels", {}),
    Step.QUESTIONS: ("communications_staff.communications", {}),
    Step.GOING_LIVE: ("school_staff.part", {"part": "going-live"}),
    Step.PILOT: ("setting_up_staff.pilot", {}),
}
WITHOUT: dict[Lack, LazyString] = {
    Lack.CREST: _l("We have no crest"),
    Lack.MAIL_RECORDS: _l("Somebody else looks after these records"),
    Lack.GOING_LIVE: _l("There is no old list"),
    Lack.PILOT: _l("No: write to everybody at once"),
}
RECORDS: dict[Record, LazyString] = {
    Record.SPF: _l("SPF: which servers may send for the school"),
    Record.DKIM: _l("DKIM: the key with which each message is signed"),
    Record.DMARC: _l("DMARC: what becomes of messages that fail"),
}
FOUND: dict[Found, LazyString] = {
    Found.THERE: _l("Found"),
    Found.MISSING: _l("Missing"),
    Found.WRONG: _l("There, but not right"),
    Found.TWICE: _l("There is more than one. Receivers then take none: keep one, remove the rest."),
    Found.NOT_NAMED: _l(
        "Nobody can say where to look: ask your mail provider for its DKIM selector, and write it "
        "as dkim_selector under [mail] in settings.toml."
    ),
    Found.NO_ANSWER: _l("No name server answered. Look once more later."),
}

SAMPLE_SETTINGS = """[mail]
preset = "microsoft365"
username = "consent@school.example"
sender = "consent@school.example"
reply_to = "office@school.example"
"""
READ_KEPT_MAIL = keeping.READ_KEPT_MAIL
SAMPLE_KEY = "v=DKIM1; k=rsa; p=…"


def record(name: str, text: str) -> str:
    """A record as zones are written."""
    return f'{name} TXT "{text}"'
