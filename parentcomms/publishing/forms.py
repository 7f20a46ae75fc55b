"""The one screen of the check. Nothing is required here: the rule says what is missing."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.forms import DateField, Form
from parentcomms.publishing.facts import Medium
from parentcomms.publishing.words import MEDIUM_NAMES

_SHORT = Length(max=120, message=_l("Use 120 characters or fewer"))


class CheckForm(Form):
    """Where it goes, what it is, and who can be seen in it."""

    channel = RadioField(_l("Where will it be posted?"), choices=(), validate_choice=False)
    medium = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(each.value, name) for each, name in MEDIUM_NAMES.items()],
        validate_choice=False,
        default=Medium.PHOTO.value,
        render_kw={"class": "govuk-radios--inline govuk-radios--small"},
    )
    name_shown = BooleanField(_l("A child’s name will be shown or said with it"))
    showing = HiddenField()  # the class or group whose children are listed
    pupils = SelectMultipleField(choices=(), validate_choice=False)
    hidden_faces = SelectMultipleField(choices=(), validate_choice=False)
    not_today = SelectMultipleField(choices=(), validate_choice=False)
    part_of_name = StringField(_l("Or find a child by name"), [_SHORT])
    pasted = TextAreaField(
        _l("Paste a list of names"),
        description=_l("One name a line, or with commas between. First name first, or last."),
        render_kw={"rows": 4},
    )
    posed = BooleanField(_l("It is a posed group, like a class photo"))
    crowd = BooleanField(_l("There is a crowd in which nobody can be recognised"))
    someone_unknown = BooleanField(_l("There is a child in it I do not know"))
    other_school = BooleanField(_l("There is a child from another school in it"))
    other_school_name = StringField(
        _l("Which school?"),
        [_SHORT],
        description=_l("Only once that school has said that the child may be shown"),
    )
    confirmed_by = StringField(_l("Who there said so?"), [_SHORT])
    confirmed_on = DateField(_l("When?"), [Optional()])


class SaveListForm(Form):
    """Keep the children of a picture, to tick them again next time."""

    name = StringField(
        _l("Save these children as a list, to tick them again"),
        [DataRequired(_l("Write a name for the list")), _SHORT],
        description=_l("Such as: Tuesday’s gardening club"),
    )
