"""What stands under every mail: a way to say that it reached the wrong person, or to leave a list.

The links are about this one mail, by its reference: whoever it reached can press them, and the
page behind them says nothing of whom it was for.
"""

from typing import Any

from flask_babel import force_locale

from parentcomms.languages import gettext
from parentcomms.links import Purpose

THIS_MAIL = "this mail"  # no placeholder can have this name
WRONG_PERSON = "wrong_person"
LEAVE = "leave_newsletters"
ENDPOINTS = {
    WRONG_PERSON: ("bounces_public.wrong_person", Purpose.WRONG_PERSON),
    LEAVE: ("bounces_public.leave_newsletters", Purpose.LEAVE_NEWSLETTERS),
}


def with_foot(body: str, language: str, *, list_mail: bool) -> str:
    """The body and what stands under it, in the mail's own language."""
    with force_locale(language):
        lines = [f"{gettext('Is this not for you?')} (({WRONG_PERSON}))"]
        if list_mail:
            lines.append(f"{gettext('No more newsletters?')} (({LEAVE}))")
    return "\n\n".join([body.rstrip(), "---", *lines]) + "\n"


def foot_values(language: str, *, list_mail: bool) -> dict[str, dict[str, Any]]:
    """The links of the foot, shared by all mails; each mail's own reference completes them."""
    with force_locale(language):
        labels = {WRONG_PERSON: gettext("Tell us that it reached the wrong person")}
        if list_mail:
            labels[LEAVE] = gettext("Stop them")
    return {name: _link(name, label) for name, label in labels.items()}


def _link(name: str, label: str) -> dict[str, Any]:
    endpoint, purpose = ENDPOINTS[name]
    return {"endpoint": endpoint, "purpose": purpose.value, "as": THIS_MAIL, "label": label}
