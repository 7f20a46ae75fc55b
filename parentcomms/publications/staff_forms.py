"""Forms by which staff say what was posted, and what was done about it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from parentcomms.clock import today
from parentcomms.forms import DateField, Form
from parentcomms.publications.models import Publication
from parentcomms.publications.rules import Settled
from parentcomms.publications.staff_words import SETTLED_NAMES
from parentcomms.publishing.post_words import KIND_WORDS


def _not_to_come(_form: Form, field: Any) -> None:
    if field.data and field.data > today():
        raise ValidationError(str(_l("Write a day that has been")))


class RepostingField(BooleanField):
    """Asked only where a post at this address was taken down: it is up again, knowingly."""

    wanted: Publication | None = None

    def pre_validate(self, form: Any) -> None:
        """Nobody puts up again by accident what a family had taken down."""
        if self.wanted is not None and not self.data:
            raise ValidationError(
                str(_l("A post at this address was taken down. Tick this if it is up again"))
            )


class PostedForm(Form):
    """What was posted, where it can be seen, and when."""

    kind = RadioField(
        _l("What kind of post is it?"),
        [DataRequired(_l("Choose what kind of post it is"))],
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    reposting = RepostingField(
        _l("It was taken down before, and is up again: it has to be looked at once more")
    )

    what = StringField(
        _l("What is it?"),
        [DataRequired(_l("Write what it is")), Length(max=200)],
        description=_l("In a few words and without names, like: sports day, the relay."),
    )
    address = StringField(
        _l("Where exactly can it be found?"),
        [Optional(), Length(max=500)],
        description=_l("Copy the web address of the post, or write the issue it was printed in."),
        render_kw={"spellcheck": False, "autocomplete": "off"},
    )
    on = DateField(
        _l("When was it posted?"), [DataRequired(_l("Write the day")), _not_to_come], default=today
    )


class UncheckedForm(PostedForm):
    """The same of a post nobody checked: the place has to be said as well."""

    channel = SelectField(_l("Where was it posted?"), choices=(), validate_choice=True)


class LateForm(Form):
    """Which earlier post this check is for."""

    publication = RadioField(
        _l("Is this the check for a post that went out without one?"),
        [DataRequired(_l("Choose one"))],
        choices=(),
    )


class SettleForm(Form):
    """What was done. `shown` is what stood on the page, so that nothing newer is settled unseen."""

    how = RadioField(_l("What was done?"), [DataRequired(_l("Choose one"))], choices=())
    on = DateField(_l("When?"), [DataRequired(_l("Write the day")), _not_to_come], default=today)
    reason = TextAreaField(
        _l("Anything to add"),
        [Optional(), Length(max=500)],
        description=_l("If it stays, write why. Do not write what anybody answered."),
        render_kw={"rows": 3},
    )
    shown = HiddenField()

    def offer(self, ways: list[Settled]) -> None:
        """The ways that fit this post."""
        self.how.choices = [SelectChoice(way.value, SETTLED_NAMES[way]) for way in ways]


class TakenAwayForm(Form):
    """When it was taken down."""

    on = DateField(
        _l("When was it taken down?"),
        [DataRequired(_l("Write the day")), _not_to_come],
        default=today,
    )


class OwnerForm(Form):
    """Who sees to it."""

    owner = SelectField(_l("Who sees to it?"), choices=())


class DpoForm(Form):
    """When the data protection officer was told."""

    told_on = DateField(
        _l("When was the data protection officer told?"),
        [DataRequired(_l("Write the day")), _not_to_come],
        default=today,
    )


class CloseForm(Form):
    """How an incident ended."""

    outcome = TextAreaField(
        _l("How did it end?"),
        [DataRequired(_l("Write how it ended")), Length(max=2000)],
        description=_l(
            "Who was told, whether it was reported to the Information Commissioner and why, and "
            "what was changed so that it does not happen again."
        ),
        render_kw={"rows": 5},
    )


class PostsFileForm(Form):
    """A list of posts from before. `text` carries what was previewed to the second press."""

    file = FileField(
        _l("List of posts from before"),
        description=_l("A CSV file of up to 300 KB."),
    )
    text = HiddenField()
