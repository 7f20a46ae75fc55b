"""Forms of the office that makes passes, and of who holds one."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.accounts.forms import code_field, tidied
from parentcomms.forms import DateField, Form
from parentcomms.publishing.facts import Medium
from parentcomms.publishing.words import MEDIUM_NAMES


class MakePassForm(Form):
    """For whom, which day, which classes."""

    holder = StringField(
        _l("Who is it for?"),
        [DataRequired(_l("Write the name")), Length(max=100, message=_l("Use 100 characters"))],
        filters=[tidied],
    )
    day = DateField(_l("Which day?"), [DataRequired(_l("Write the day"))])
    classes = SelectMultipleField(
        _l("Which classes?"), [DataRequired(_l("Choose at least one class"))], choices=()
    )


class PassCodeForm(Form):
    """The code on the pass."""

    code = code_field(_l("Code on your pass"))


class PassCheckForm(Form):
    """Where the picture goes, what it is, who is in it."""

    channel = RadioField(
        _l("Where will it be posted?"), [DataRequired(_l("Choose a place"))], choices=()
    )
    medium = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(each.value, name) for each, name in MEDIUM_NAMES.items()],
        default=Medium.PHOTO.value,
    )
    name_shown = BooleanField(_l("A child’s name will be shown or said with it"))
    someone_unknown = BooleanField(_l("There is a child in it I do not know"))
    pupils = SelectMultipleField(
        _l("Who is in it?"), [DataRequired(_l("Tick who is in it"))], choices=(),
        validate_choice=False,
    )  # fmt: skip
