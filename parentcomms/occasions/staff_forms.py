"""Forms by which staff ask about one occasion, the head decides, and the office notes an answer."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from parentcomms.clock import today
from parentcomms.consent.rules import AnswerRoute, Decision
from parentcomms.consent.staff_words import DECISION_NAMES, ROUTE_NAMES
from parentcomms.forms import DateField, Form
from parentcomms.occasions.rules import DateProblem, date_problem
from parentcomms.occasions.staff_words import DATE_PROBLEMS, POINT_WORDS
from parentcomms.occasions.wording import Asked

APPROVE, SEND_BACK = "approve", "send_back"
_SHORT = Length(max=120, message=_l("Use 120 characters or fewer"))


class OccasionForm(Form):
    """Who comes, what for, when, where it is shown, and which children."""

    who = StringField(
        _l("Who would use the pictures?"),
        [DataRequired(_l("Write the name of the organisation")), _SHORT],
        description=_l("By name, such as “BBC Points West”. “The press” is not enough."),
    )
    what = StringField(
        _l("What is it about?"),
        [DataRequired(_l("Write what happens")), _SHORT],
        description=_l("Such as “planting trees in the school garden”. No child’s name."),
    )
    where_shown = StringField(
        _l("Where will the pictures be shown?"),
        [DataRequired(_l("Write where they will be shown")), _SHORT],
        description=_l("Such as “BBC One, the BBC website and BBC Points West on Facebook”"),
    )
    happens_on = DateField(_l("Which day?"), [DataRequired(_l("Write the day"))])
    answer_by = DateField(
        _l("Last day to answer"),
        [DataRequired(_l("Write the last day to answer"))],
        description=_l("Families who have not answered are reminded once, the day before."),
    )
    offers_unrecognisable = BooleanField(
        _l("We choose the pictures, so “only if nobody could recognise my child” can be offered")
    )
    classes = SelectMultipleField(_l("Whole classes"), validate_choice=False)
    groups = SelectMultipleField(_l("Clubs, trips and saved lists"), validate_choice=False)
    pasted = TextAreaField(
        _l("Names"),
        description=_l("One name a line, or with commas between. First name first, or last."),
        render_kw={"rows": 4},
    )
    pupils = SelectMultipleField(choices=(), validate_choice=False)

    def validate_answer_by(self, field: DateField) -> None:
        """Both days together, said at the one that is wrong."""
        if not (self.happens_on.data and field.data):
            return
        problem = date_problem(self.happens_on.data, field.data, today())
        if problem in {DateProblem.PAST, DateProblem.TOO_FAR}:
            self.happens_on.errors = [DATE_PROBLEMS[problem]]
            raise ValidationError(str(DATE_PROBLEMS[problem]))
        if problem is not None:
            raise ValidationError(str(DATE_PROBLEMS[problem]))

    def asked(self) -> Asked:
        """What was written."""
        happens_on, answer_by = self.happens_on.data, self.answer_by.data
        if happens_on is None or answer_by is None:
            raise ValueError("asked before it was validated")
        return Asked(
            who=self.who.data.strip(),
            what=self.what.data.strip(),
            where_shown=self.where_shown.data.strip(),
            happens_on=happens_on,
            answer_by=answer_by,
            offers_unrecognisable=self.offers_unrecognisable.data,
        )


class OccasionDecisionForm(Form):
    """The head's decision about exactly the question on the page."""

    decision = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose one"))],
        choices=[
            SelectChoice(APPROVE, _l("Approve exactly this question, and ask it now")),
            SelectChoice(SEND_BACK, _l("Send it back")),
        ],
    )
    points = SelectMultipleField(
        _l("Tick what you have checked"),
        choices=[SelectChoice(point.value, words) for point, words in POINT_WORDS.items()],
        description=_l("All five are needed before anything goes out. Only you can say so."),
    )
    words = TextAreaField(
        _l("What should be different?"), [Length(max=2000)], render_kw={"rows": 4}
    )

    def validate_words(self, field: TextAreaField) -> None:
        """Sending back without a word helps nobody."""
        if self.decision.data == SEND_BACK and not (field.data or "").strip():
            raise ValidationError(str(_l("Say what should be different")))


class NoteAnswerForm(Form):
    """What an adult said by phone or in person about one occasion and one child."""

    route = RadioField(
        _l("How did the answer come?"),
        [DataRequired(_l("Choose how the answer came"))],
        choices=[
            SelectChoice(route.value, ROUTE_NAMES[route])
            for route in (AnswerRoute.PHONE, AnswerRoute.IN_PERSON)
        ],
        coerce=AnswerRoute,
    )
    caller = StringField(
        _l("Who rang, or came in?"), [DataRequired(_l("Write who it was")), Length(max=100)]
    )
    number = TelField(
        _l("Number you rang back"),
        [Length(max=40)],
        description=_l("A number already on the school's record. A yes by phone needs it."),
    )
    decision = RadioField(_l("What did they say?"), [DataRequired(_l("Choose one"))])

    def offer(self, decisions: tuple[Decision, ...]) -> None:
        """What this occasion offers now."""
        self.decision.choices = [
            SelectChoice(each.value, DECISION_NAMES[each]) for each in decisions
        ]

    def validate_number(self, field: TelField) -> None:
        """A yes by phone is rung back."""
        by_phone = self.route.data is AnswerRoute.PHONE
        if by_phone and self.decision.data != Decision.NO.value and not field.data:
            raise ValidationError(
                str(_l("Write the number you rang back: a yes by phone needs it"))
            )

    def evidence(self) -> dict[str, str]:
        """What is kept beside the answer."""
        kept = {"caller": self.caller.data, "number": self.number.data}
        return {name: value for name, value in kept.items() if value}
