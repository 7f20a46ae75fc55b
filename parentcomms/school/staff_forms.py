"""Forms by which the school says what it decides about itself."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from parentcomms.forms import DateField, Form
from parentcomms.school.newsletters_staff_forms import NewslettersForm
from parentcomms.school.reminders_staff_forms import RemindersForm
from parentcomms.school.rules import SchoolType
from parentcomms.school.staff_words import TYPE_NAMES

_NUMBER = {"class": "govuk-input--width-20"}


def _tidied(text: str | None) -> str | None:
    return text.strip() if text else text


def _a_number(_form: Form, field: Any) -> None:
    """A dash typed to get past the page is no telephone number."""
    if len(re.sub(r"\D", "", field.data or "")) < 3:
        raise ValidationError(str(_l("Write a telephone number, like 01632 960123")))


def _number(label: object, description: object = "") -> TelField:
    return TelField(
        label,
        [DataRequired(_l("Write the telephone number")), Length(max=40), _a_number],
        filters=[_tidied],
        description=description,
        render_kw=_NUMBER,
    )


def _line(label: object, problem: object, description: object = "") -> StringField:
    return StringField(
        label,
        [DataRequired(problem), Length(max=200)],
        filters=[_tidied],
        description=description,
    )


class DetailsForm(Form):
    """Who the school is and how families reach it."""

    name = _line(_l("Name of the school"), _l("Write the name of the school"))
    school_type = SelectField(
        _l("What kind of school is it?"),
        choices=[SelectChoice(kind.value, TYPE_NAMES[kind]) for kind in SchoolType],
        coerce=SchoolType,
    )
    address = TextAreaField(
        _l("Address"),
        [DataRequired(_l("Write the address")), Length(max=400)],
        filters=[_tidied],
        description=_l("As it stands at the top of your letters, one line below the other."),
        render_kw={"rows": 4},
    )
    phone = _number(_l("Telephone"))
    email = EmailField(
        _l("E-mail address of the office"),
        [
            DataRequired(_l("Write the e-mail address")),
            Length(max=254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message=_l("Write it like name@example.com")),
        ],
        filters=[_tidied],
    )
    website = _line(
        _l("Website"),
        _l("Write the address of the school's website"),
        _l("Named in the question about pictures on the website."),
    )
    head_name = _line(
        _l("Name of the head teacher"),
        _l("Write the head teacher's name"),
        _l("As it stands under letters."),
    )


class SafeguardingForm(Form):
    """The numbers only the school's own area can supply."""

    local_authority = _line(_l("Local authority"), _l("Write the name of the local authority"))
    social_care_phone = _number(_l("Children's social care, in office hours"))
    social_care_out_of_hours_phone = _number(_l("Children's social care, out of hours"))
    lado_phone = _number(
        _l("Local authority designated officer"),
        _l("For allegations about adults who work with children."),
    )


class OrganisationsForm(Form):
    """Everyone a photo question must name: a category is not enough (UK GDPR Art 7)."""

    class_app = _line(
        _l("Class app"),
        _l("Write the name of the class app, or that the school uses none"),
        _l(
            "Its name and the firm that runs it. If there is none, write: none. Families are then "
            "not asked about it."
        ),
    )
    photographer = _line(
        _l("Photographer of the class photo"),
        _l("Write the name of the photographer"),
        _l("The firm, as families see it on the envelope. If there is none, write: none."),
    )
    print_organisations = _line(
        _l("Who prints or hands out newsletters and publicity?"),
        _l("Write who prints or hands out publicity"),
        _l("Each firm by name. If only the school does, write: none."),
    )
    video_organisations = _line(
        _l("Who shows the school's videos and live streams?"),
        _l("Write who shows videos"),
        _l("Each firm by name. If only the school does, write: none."),
    )


class LookForm(Form):
    """The school's own colour."""

    colour = StringField(
        _l("Colour of the school"),
        [
            DataRequired(_l("Write the colour")),
            Regexp(
                r"#[0-9a-fA-F]{6}\Z", message=_l("Write a # and six letters or numbers: #1d4f91")
            ),
        ],
        filters=[_tidied],
        description=_l("Like #1d4f91. Words on it are black or white, whichever reads better."),
        render_kw={"class": "govuk-input--width-10", "spellcheck": False},
    )


class AnswersForm(Form):
    """How answers are counted, where the law leaves the choice to the school."""

    everyone_must_answer = RadioField(
        _l("Whose yes is needed?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("no", _l("One person with parental responsibility is enough")),
            SelectChoice("yes", _l("Everyone with parental responsibility must say yes")),
        ],
        description=_l("A no from any one of them always counts."),
    )
    answers_expire_yearly = RadioField(
        _l("How long does a yes last?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("no", _l("Until the child changes phase or leaves")),
            SelectChoice("yes", _l("One year")),
        ],
    )


class PublicationsForm(Form):
    """How long taking a picture down may take, and what becomes of old pictures of leavers."""

    takedown_days = SelectField(
        _l("How many school days may it take until a picture is down?"),
        choices=[SelectChoice(days, str(days)) for days in range(1, 11)],
        coerce=int,
        description=_l("Counted from the day after the family changed its mind."),
    )
    leavers_pictures_stay = RadioField(
        _l("May old pictures stay up when a child has left?"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice("yes", _l("Yes, until somebody decides otherwise at the yearly audit")),
            SelectChoice("no", _l("No, they come down at the yearly audit")),
        ],
        description=_l("No new picture of a child who has left is ever posted."),
    )


class GoingLiveForm(Form):
    """Until when the school's old list holds as well."""

    go_live_on = DateField(
        _l("From which day does only this service count?"),
        [Optional()],
        description=_l(
            "Until then the old list holds beside it, and pages say so. Leave it empty if there "
            "is no old list."
        ),
    )


class TermForm(Form):
    """A run of weeks in school; half-terms are two of them."""

    name = _line(_l("Name"), _l("Write a name"), _l("For example: Autumn, first half."))
    starts_on = DateField(_l("First day in school"), [DataRequired(_l("Write the first day"))])
    ends_on = DateField(_l("Last day in school"), [DataRequired(_l("Write the last day"))])

    def validate_ends_on(self, field: Any) -> None:
        """A term ends after it begins, and is no longer than a school year."""
        first, last = self.starts_on.data, field.data
        if first and last and not 0 <= (last - first).days <= 366:
            raise ValidationError(str(_l("The last day must be after the first, within a year")))

    def rows(self) -> list[tuple[str, date, date]]:
        """The term typed, if this form was the one pressed."""
        first, last = self.starts_on.data, self.ends_on.data
        return [(self.name.data, first, last)] if self.name.data and first and last else []


class InsetForm(Form):
    """A day in term on which children stay at home."""

    day = DateField(_l("INSET day"), [DataRequired(_l("Write the day"))])

    def rows(self) -> list[date]:
        """The day typed, if this form was the one pressed."""
        return [self.day.data] if self.day.data else []


class CrestForm(Form):
    """A picture of the school's crest."""

    picture = FileField(
        _l("Picture of the crest"),
        [DataRequired(_l("Choose a picture"))],
        description=_l("PNG or JPEG. A PNG with a clear background looks best."),
    )


SECTIONS: dict[str, type[Form]] = {
    "details": DetailsForm,
    "safeguarding": SafeguardingForm,
    "organisations": OrganisationsForm,
    "look": LookForm,
    "answers": AnswersForm,
    "publications": PublicationsForm,
    "newsletters": NewslettersForm,
    "reminders": RemindersForm,
    "going-live": GoingLiveForm,
}
