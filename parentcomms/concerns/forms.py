"""The three short pages of the public form. Nothing is chosen beforehand."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    HiddenField,
    MultipleFileField,
    RadioField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from parentcomms.concerns.typed import LONGEST_STORY, is_email, tidy_line, tidy_story
from parentcomms.concerns.words import (
    ABOUT,
    AT_RISK,
    KIND_HINTS,
    KINDS,
    REPLIES,
    SENDERS,
    Reply,
)
from parentcomms.forms import Form

_LINE = {"filters": [tidy_line]}


def _choices(words: Any, hints: Any = None) -> list[SelectChoice]:
    hints = hints or {}
    return [
        SelectChoice(each.value, text, render_kw={"hint": hints.get(each)})
        for each, text in words.items()
    ]


class StoryForm(Form):
    """What happened, in one box, and pictures of it."""

    words = TextAreaField(
        _l("What happened?"),
        [
            DataRequired(_l("Tell us what happened, in a few words")),
            Length(
                max=LONGEST_STORY,
                message=_l("This is too long for one message. Write up to 20,000 characters"),
            ),
        ],
        description=_l("Use your own words. Any language will do."),
        filters=[tidy_story],
        render_kw={"rows": 8},
    )
    files = MultipleFileField(
        _l("Pictures or documents"),
        [Optional()],
        description=_l(
            "If they help: up to 5, at most 15 MB each. Never a sexual picture of a child: do not "
            "send, copy or screenshot it. Tell us in words."
        ),
    )
    kept = HiddenField()
    started = HiddenField()


class RiskForm(Form):
    """Whether a child is at risk, and who or what it is about."""

    at_risk = RadioField(
        _l("Is a child being hurt, or at risk?"),
        [DataRequired(_l("Say whether a child is at risk. Choose “I am not sure” if in doubt"))],
        choices=_choices(AT_RISK),
    )
    about = RadioField(
        _l("Who or what is it about?"),
        [DataRequired(_l("Choose who or what it is about"))],
        description=_l("Whoever it is about does not get your message."),
        choices=_choices(ABOUT),
    )
    about_name = StringField(
        _l("Their name, if it is about a grown-up at the school"),
        [Optional(), Length(max=200, message=_l("Write a shorter name"))],
        description=_l("So that we can keep it from them"),
        **_LINE,
    )
    kind = RadioField(
        _l("What is it?"),
        [DataRequired(_l("Choose what it is"))],
        choices=_choices(KINDS, KIND_HINTS),
    )


class ReplyForm(Form):
    """Who writes and how to reply; or no name, and what that means."""

    sender_kind = RadioField(
        _l("Who are you?"), [DataRequired(_l("Choose who you are"))], choices=_choices(SENDERS)
    )
    reply = RadioField(
        _l("How can we reply?"),
        [DataRequired(_l("Choose how we can reply"))],
        choices=_choices(
            REPLIES,
            {
                Reply.NO_NAME: _l(
                    "We read it all the same. But we cannot ask you anything or tell you what "
                    "happened, and we may be able to do less."
                )
            },
        ),
    )
    sender_email = EmailField(_l("Your e-mail address"), **_LINE)
    sender_phone = TelField(_l("Your telephone number"), **_LINE)
    sender_name = StringField(
        _l("Your name"),
        [Optional(), Length(max=200, message=_l("Write a shorter name"))],
        render_kw={"autocomplete": "name"},
        **_LINE,
    )
    address_2 = StringField(_l("Leave this box empty"), render_kw={"autocomplete": "off"})

    def validate_sender_email(self, field: Any) -> None:
        if self.reply.data == Reply.EMAIL and not is_email(field.data):
            raise ValidationError(
                str(_l("Write your e-mail address in full, like name@example.com"))
            )

    def validate_sender_phone(self, field: Any) -> None:
        digits = sum(sign.isdigit() for sign in field.data)
        if self.reply.data == Reply.PHONE and not 6 <= digits <= 15:
            raise ValidationError(str(_l("Write your telephone number, like 01632 960 001")))

    def validate_address_2(self, field: Any) -> None:
        if field.data:
            raise ValidationError(str(_l("Empty this box, then press the button again")))
