"""Forms of the second step."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from parentcomms.accounts.forms import tidied
from parentcomms.forms import Form

_CODE = {"class": "govuk-input--width-10", "autocomplete": "one-time-code", "spellcheck": False}


class CodeForm(Form):
    """The second step, at sign-in."""

    code = StringField(
        _l("Code"),
        [DataRequired(_l("Write the code")), Length(max=40, message=_l("A code is shorter"))],
        description=_l("Six digits from the app, or one of the codes you printed."),
        render_kw=_CODE,
        filters=[tidied],
    )


class AppForm(Form):
    """The first code of a new app; the secret travels with the page, signed."""

    secret = HiddenField()
    code = StringField(
        _l("Code from the app"),
        [DataRequired(_l("Write the code")), Length(max=40, message=_l("A code is shorter"))],
        description=_l("Six digits. They change every half minute."),
        render_kw=_CODE | {"inputmode": "numeric"},
        filters=[tidied],
    )


class PasskeyForm(Form):
    """What the browser answered; its script fills it in."""

    answer = HiddenField(validators=[Length(max=10_000)])


class NewPasskeyForm(PasskeyForm):
    """And what to call it."""

    name = StringField(
        _l("What is it?"),
        [DataRequired(_l("Write what it is")), Length(max=60, message=_l("Use 60 characters"))],
        description=_l("So that you know it again, such as: my telephone."),
        filters=[tidied],
    )
