"""The line under a long text that says how many characters are left, in every plural form."""

from functools import cache
from typing import Any

from babel import Locale
from flask_babel import get_locale

from parentcomms.languages import gettext, ngettext


def counter(limit: int) -> dict[str, Any]:
    """What the macro of a long text needs to count while somebody writes."""
    return {
        "maxlength": limit,
        "threshold": 75,
        "textareaDescriptionText": gettext("You can write up to %(limit)s characters", limit=limit),
        "charactersUnderLimitText": plurals("under"),
        "charactersAtLimitText": gettext("You have 0 characters left"),
        "charactersOverLimitText": plurals("over"),
    }


def plurals(side: str) -> dict[str, str]:
    """The sentence for each plural form of the language; Polish has three, Arabic six."""
    numbers = _number_of_each_form(str(get_locale() or "en"))
    return {form: _left(side, number) for form, number in numbers.items()}


@cache
def _number_of_each_form(language: str) -> dict[str, int]:
    """A number that takes each plural form of the language: in English one: 1, other: 0."""
    plural_form = Locale.parse(language).plural_form
    found: dict[str, int] = {}
    for number in range(200):
        found.setdefault(plural_form(number), number)
    found.setdefault("other", 0)
    return found


def _left(side: str, number: int) -> str:
    sign = "%{count}"  # the script on the page writes the number here
    if side == "under":
        return ngettext(
            "You have %(sign)s character left",
            "You have %(sign)s characters left",
            number,
            sign=sign,
        )
    return ngettext(
        "You have %(sign)s character too many",
        "You have %(sign)s characters too many",
        number,
        sign=sign,
    )
