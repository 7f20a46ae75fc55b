"""Forms families meet on the way in, and the parts that staff forms share."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from parentcomms.forms import DateField, Form
from parentcomms.languages import gettext

_NARROW = {"class": "govuk-input--width-10", "spellcheck": False, "autocomplete": "off"}


def tidied(text: str | None) -> str | None:
    """Without the spaces a phone's keyboard leaves at the ends."""
    return text.strip() if text else text


def looks_like_an_address(_form: Form, field: Any) -> None:
    before, at, after = (field.data or "").partition("@")
    if not (before and at and "." in after) or " " in field.data:
        raise ValidationError(gettext("Write the e-mail address in full, like name@example.com"))


def address_field(label: object) -> EmailField:
    return EmailField(
        label,
        [
            DataRequired(lazy_gettext("Write the e-mail address")),
            Length(max=254, message=lazy_gettext("The e-mail address is too long")),
            looks_like_an_address,
        ],
        filters=[tidied],
    )


def code_field(label: object) -> StringField:
    """A code somebody reads off a card or a screen."""
    return StringField(
        label,
        [
            DataRequired(lazy_gettext("Write the code")),
            Length(max=40, message=lazy_gettext("A code is shorter")),
        ],
        description=lazy_gettext("Like 7K3M9-Q0VXA."),
        render_kw=_NARROW,
        filters=[tidied],
    )


class ButtonForm(Form):
    """Only a button."""


class NewLinkForm(Form):
    """Where an adult's own link is to be sent."""

    email = address_field(lazy_gettext("Your e-mail address"))


class CodeForm(Form):
    """The code printed on paper, and the birthday only the family knows."""

    code = StringField(
        lazy_gettext("Code"),
        [DataRequired(lazy_gettext("Write the code from your letter")), Length(max=40)],
        description=lazy_gettext("It is printed in your letter, like 7K3M9-Q0VXA."),
        render_kw=_NARROW,
        filters=[tidied],
    )
    date_of_birth = DateField(
        lazy_gettext("Your child's date of birth"),
        [DataRequired(lazy_gettext("Write your child's date of birth"))],
        description=lazy_gettext("Any of your children at this school. For example, 27 3 2018."),
    )
