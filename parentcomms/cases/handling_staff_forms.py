"""Forms of handling a case. Each carries the version of the case it was opened on."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional, ValidationError

from parentcomms.cases.rules import Stage, outcomes, stages_after
from parentcomms.cases.staff_words import OUTCOME_HINTS, STAGE_NAMES
from parentcomms.cases.texts import gaps_in
from parentcomms.cases.words import OUTCOMES
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import staff_names
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.concerns.typed import LONGEST_STORY
from parentcomms.concerns.words import ABOUT, KIND_HINTS, KINDS, SENDERS
from parentcomms.forms import DateField, Form
from parentcomms.languages import gettext

ROWS = {"rows": 8, "data-draft": "words"}


def _no_gaps(_form: Form, field: Field) -> None:
    """A place of the text it began from that nobody filled never reaches a sender."""
    if gaps := gaps_in(field.data or ""):
        raise ValidationError(gettext("Fill in or take out: %(gaps)s", gaps=", ".join(gaps)))


class CaseForm(Form):
    """A page left open while somebody else went on is refused once, with nothing lost."""

    version = HiddenField()


class NoteForm(CaseForm):
    words = TextAreaField(
        _l("Note"),
        [DataRequired(_l("Write the note")), Length(max=LONGEST_STORY)],
        description=_l("Only staff who may see this case read it. It is never sent."),
        render_kw=ROWS,
    )


class MessageForm(CaseForm):
    words = TextAreaField(
        _l("Message to the sender"),
        [DataRequired(_l("Write the message")), Length(max=LONGEST_STORY), _no_gaps],
        description=_l("The sender reads exactly this. Name no other child and no other family."),
        render_kw=ROWS,
    )
    acknowledges = BooleanField(_l("This tells the sender that we have it and when we will answer"))


class WhyForm(CaseForm):
    words = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Say why")), Length(max=2000)],
        render_kw={"rows": 3},
    )

    def offer(self, concern: Concern, stage: Stage) -> None:
        """The choices this case leaves open; most forms have none."""


class NewDateForm(WhyForm):
    day = DateField(_l("New date"), [DataRequired(_l("Write the new date"))])
    words = TextAreaField(
        _l("The reason"),
        [DataRequired(_l("Give the reason: the sender is told it")), Length(max=2000)],
        description=_l("The sender reads it as you write it."),
        render_kw={"rows": 3},
    )


class StageForm(WhyForm):
    stage = RadioField(_l("Which stage?"), [DataRequired(_l("Choose the stage"))])

    def offer(self, concern: Concern, stage: Stage) -> None:
        following = stages_after(stage, concern.kind, at_risk=concern.at_risk)
        self.stage.choices = [SelectChoice(each.value, STAGE_NAMES[each]) for each in following]


class OutcomeForm(WhyForm):
    outcome = RadioField(_l("How did it end?"), [DataRequired(_l("Choose how it ended"))])
    words = TextAreaField(
        _l("What will change?"),
        [Optional(), Length(max=2000)],
        description=_l("Kept inside. Write “nothing” if nothing will."),
        render_kw={"rows": 3},
    )
    message = TextAreaField(
        _l("Message to the sender"),
        [Optional(), Length(max=LONGEST_STORY), _no_gaps],
        description=_l("The sender reads exactly this. Leave it empty where nobody can be told."),
        render_kw={"rows": 10},
    )

    def offer(self, concern: Concern, stage: Stage) -> None:
        self.outcome.choices = [
            SelectChoice(each.value, f"{OUTCOMES[each]}{OUTCOME_HINTS.get(each, '')}")
            for each in outcomes(concern.kind, at_risk=concern.at_risk)
        ]


class ToldForm(WhyForm):
    person = RadioField(_l("Who was told?"), [DataRequired(_l("Choose who was told"))])
    day = DateField(_l("On which day?"), [DataRequired(_l("Write the day"))])
    words = TextAreaField(_l("How, and by whom?"), [Optional(), Length(max=500)])

    def offer(self, concern: Concern, stage: Stage) -> None:
        names = staff_names()
        self.person.choices = [
            SelectChoice(str(each.id), names.get(each.staff_id, "?"))
            for each in concern.subjects
            if each.told_at is None
        ]


class RecordForm(Form):
    """A concern that came by telephone, at the gate or by letter, on somebody's behalf."""

    how = RadioField(
        _l("How did it reach you?"),
        [DataRequired(_l("Choose how it reached you"))],
        choices=[
            SelectChoice("phone", _l("By telephone")),
            SelectChoice("gate", _l("In person, at the gate or the desk")),
            SelectChoice("letter", _l("By letter")),
            SelectChoice("email", _l("By e-mail")),
        ],
    )
    day = DateField(_l("On which day?"), [DataRequired(_l("Write the day"))])
    words = TextAreaField(
        _l("What was said?"),
        [DataRequired(_l("Write what was said")), Length(max=LONGEST_STORY)],
        description=_l("In their own words as far as you can."),
        render_kw={"rows": 8},
    )
    at_risk = RadioField(
        _l("Is a child at risk?"),
        [DataRequired(_l("Choose one. Not sure is an answer"))],
        choices=[
            SelectChoice("yes", _l("Yes")),
            SelectChoice("not_sure", _l("I am not sure")),
            SelectChoice("no", _l("No")),
        ],
    )
    kind = RadioField(
        _l("What is it?"),
        [DataRequired(_l("Choose what it is"))],
        choices=[
            SelectChoice(each.value, f"{KINDS[each]}: {KIND_HINTS[each]}") for each in ConcernKind
        ],
    )
    about = SelectField(
        _l("Who or what is it about?"),
        choices=[SelectChoice(each.value, ABOUT[each]) for each in AboutWhom],
    )
    about_name = StringField(
        _l("Name of whom it is about"),
        [Optional(), Length(max=200)],
        description=_l("Whoever is named here does not see it."),
    )
    sender_kind = SelectField(
        _l("Who told you?"),
        choices=[SelectChoice(each.value, words) for each, words in SENDERS.items()],
    )
    sender_name = StringField(_l("Their name"), [Optional(), Length(max=200)])
    sender_email = StringField(
        _l("Their e-mail address"), [Optional(), Email(_l("Check the address")), Length(max=254)]
    )
    sender_phone = StringField(_l("Their telephone number"), [Optional(), Length(max=60)])
