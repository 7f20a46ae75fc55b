"""Forms of staff sign-in, accounts and roles."""

from flask_babel import lazy_gettext
from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from parentcomms.access import Role
from parentcomms.accounts.forms import address_field, tidied
from parentcomms.accounts.rules import LONGEST_PASSWORD, password_problem
from parentcomms.accounts.words import PASSWORD_PROBLEMS, ROLE_HINTS, ROLE_NAMES
from parentcomms.forms import Form

_NEW_PASSWORD = {"autocomplete": "new-password"}


def _role_choices() -> list[SelectChoice]:
    return [
        SelectChoice(role.value, ROLE_NAMES[role], render_kw={"hint": ROLE_HINTS[role]})
        for role in Role
    ]


class SignInForm(Form):
    """E-mail address and password."""

    email = address_field(lazy_gettext("E-mail address"))
    password = PasswordField(
        lazy_gettext("Password"), [DataRequired(lazy_gettext("Write your password"))]
    )


class ForgottenPasswordForm(Form):
    """Where the link to a new password is to go."""

    email = address_field(lazy_gettext("E-mail address"))


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
    email = address_field(lazy_gettext("E-mail address"))
    roles = SelectMultipleField(
        lazy_gettext("Roles"),
        [DataRequired(lazy_gettext("Choose at least one role"))],
        choices=_role_choices,
        coerce=Role,
    )


class GrantRoleForm(Form):
    """More roles: in a small school one person has several."""

    role = SelectMultipleField(
        lazy_gettext("Give more roles"),
        [DataRequired(lazy_gettext("Choose at least one role"))],
        choices=_role_choices,
        coerce=Role,
    )
