"""Forms of the newsletters room."""

import re
from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from parentcomms.clock import LONDON, today
from parentcomms.communications.staff_forms import body_field
from parentcomms.filters import year_group
from parentcomms.forms import DateField, Form
from parentcomms.newsletters import queries
from parentcomms.newsletters.rules import Audience, audience_of
from parentcomms.people.groups import groups_to_pick

EVERYBODY, CHOSEN, SAVED = "everybody", "chosen", "saved:"
_SMALL = {"class": "govuk-checkboxes--small"}


class AudienceForm(Form):
    """Whom something is for: the school, or some year groups, classes and clubs."""

    to = RadioField(
        _l("Whom is it for?"),
        [DataRequired(_l("Choose whom it is for"))],
        choices=[
            SelectChoice(EVERYBODY, _l("The whole school")),
            SelectChoice(CHOSEN, _l("Some year groups, classes or clubs")),
        ],
    )
    year_groups = SelectMultipleField(_l("Year groups"), render_kw=_SMALL)
    classes = SelectMultipleField(_l("Classes"), render_kw=_SMALL)
    groups = SelectMultipleField(_l("Clubs, trips and lists"), render_kw=_SMALL)

    def offer(self, actor: str) -> None:
        """Fill in what there is to choose."""
        classes, years = queries.classes_and_years()
        self.year_groups.choices = [SelectChoice(each, year_group(each)) for each in years]
        self.classes.choices = [SelectChoice(each.reference, each.name) for each in classes]
        groups = groups_to_pick(actor)
        self.groups.choices = [SelectChoice(each.reference, each.name) for each in groups]

    def validate_to(self, field: RadioField) -> None:
        nothing = not (self.year_groups.data or self.classes.data or self.groups.data)
        if field.data == CHOSEN and nothing:
            raise ValidationError(str(_l("Choose at least one year group, class or club")))

    def audience(self) -> Audience:
        """The rule chosen."""
        if self.to.data == EVERYBODY:
            return Audience(whole_school=True)
        if str(self.to.data or "").startswith(SAVED):
            saved = queries.saved_audience(self.to.data.removeprefix(SAVED))
            return Audience() if saved is None else _named(saved.rule, saved.name)
        return Audience(
            year_groups=self.year_groups.data or (),
            classes=self.classes.data or (),
            groups=self.groups.data or (),
        )


def _named(rule: dict[str, object], name: str) -> Audience:
    plain = audience_of(rule)
    return Audience(
        whole_school=plain.whole_school,
        year_groups=plain.year_groups,
        classes=plain.classes,
        groups=plain.groups,
        saved=name,
    )


class IssueForm(AudienceForm):
    """A newsletter: title, text, whom it is for, the insert it carries."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Write a title")), Length(max=100)],
        description=_l("It becomes the subject, after the school's name. No name of a child."),
    )
    body = body_field()
    insert = RadioField(
        _l("Which insert does it carry?"),
        [DataRequired(_l("Choose an insert, or none"))],
        description=_l("Only what the head has approved can be chosen."),
    )

    def offer(self, actor: str) -> None:
        super().offer(actor)
        saved = queries.saved_audiences()
        self.to.choices = [
            *self.to.choices,
            *(SelectChoice(SAVED + each.reference, each.name) for each in saved),
        ]


class SavedAudienceForm(AudienceForm):
    """A rule with a name."""

    name = StringField(
        _l("Name of the list"),
        [DataRequired(_l("Write a name")), Length(max=80)],
        description=_l("Such as: Key Stage 1 and gardening club"),
    )


class PictureForm(Form):
    """One picture and what it shows."""

    picture = FileField(
        _l("Picture"),
        description=_l("When and where it was taken is removed from the file."),
        render_kw={"accept": "image/*"},
    )
    alt = StringField(
        _l("What can be seen in it?"),
        [DataRequired(_l("Write what can be seen in it")), Length(max=200)],
        description=_l("Read out to people who cannot see it, and shown in the e-mail. No names."),
    )

    def validate_picture(self, field: FileField) -> None:
        if not (field.data and field.data.filename):
            raise ValidationError(str(_l("Choose a picture")))


class PdfForm(Form):
    """The newsletter as the office made it elsewhere."""

    file = FileField(
        _l("PDF"),
        description=_l("At most 15 MB and 40 pages, without a password."),
        render_kw={"accept": "application/pdf"},
    )

    def validate_file(self, field: FileField) -> None:
        if not (field.data and field.data.filename):
            raise ValidationError(str(_l("Choose a PDF")))


class ChecksForm(Form):
    """Which check is about this picture; or that there is nobody to ask."""

    check = RadioField(
        _l("Which check is about exactly this picture?"), [DataRequired(_l("Choose one"))]
    )


class TimeForm(Form):
    """When it goes out, by the clock in school."""

    day = DateField(_l("Day"), [DataRequired(_l("Write the day"))])
    time = StringField(
        _l("Time"),
        [
            DataRequired(_l("Write the time")),
            Regexp(
                r"\s*([01]?\d|2[0-3])[:.][0-5]\d\s*\Z",
                message=_l("Write the time like 15:30"),
            ),
        ],
        description=_l("Like 15:30, by the clock in school."),
        render_kw={"class": "govuk-input--width-5"},
    )
    know = BooleanField(_l("I know, and want it to go out then all the same"), [Optional()])

    def moment(self) -> datetime:
        """What was chosen, on the school's clock."""
        hour, minute = (int(part) for part in re.split(r"[:.]", self.time.data.strip()))
        day = self.day.data or today()
        return datetime.combine(day, time(hour, minute), LONDON)


class PasteForm(Form):
    """What the browser hands over when something is pasted."""

    html = TextAreaField("HTML", [DataRequired()])
