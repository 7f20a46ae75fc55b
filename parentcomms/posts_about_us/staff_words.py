"""The questions of the checklist as staff read them, each with its clause."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.posts_about_us.rules import Answer, Question

QUESTIONS: dict[Question, LazyString] = {
    Question.ORDERLY_RUNNING: _l("Could it disturb the orderly running of the school? (11.2.1)"),
    Question.THREAT: _l("Does it threaten anybody of the school community? (11.2.2)"),
    Question.REPUTATION: _l(
        "Could it harm the name of the school, or of somebody who works for it? (11.2.3)"
    ),
    Question.ANTI_BULLYING: _l("Are pupils involved, so that anti-bullying applies? (11.4)"),
    Question.DIGNITY_AT_WORK: _l(
        "Is a member of staff hurt, so that dignity at work applies? (11.1)"
    ),
    Question.HEAD_OR_GOVERNORS: _l(
        "Was it written by staff or a volunteer, so that head or governors are told? (9.2)"
    ),
    Question.POLICE: _l("May it be a crime, so that the police are told? (9.4)"),
    Question.COUNTY_DATA_TEAM: _l(
        "Was confidential information let out, so that the council’s data team is told? (9.2)"
    ),
    Question.PERSONAL_DATA_BREACH: _l(
        "Is it a breach of personal data? The data protection officer decides within 72 hours "
        "of the school learning of it whether the Information Commissioner is told."
    ),
    Question.LEGAL_ACTION: _l("Do the governors take legal action? (11.5)"),
}
ANSWERS: dict[Answer, LazyString] = {
    Answer.YES: _l("Yes"),
    Answer.NO: _l("No"),
    Answer.NOT_YET: _l("Not decided yet"),
}
