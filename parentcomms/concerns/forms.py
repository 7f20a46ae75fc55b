"""The three short pages of the public form. Nothing is chosen beforehand."""

from typing import Any

from flask import g
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

from parentcomms.concerns.typed import (
    LONGEST_DETAIL,
    LONGEST_STORY,
    is_email,
    tidy_line,
    tidy_story,
)
from parentcomms.concerns.words import (
    ABOUT,
    AT_RISK,
    KIND_HINTS,
    KINDS,
    POST_AUDIENCES,
    REPLIES,
    SENDERS,
    PostAudience,
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


def _at_most(most: int) -> Length:
    return Length(max=most, message=_l("This is too long. Write less here"))


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
            "send, copy or screenshot it. Tell us in words. Below is who else to tell."
        ),
    )
    post_where = StringField(
        _l("Where was it posted?"),
        [Optional(), _at_most(200)],
        description=_l("For example Facebook, WhatsApp, Instagram"),
        **_LINE,
    )
    post_audience = RadioField(
        _l("Who can see it?"), [Optional()], choices=_choices(POST_AUDIENCES)
    )
    post_reached = TextAreaField(
        _l("How did you come to see it?"),
        [Optional(), _at_most(LONGEST_DETAIL)],
        filters=[tidy_story],
        render_kw={"rows": 2},
    )
    post_link = StringField(
        _l("A link to it, if you have one"),
        [Optional(), _at_most(1000)],
        description=_l("A screenshot helps too: add it above."),
        **_LINE,
    )
    wanted = TextAreaField(
        _l("What would put it right?"),
        [Optional(), _at_most(LONGEST_DETAIL)],
        filters=[tidy_story],
        render_kw={"rows": 3},
    )
    kept = HiddenField()
    started = HiddenField()
    asked = HiddenField()

    @property
    def more_is_said(self) -> bool:
        """Whether the part "add more" is shown open: something is in it, or wrong with it."""
        more = (self.post_where, self.post_reached, self.post_link, self.wanted)
        return any(f.data or f.errors for f in more) or self.post_audience.data in set(PostAudience)


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
                Reply.OWN_PAGE: _l("We use the name and address that the school has for you."),
                Reply.NO_NAME: _l(
                    "We read it all the same, but we may be able to do less. You get a secret "
                    "code: without it we cannot ask you anything or tell you what happened."
                ),
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if g.family is None:
            self.reply.choices = [
                each for each in self.reply.choices or [] if each.value != Reply.OWN_PAGE
            ]
            if self.reply.data == Reply.OWN_PAGE:  # their page closed meanwhile: asked once more
                self.reply.data = None

    def validate_sender_email(self, field: Any) -> None:
        if self.reply.data == Reply.EMAIL and not is_email(field.data):
            raise ValidationError(
                str(_l("Write your e-mail address in full, like name@example.com"))
            )

    def validate_sender_phone(self, field: Any) -> None:
        digits = sum(sign.isdigit() for sign in field.data)
        if self.reply.data == Reply.PHONE and not 6 <= digits <= 15:
            raise ValidationError(str(_l("Write your telephone number, like 01632 960 001")))
