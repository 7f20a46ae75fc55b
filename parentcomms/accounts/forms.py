"""Forms of sign-in, accounts and links."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import EmailField, PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from parentcomms.access import Role
from parentcomms.accounts.rules import LONGEST_PASSWORD, password_problem
from parentcomms.accounts.words import PASSWORD_PROBLEMS, ROLE_HINTS, ROLE_NAMES
from parentcomms.forms import DateField, Form

_NEW_PASSWORD = {"autocomplete": "new-password"}
_NARROW = {"class": "govuk-input--width-10", "spellcheck": False, "autocomplete": "off"}


def tidied(text: str | None) -> str | None:
    """Without the spaces a phone's keyboard leaves at the ends."""
    return text.strip() if text else text


def _looks_like_an_address(_form: Form, field: Any) -> None:
    before, at, after = (field.data or "").partition("@")
    if not (before and at and "." in after) or " " in field.data:
        raise ValidationError(
            str(lazy_gettext("Write the e-mail address in full, like name@example.com"))
        )


def _address_field(label: object) -> EmailField:
    return EmailField(
        label,
        [
            DataRequired(lazy_gettext("Write the e-mail address")),
            Length(max=254, message=lazy_gettext("The e-mail address is too long")),
            _looks_like_an_address,
        ],
        filters=[tidied],
    )


def _role_choices() -> list[SelectChoice]:
    return [
        SelectChoice(role.value, ROLE_NAMES[role], render_kw={"hint": ROLE_HINTS[role]})
        for role in Role
    ]


class SignInForm(Form):
    """E-mail address and password."""

    email = _address_field(lazy_gettext("E-mail address"))
    password = PasswordField(
        lazy_gettext("Password"), [DataRequired(lazy_gettext("Write your password"))]
    )


class NewPasswordForm(Form):
    """Choosing a password by an invitation."""

    new_password = PasswordField(
        lazy_gettext("New password"),
        [DataRequired(lazy_gettext("Write a new password"))],
        description=lazy_gettext(
            "At least 12 characters. Three words that do not belong together work well."
        ),
        render_kw=_NEW_PASSWORD,
    )
    about: tuple[str, ...] = ()  # the person's own name and address, which it may not be made of

    def validate_new_password(self, field: PasswordField) -> None:
        """The rule's words under the box."""
        problem = password_problem(field.data or "", about=self.about)
        if problem is not None:
            raise ValidationError(str(PASSWORD_PROBLEMS[problem]))


class ChangePasswordForm(NewPasswordForm):
    """Changing one's own password."""

    current_password = PasswordField(
        lazy_gettext("Password you have now"),
        [
            DataRequired(lazy_gettext("Write the password you have now")),
            Length(max=LONGEST_PASSWORD, message=lazy_gettext("This is not your password")),
        ],
    )


class AddStaffForm(Form):
    """Somebody new, with the roles they start with."""

    name = StringField(
        lazy_gettext("Name"),
        [DataRequired(lazy_gettext("Write the name")), Length(max=100)],
        filters=[tidied],
    )
    email = _address_field(lazy_gettext("E-mail address"))
    roles = SelectMultipleField(
        lazy_gettext("Roles"),
        [DataRequired(lazy_gettext("Choose at least one role"))],
        choices=_role_choices,
        coerce=Role,
    )


class GrantRoleForm(Form):
    """One more role."""

    role = RadioField(
        lazy_gettext("Give a role"),
        [DataRequired(lazy_gettext("Choose a role"))],
        choices=_role_choices,
        coerce=Role,
    )


class ButtonForm(Form):
    """Only a button."""


class NewLinkForm(Form):
    """Where an adult's own link is to be sent."""

    email = _address_field(lazy_gettext("Your e-mail address"))


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
        description=lazy_gettext(
            "Any one of your children at this school. For example, 27 3 2018."
        ),
    )
