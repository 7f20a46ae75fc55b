"""The form by which an account or place is entered in the register (policy 6.1)."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.channels.rules import ChannelAudience, ChannelKind, Chase, PostApproval
from parentcomms.forms import DateField, Form

KIND_NAMES = {
    ChannelKind.SOCIAL_ACCOUNT: _l("A social media account of the school"),
    ChannelKind.WEBSITE: _l("A website"),
    ChannelKind.CLASS_APP: _l("A class app or closed group for families"),
    ChannelKind.PRINT: _l("A newsletter or printed publicity"),
    ChannelKind.CLASS_PHOTO: _l("Photos given or sold to other families"),
}
AUDIENCE_NAMES = {
    ChannelAudience.PUBLIC: _l("Anybody"),
    ChannelAudience.SCHOOL_FAMILIES: _l("The school’s families"),
    ChannelAudience.CLASS_FAMILIES: _l("The families of one class"),
}
_MORE = Length(max=200, message=_l("Use 200 characters or fewer"))


def _needed(message: object) -> list[object]:
    return [DataRequired(message), _MORE]


APPROVAL_NAMES = {
    PostApproval.EACH_POST: _l("Each post, before it goes out"),
    PostApproval.STANDING: _l("Beforehand, for named staff and kinds of post"),
}
CHASE_SENTENCES = {
    Chase.WAITS_FOR_HEAD: _l("It waits for the head teacher’s approval."),
    Chase.REVIEW_DUE: _l("It is due to be looked at again."),
    Chase.NOBODY_LOOKS_AFTER_IT: _l("Nobody is named who looks after it."),
    Chase.ONE_ADMINISTRATOR: _l("Only one person can get in. Name a second."),
}


class ChangeChannelForm(Form):
    """What is kept up to date about a place."""

    purpose = StringField(_l("What is it for?"), _needed(_l("Write what it is for")))
    owner = StringField(_l("Who looks after it?"), _needed(_l("Write who looks after it")))
    second_administrator = StringField(
        _l("Who else can get in?"),
        _needed(_l("Write who else can get in")),
        description=_l("So that the school never loses its account"),
    )
    dpia_reference = StringField(
        _l("Where is its data protection impact assessment kept?"), [Optional(), _MORE]
    )
    review_on = DateField(
        _l("When should it be looked at again?"),
        [Optional()],
        description=_l("A year from its approval, unless you say otherwise"),
    )
    for_parents = BooleanField(
        _l("The governing board approved it for telling parents things (8.1.6)")
    )
    minute_reference = StringField(
        _l("Where is that minuted?"),
        [Optional(), _MORE],
        description=_l("Like: full governing board, 12 March 2026, item 7"),
    )
    approval = RadioField(
        _l("How does the head teacher approve posts there?"),
        [DataRequired(_l("Choose how posts are approved"))],
        choices=[SelectChoice(each.value, name) for each, name in APPROVAL_NAMES.items()],
        coerce=PostApproval,
        default=PostApproval.EACH_POST,
        description=_l("Approval beforehand is for closed places only."),
    )


class AddChannelForm(ChangeChannelForm):
    """Everything the head reads before approving a place."""

    kind = RadioField(
        _l("What is it?"),
        [DataRequired(_l("Choose what it is"))],
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
    )
    name = StringField(
        _l("What should it be called?"),
        _needed(_l("Write a name")),
        description=_l("As families know it, like Elm Park on Facebook"),
    )
    platform = StringField(
        _l("Which platform or service is it on?"), _needed(_l("Write the platform or service"))
    )
    address = StringField(
        _l("Web address or account name"), _needed(_l("Write the address or account name"))
    )
    audience = RadioField(
        _l("Who can see what is posted there?"),
        [DataRequired(_l("Choose who can see it"))],
        choices=[SelectChoice(each.value, name) for each, name in AUDIENCE_NAMES.items()],
    )
