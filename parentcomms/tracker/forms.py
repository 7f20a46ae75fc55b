"""The way in, and writing to the school."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.concerns.typed import LONGEST_STORY, tidy_line, tidy_story
from parentcomms.forms import Form

_REFERENCE = _l("Your reference")
_LINE = {"filters": [tidy_line]}
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


class WayInForm(Form):
    """The reference, and what only its sender can know."""

    reference = StringField(
        _REFERENCE,
        [DataRequired(_l("Write your reference")), Length(max=60, message=_l("This is too long"))],
        description=_l("It was on the page after you sent your message, and in our e-mail"),
        render_kw=_PLAIN,
        **_LINE,
    )
    secret = StringField(
        _l("The code from our e-mail, or your secret code"),
        [DataRequired(_l("Write the code")), Length(max=60, message=_l("This is too long"))],
        description=_l("Ten letters and numbers, like 7K3M9-Q0VXA"),
        render_kw=_PLAIN,
        **_LINE,
    )


class CodeForm(Form):
    """A code to the address given with the concern."""

    reference = StringField(
        _REFERENCE,
        [DataRequired(_l("Write your reference")), Length(max=60, message=_l("This is too long"))],
        render_kw=_PLAIN,
        **_LINE,
    )


class WriteForm(Form):
    """One more message."""

    words = TextAreaField(
        _l("Write to the school"),
        [
            DataRequired(_l("Write something first")),
            Length(
                max=LONGEST_STORY,
                message=_l("This is too long for one message. Write up to 20,000 characters"),
            ),
        ],
        filters=[tidy_story],
        render_kw={"rows": 6},
    )
    files = MultipleFileField(
        _l("Pictures or documents"),
        [Optional()],
        description=_l(
            "Up to 5, at most 15 MB each. Never a sexual picture of a child: do not send, copy or "
            "screenshot it. Tell us in words."
        ),
    )
    kept = HiddenField()
