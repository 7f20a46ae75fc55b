"""Sentences of the readiness page, of `flask doctor` and of a refusal to send: the same ones."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.communications.readiness import Readiness
from parentcomms.communications.ready_rules import (
    KEEP_FROM_ASKING,
    KEEP_FROM_BEGINNING,
    Lack,
    SchoolFacts,
    lacking,
)
from parentcomms.languages import gettext

# Sentence, and the page on which it is mended (endpoint and values).
LACKS: dict[Lack, tuple[LazyString, str, dict[str, str]]] = {
    Lack.DETAILS: (
        _l("Say who the school is: name, address, telephone, e-mail, website, head teacher."),
        "school_staff.part",
        {"part": "details"},
    ),
    Lack.CREST: (
        _l("The school’s own crest is not on pages and letters yet."),
        "school_staff.school_crest",
        {},
    ),
    Lack.TERMS: (
        _l("Enter the terms: until then every weekday counts towards a deadline."),
        "school_staff.school_terms",
        {},
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
    Lack.DATA_PROTECTION_LEAD: (
        _l("Nobody is the data protection lead, who answers what the school knows of a family."),
        "accounts_staff.staff",
        {},
    ),
    Lack.SAFEGUARDING_NUMBERS: (
        _l("Enter the local safeguarding numbers: the concern form stays closed without them."),
        "school_staff.part",
        {"part": "safeguarding"},
    ),
    Lack.STATEMENT: (
        _l(
            "The three requests have not been written for this school yet. They can be written "
            "here once the school's details are there."
        ),
        "setting_up_staff.set_up",
        {},
    ),
    Lack.APPROVED_LETTER: (
        _l("The head has not approved the joining letter yet."),
        "communications_staff.communications",
        {},
    ),
    Lack.ORGANISATIONS: (
        _l("Name the class app, the photographer, and who prints and shows pictures."),
        "school_staff.part",
        {"part": "organisations"},
    ),
    Lack.OFFICIAL_ACCOUNTS: (
        _l(
            "Enter the school's social media accounts and have the head approve them. If it has "
            "none, say so here once the school's details and the firms are entered."
        ),
        "channels_staff.channels",
        {},
    ),
    Lack.PLACES: (
        _l("The head has to approve the accounts and places before pictures are checked for them."),
        "channels_staff.channels",
        {},
    ),
    Lack.QUESTIONS: (
        _l(
            "The photo questions have not been written for this school yet. They can be written "
            "here once the details, the firms and the accounts are there."
        ),
        "setting_up_staff.set_up",
        {},
    ),
    Lack.APPROVED_REQUEST: (
        _l("The head has not approved the consent request yet."),
        "communications_staff.communications",
        {},
    ),
    Lack.CHILDREN: (
        _l("No child is on roll yet: import the file of your management system."),
        "people_staff.import_people",
        {},
    ),
    Lack.CONTACT_REVIEW: (
        _l("Nobody may be written to yet: decide in the contact review who may."),
        "people_staff.contact_review",
        {},
    ),
    Lack.MAIL_SERVER: (
        _l(
            "No mail server: e-mails are only kept in a folder on this machine. Name one under "
            "[mail] in settings.toml."
        ),
        "setting_up_staff.mail",
        {},
    ),
    Lack.MAIL_TEST: (
        _l("No test message has come through yet: send one to yourself."),
        "setting_up_staff.mail",
        {},
    ),
    Lack.MAIL_RECORDS: (
        _l(
            "The records (SPF, DKIM, DMARC) that vouch for the school’s e-mail have not all been "
            "found. Without them, many letters end as spam."
        ),
        "setting_up_staff.mail",
        {},
    ),
    Lack.PUBLIC_ADDRESS: (
        _l(
            "Families cannot reach this address yet: links and codes in letters lead to this "
            "machine only. Set public_url in settings.toml."
        ),
        "setting_up_staff.set_up",
        {},
    ),
    Lack.GOING_LIVE: (
        _l("Say from which day this service alone counts, if there is an old list of consents."),
        "school_staff.part",
        {"part": "going-live"},
    ),
    Lack.PILOT: (
        _l("Choose one class to begin with: what is wrong then shows before everybody gets it."),
        "setting_up_staff.pilot",
        {},
    ),
}

# What keeps something from being done, and what is said once nothing does.
_ONCE_IT_CAN_BE_DONE: dict[Lack, tuple[frozenset[Lack], LazyString]] = {
    Lack.STATEMENT: (
        KEEP_FROM_BEGINNING,
        _l(
            "The three requests have not been written for this school yet. Press “Write the first "
            "texts” on the set-up page."
        ),
    ),
    Lack.OFFICIAL_ACCOUNTS: (
        KEEP_FROM_ASKING - {Lack.OFFICIAL_ACCOUNTS},
        _l(
            "Enter the school's social media accounts and have the head approve them. If it has "
            "none, say so on the set-up page."
        ),
    ),
    Lack.QUESTIONS: (
        KEEP_FROM_ASKING,
        _l(
            "The photo questions have not been written for this school yet. Press “Write the first "
            "texts” on the set-up page."
        ),
    ),
}


def sentence(lack: Lack, facts: SchoolFacts) -> str:
    """What is to be done, and by whom where it waits for one person."""
    names = facts.no_password.get(lack, ())
    if names:
        return gettext(
            "%(name)s has not chosen a password yet, and can do nothing as %(post)s until then.",
            name=", ".join(names),
            post=POSTS[lack],
        )
    if lack is Lack.PLACES and facts.places_waiting:
        return gettext(
            "Waiting for the head: %(places)s. Pictures can be checked for it once the head has "
            "approved it. If the school does not use it, say so on its page.",
            places=", ".join(facts.places_waiting),
        )
    keeps, now = _ONCE_IT_CAN_BE_DONE.get(lack, (frozenset(), None))
    if now is not None and keeps.isdisjoint(lacking(facts)):
        return str(now)
    return str(LACKS[lack][0])


POSTS: dict[Lack, LazyString] = {
    Lack.HEAD: _l("head teacher"),
    Lack.DSL: _l("designated safeguarding lead"),
    Lack.CHAIR: _l("chair of governors"),
    Lack.CLERK: _l("clerk"),
    Lack.DATA_PROTECTION_LEAD: _l("data protection lead"),
}


def sentences(lacks: Collection[Lack], now: Readiness) -> list[str]:
    """One sentence for each."""
    return [sentence(lack, now.facts) for lack in lacks]


def refusal(lacks: Collection[Lack], now: Readiness) -> str:
    """Why nothing was sent, in the words of the readiness page."""
    return " ".join([gettext("This cannot go out yet."), *sentences(lacks, now)])
