"""Forms of clubs, trips and saved lists, and of who is in charge."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from parentcomms.forms import Form
from parentcomms.people.rules import GroupKind

KIND_NAMES = {
    GroupKind.CLUB: _l("Club"),
    GroupKind.TRIP: _l("Trip"),
    GroupKind.LIST: _l("Saved list"),
}


class GroupForm(Form):
    """What it is, and what it is called."""

    kind = RadioField(
        _l("What is it?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(GroupKind.CLUB, KIND_NAMES[GroupKind.CLUB]),
            SelectChoice(GroupKind.TRIP, KIND_NAMES[GroupKind.TRIP]),
            SelectChoice(
                GroupKind.LIST,
                _l("A list to tick again"),
                render_kw={"hint": _l("Only you find it on the check")},
            ),
        ],
        coerce=GroupKind,
    )
    name = StringField(
        _l("What is it called?"),
        [DataRequired(_l("Write a name")), Length(max=80)],
        description=_l("Such as “Chess, Tuesdays” or “Museum, 4 December”"),
    )


class AddChildrenForm(Form):
    """By class, or by names."""

    classes = SelectMultipleField(_l("Whole classes"), validate_choice=False)
    pasted = TextAreaField(
        _l("Names"),
        description=_l("One name a line, or with commas between. First name first, or last."),
        render_kw={"rows": 4},
    )
    pupils = SelectMultipleField(choices=(), validate_choice=False)


class InChargeForm(Form):
    """Somebody, and what they are given."""

    staff = SelectField(_l("Who?"), [DataRequired(_l("Choose somebody"))], coerce=str)
    classes = SelectMultipleField(_l("Classes"))
    groups = SelectMultipleField(_l("Clubs and trips"))
