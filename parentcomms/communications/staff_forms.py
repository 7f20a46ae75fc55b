"""Forms of the letters and newsletters room."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from parentcomms.approvals.words import POINT_WORDS
from parentcomms.communications.content import LONGEST_BODY, LONGEST_SUBJECT
from parentcomms.documents.markdown import BadPlaceholder, parse
from parentcomms.forms import Form

APPROVE, SEND_BACK = "approve", "send_back"


def _readable(_form: Form, field: StringField) -> None:
    try:
        parse(field.data or "")
    except BadPlaceholder as problem:
        raise ValidationError(
            _l("Between double brackets stands something we do not know: %(names)s")
            % {"names": ", ".join(problem.names)}
        ) from problem


def subject_field() -> StringField:
    return StringField(
        _l("Subject"),
        [
            DataRequired(_l("Write a subject")),
            Length(max=LONGEST_SUBJECT, message=_l("The subject is too long")),
            _readable,
        ],
        description=_l("Read on a locked phone by anybody: no name of a child."),
    )


def body_field() -> TextAreaField:
    return TextAreaField(
        _l("Text"),
        [
            DataRequired(_l("Write the text")),
            Length(max=LONGEST_BODY, message=_l("The text may have 20,000 characters at most")),
            _readable,
        ],
        description=_l(
            "Headings begin with ##, list items with 1. or -, and **bold** stands between stars."
        ),
        render_kw={"rows": 22},
    )


class TextForm(Form):
    """Subject and text in one language."""

    subject = subject_field()
    body = body_field()


def _words(label: str, description: str, rows: int) -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(_l("Write the words")), Length(max=1000), _readable],
        description=description,
        render_kw={"rows": rows},
    )


class InsertForm(TextForm):
    """An insert, and the words that go with it at an event."""

    heading = StringField(
        _l("Heading of poster and slide"), [DataRequired(_l("Write a heading")), Length(max=60)]
    )
    programme = _words(_l("Line in the programme"), _l("One or two sentences."), 3)
    poster = _words(_l("Poster on the door"), _l("30 to 70 words, read standing."), 6)
    slide = _words(_l("Slide before it begins"), _l("15 to 40 words."), 4)
    spoken = _words(_l("What the head says"), _l("Twenty words, before it begins."), 3)


class NewInsertForm(InsertForm):
    """An insert of the school's own."""

    title = StringField(
        _l("What do you call it here?"),
        [DataRequired(_l("Write a name")), Length(max=120)],
        description=_l("Families do not see this. For example: Insert for the summer fair."),
    )


class DecisionForm(Form):
    """The head's decision about exactly the text on the page."""

    decision = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(APPROVE, _l("Approve exactly this text")),
            SelectChoice(SEND_BACK, _l("Send it back")),
        ],
    )
    points = SelectMultipleField(
        _l("Tick what you have checked"),
        choices=[
            SelectChoice(point.value, words, render_kw={"hint": hint})
            for point, (words, hint) in POINT_WORDS.items()
        ],
        description=_l("All five are needed before anything goes out. Only you can say so."),
    )
    words = TextAreaField(
        _l("What should be different?"), [Length(max=2000)], render_kw={"rows": 4}
    )

    def validate_words(self, field: TextAreaField) -> None:
        if self.decision.data == SEND_BACK and not (field.data or "").strip():
            raise ValidationError(_l("Say what should be different"))


class SendForm(Form):
    """The press of “Send now”, with a tick where something has to be known first."""

    to_know: Sequence[str] = ()
    know = BooleanField(_l("I know, and want to send it all the same"))

    def validate_know(self, field: BooleanField) -> None:
        if self.to_know and not field.data:
            raise ValidationError(_l("Tick that you know this"))


class UsedForm(Form):
    """Where an insert was used."""

    used_in = StringField(
        _l("Where did you use it?"),
        [DataRequired(_l("Write where, such as “Newsletter 12”")), Length(max=200)],
    )
