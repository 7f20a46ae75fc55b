"""What roles and refusals are called on pages."""

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from parentcomms.access import Role
from parentcomms.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordProblem

ROLE_NAMES: dict[Role, LazyString] = {
    Role.OFFICE: lazy_gettext("Office"),
    Role.TEACHER: lazy_gettext("Teacher or teaching assistant"),
    Role.HEAD: lazy_gettext("Head teacher"),
    Role.DSL: lazy_gettext("Designated safeguarding lead"),
    Role.DEPUTY_DSL: lazy_gettext("Deputy safeguarding lead"),
    Role.CHAIR: lazy_gettext("Chair of governors"),
    Role.VICE_CHAIR: lazy_gettext("Vice-chair of governors"),
    Role.CLERK: lazy_gettext("Clerk to the governors"),
    Role.DATA_PROTECTION_LEAD: lazy_gettext("Data protection lead"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
}

ROLE_HINTS: dict[Role, LazyString] = {
    Role.OFFICE: lazy_gettext("Imports, letters, who has answered. Receives queries."),
    Role.TEACHER: lazy_gettext("Checks pictures before posting."),
    Role.HEAD: lazy_gettext(
        "Approves what goes out. Receives complaints and concerns about staff."
    ),
    Role.DSL: lazy_gettext("Reads safeguarding concerns, and sets who must never be seen."),
    Role.DEPUTY_DSL: lazy_gettext("Reads safeguarding concerns."),
    Role.CHAIR: lazy_gettext("Receives concerns about the head."),
    Role.VICE_CHAIR: lazy_gettext("Receives concerns about the chair."),
    Role.CLERK: lazy_gettext("Receives concerns about governors."),
    Role.DATA_PROTECTION_LEAD: lazy_gettext("Reads the evidence: answers and the audit."),
    Role.ADMINISTRATOR: lazy_gettext("Manages staff accounts. Reads no concerns."),
}

PASSWORD_PROBLEMS: dict[PasswordProblem, LazyString] = {
    PasswordProblem.TOO_SHORT: lazy_gettext(
        "The password must have at least %(least)s characters", least=SHORTEST_PASSWORD
    ),
    PasswordProblem.TOO_LONG: lazy_gettext(
        "The password must have at most %(most)s characters", most=LONGEST_PASSWORD
    ),
    PasswordProblem.TOO_COMMON: lazy_gettext(
        "This password is easy to guess. Three words that do not belong together work well"
    ),
    PasswordProblem.ABOUT_YOU: lazy_gettext(
        "The password must not be made of your own name or e-mail address"
    ),
}


def role_name(role: Role) -> LazyString:
    """The role as pages and mails call it."""
    return ROLE_NAMES[role]
