"""Forms of a post: writing it, adding a picture, and the decision about it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    FileField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from parentcomms.approvals.words import POINT_WORDS
from parentcomms.forms import DateField, Form
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.post_words import KIND_WORDS

APPROVE, SEND_BACK = "approve", "send_back"
LONGEST_TEXT = 5000
LONGEST_DESCRIPTION = 300


def points_field(label: Any) -> SelectMultipleField:
    """The five points of policy 5.4. Nothing here is ever ticked beforehand."""
    return SelectMultipleField(
        label,
        choices=[
            SelectChoice(point.value, words, render_kw={"hint": hint})
            for point, (words, hint) in POINT_WORDS.items()
        ],
        description=_l("All five are needed before anything goes out. Only you can say so."),
    )


class PostForm(Form):
    """What it says, and what kind of post it is."""

    text = TextAreaField(
        _l("What will be posted?"),
        [
            DataRequired(_l("Write the text of the post")),
            Length(max=LONGEST_TEXT, message=_l("Use 5,000 characters or fewer")),
        ],
        description=_l("Exactly as it will be read, tags included."),
        render_kw={"rows": 6},
    )
    kind = RadioField(
        _l("What kind of post is it?"),
        [DataRequired(_l("Choose what kind of post it is"))],
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )


class PictureForm(Form):
    """One picture, and what it shows in words, for those who cannot see it."""

    picture = FileField(
        _l("Picture"),
        description=_l("When and where it was taken is removed from the file."),
        render_kw={"accept": "image/*"},
    )
    description = StringField(
        _l("What can be seen in it?"),
        [Length(max=LONGEST_DESCRIPTION, message=_l("Use 300 characters or fewer"))],
        description=_l("Read out to people who cannot see it. No names."),
    )

    def validate_picture(self, field: FileField) -> None:
        if not _chosen(field):
            raise ValidationError(str(_l("Choose a picture")))

    def validate_description(self, field: StringField) -> None:
        if _chosen(self.picture) and not (field.data or "").strip():
            raise ValidationError(str(_l("Write what can be seen in it")))


def _chosen(field: FileField) -> bool:
    return bool(field.data and field.data.filename)


class FirstPostForm(PostForm, PictureForm):
    """Text, kind and the first picture on one page; a film has none."""

    def validate_picture(self, field: FileField) -> None:
        """It may follow; what goes to the head without one is refused there."""


class DecisionForm(Form):
    """The decision about exactly what the page shows."""

    content_hash = HiddenField()
    last_decision = HiddenField()
    decision = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(APPROVE, _l("Approve exactly this")),
            SelectChoice(SEND_BACK, _l("Send it back")),
        ],
    )
    points = points_field(_l("Tick what you have checked"))
    words = TextAreaField(
        _l("What should be different?"), [Length(max=2000)], render_kw={"rows": 4}
    )

    def validate_words(self, field: TextAreaField) -> None:
        if self.decision.data == SEND_BACK and not (field.data or "").strip():
            raise ValidationError(str(_l("Say what should be different")))


class StandingForm(Form):
    """What the head lets through beforehand: where, what, by whom, until when."""

    channel = RadioField(_l("Where?"), [DataRequired(_l("Choose where"))])
    kind = RadioField(
        _l("What kind of post?"),
        [DataRequired(_l("Choose what kind of post"))],
        choices=[
            SelectChoice(kind.value, words)
            for kind, words in KIND_WORDS.items()
            if kind is not KindOfPost.OTHER
        ],
    )
    staff = SelectMultipleField(_l("Who may post it?"), [DataRequired(_l("Choose who it is for"))])
    ends_on = DateField(
        _l("Last day"),
        [DataRequired(_l("Write the last day"))],
        description=_l("Within a year. You can end it sooner."),
    )
    points = points_field(_l("Such posts are, as a rule"))


class AuthorisationForm(Form):
    """What somebody wants to share outside the school's own channels."""

    what = TextAreaField(
        _l("What do you want to share?"),
        [DataRequired(_l("Write what you want to share")), Length(max=2000)],
        description=_l("The words as they would be read, and what can be seen."),
        render_kw={"rows": 4},
    )
    where = StringField(
        _l("Where?"),
        [DataRequired(_l("Write where")), Length(max=200)],
        description=_l("Such as your own page, a club’s page, a newspaper"),
    )
    why = StringField(
        _l("Why there, and not on the school’s own accounts?"),
        [DataRequired(_l("Write why")), Length(max=500)],
    )
    ends_on = DateField(_l("Until when?"), [Optional()])
    pictures = RadioField(
        _l("Would pupils be seen or heard?"),
        choices=[
            SelectChoice("", _l("No")),
            SelectChoice("yes", _l("Yes, and their families were asked for this occasion")),
        ],
        default="",
        validate_choice=False,
    )
    check = RadioField(_l("Which check?"), choices=(), validate_choice=False)


class AnswerForm(Form):
    """The decision about a request."""

    content_hash = HiddenField()
    last_decision = HiddenField()
    decision = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(APPROVE, _l("It may be shared there")),
            SelectChoice(SEND_BACK, _l("It may not")),
        ],
    )
    points = points_field(_l("Tick what you have checked"))
    words = TextAreaField(_l("Why not?"), [Length(max=2000)], render_kw={"rows": 4})

    def validate_words(self, field: TextAreaField) -> None:
        if self.decision.data == SEND_BACK and not (field.data or "").strip():
            raise ValidationError(str(_l("Say why not")))
