"""The questions as a pupil reads them: about me, short, and meaning the same."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.consent.kinds import Decision, UseKey

PUPIL_QUESTIONS: dict[str, LazyString] = {
    UseKey.CLASS_APP: _l(
        "May we share pictures of you with the families of your class, in the app?"
    ),
    UseKey.CLASS_PHOTO: _l("May you be in the class photo that other families can have?"),
    UseKey.NEWSLETTER_PRINT: _l("May we print pictures of you, such as in our newsletter?"),
    UseKey.WEBSITE: _l("May we put pictures of you on our website?"),
    UseKey.SOCIAL_MEDIA: _l("May we post pictures of you on the school's social media accounts?"),
    UseKey.VIDEO_VOICE: _l("May we show videos of you, or your voice, outside school?"),
    UseKey.NAME_OUTSIDE: _l("May your first name stand beside a picture outside school?"),
}

PUPIL_CHOICES: dict[Decision, LazyString] = {
    Decision.YES: _l("Yes"),
    Decision.UNRECOGNISABLE: _l(
        "Only if nobody could recognise me (from behind, far away, blurred)"
    ),
    Decision.NO: _l("No"),
}


def pupil_question(key: str) -> str | None:
    """The question in the reader's language; None for a school's own, read in its own words."""
    found = PUPIL_QUESTIONS.get(key)
    return None if found is None else str(found)
