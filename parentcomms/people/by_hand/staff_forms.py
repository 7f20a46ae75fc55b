"""Forms by which the office writes children and adults by hand."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from parentcomms.clock import today
from parentcomms.forms import DateField, Form
from parentcomms.languages import gettext, offered, own_name
from parentcomms.people.importing.words import BadCell, read_email, read_phone, safe_text
from parentcomms.people.importing.year_groups import read_year_group
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind
from parentcomms.people.staff_words import RELATIONSHIP_NAMES
from parentcomms.people.upn import tidy_upn

KINDS = (
    RelationshipKind.MOTHER,
    RelationshipKind.FATHER,
    RelationshipKind.STEP_PARENT,
    RelationshipKind.CARER,
    RelationshipKind.SPECIAL_GUARDIAN,
    RelationshipKind.FOSTER_CARER,
    RelationshipKind.GRANDPARENT,
    RelationshipKind.OTHER_FAMILY,
    RelationshipKind.SOCIAL_WORKER,
    RelationshipKind.OTHER,
)
AT_HOME = {"yes": True, "no": False, "unknown": None}


def _plain(form: Form, field: Field) -> None:
    """The same care as with a file: no formula, nothing invisible."""
    try:
        field.data = safe_text(field.data or "", what=gettext("entry"), limit=200)
    except BadCell as bad:
        raise ValidationError(str(bad)) from bad


def _not_in_future(form: Form, field: Field) -> None:
    if field.data is not None and field.data > today():
        raise ValidationError(gettext("This day lies in the future"))


class ClassForm(Form):
    """Which class, from when."""

    class_name = SelectField(_l("Class"), [Optional()])
    new_class = StringField(
        _l("If it is a new class, write its name"), [Optional(), Length(max=60), _plain]
    )
    first_day = DateField(
        _l("From which day?"), [DataRequired(_l("Write the day")), _not_in_future]
    )

    def chosen_class(self) -> str:
        """The new name where one was written, else the one chosen."""
        return str(self.new_class.data or self.class_name.data or "")


class _ChildFields(Form):
    forename = StringField(
        _l("First name"), [DataRequired(_l("Write the first name")), Length(max=100), _plain]
    )
    surname = StringField(
        _l("Surname"), [DataRequired(_l("Write the surname")), Length(max=100), _plain]
    )
    date_of_birth = DateField(
        _l("Date of birth"), [DataRequired(_l("Write the date of birth")), _not_in_future]
    )
    year_group = StringField(_l("Year group"), [Optional(), Length(max=20), _plain])
    upn = StringField(
        _l("UPN"),
        [Optional(), Length(max=40), _plain],
        description=_l("As in your management system, so that its next file finds this child."),
    )
    admission_number = StringField(_l("Admission number"), [Optional(), Length(max=40), _plain])

    def facts(self) -> dict[str, Any]:
        """The columns these fields are."""
        return {
            "forename": self.forename.data,
            "surname": self.surname.data,
            "date_of_birth": self.date_of_birth.data,
            "year_group": read_year_group(self.year_group.data or "") or None,
            "upn": tidy_upn(self.upn.data or "") or None,
            "admission_number": self.admission_number.data or None,
        }


class ChildForm(_ChildFields):
    """What our record says of a child."""


class NewChildForm(_ChildFields, ClassForm):
    """A child no file has named yet."""


class LastDayForm(Form):
    """The last day of something."""

    last_day = DateField(_l("Which is the last day?"), [DataRequired(_l("Write the day"))])


class AdultForm(Form):
    """An adult, and what they are to one child."""

    title = StringField(_l("Title"), [Optional(), Length(max=30), _plain])
    forename = StringField(
        _l("First name"), [DataRequired(_l("Write the first name")), Length(max=100), _plain]
    )
    surname = StringField(
        _l("Surname"), [DataRequired(_l("Write the surname")), Length(max=100), _plain]
    )
    kind = SelectField(
        _l("What are they to the child?"),
        [DataRequired(_l("Choose one"))],
        choices=[SelectChoice(kind.value, RELATIONSHIP_NAMES[kind]) for kind in KINDS],
    )
    pr = RadioField(
        _l("Parental responsibility, as the school’s record says"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(ParentalResponsibility.YES.value, _l("Yes, the school has seen that")),
            SelectChoice(ParentalResponsibility.NO.value, _l("No")),
            SelectChoice(ParentalResponsibility.UNKNOWN.value, _l("The record does not say")),
        ],
    )
    lives_with = RadioField(
        _l("Do they live with the child?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("yes", _l("Yes")),
            SelectChoice("no", _l("No")),
            SelectChoice("unknown", _l("Not known")),
        ],
    )
    court_order = BooleanField(
        _l("A court order about this adult has come"),
        description=_l("From now on nothing goes to them until the head or the DSL has looked."),
    )
    email = StringField(_l("E-mail address"), [Optional(), Length(max=254)])
    phone = StringField(_l("Telephone"), [Optional(), Length(max=40)])
    address = TextAreaField(_l("Address"), [Optional(), Length(max=400)], render_kw={"rows": 4})
    postcode = StringField(_l("Postcode"), [Optional(), Length(max=12), _plain])
    language = SelectField(_l("Language of letters"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [(code, own_name(code)) for code in offered()]

    def validate_email(self, field: Field) -> None:
        if field.data and read_email(field.data).casefold() != field.data.strip().casefold():
            raise ValidationError(gettext("Write one e-mail address, like name@example.org"))

    def validate_phone(self, field: Field) -> None:
        if field.data and not read_phone(field.data):
            raise ValidationError(gettext("Write a telephone number one can ring"))

    def facts(self) -> dict[str, Any]:
        """The columns of the adult."""
        lines = (" ".join(line.split()) for line in (self.address.data or "").splitlines())
        return {
            "title": self.title.data or None,
            "forename": self.forename.data,
            "surname": self.surname.data,
            "email": read_email(self.email.data or "") or None,
            "phone": read_phone(self.phone.data or "") or None,
            "address": "\n".join(line for line in lines if line) or None,
            "postcode": (self.postcode.data or "").upper() or None,
            "language": self.language.data or "en",
        }


class NewAdultForm(AdultForm):
    """Somebody new to this child, who may be on our record already."""

    same_as = RadioField(
        _l("Is it one of these?"),
        [Optional()],
        description=_l("They have the same name or the same e-mail address."),
        choices=[],
        validate_choice=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # nobody is a mother because the list begins with it
        self.kind.choices = [SelectChoice("", gettext("Choose one")), *(self.kind.choices or ())]
