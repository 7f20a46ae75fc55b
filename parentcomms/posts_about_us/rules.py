"""The questions asked about a post on social media that is about the school, and their order."""

from enum import StrEnum

from parentcomms.school.rules import SchoolType, county_employs


class Question(StrEnum):
    """What somebody has to decide about such a post; each names its clause."""

    ORDERLY_RUNNING = "orderly_running"  # 11.2.1
    THREAT = "threat"  # 11.2.2
    REPUTATION = "reputation"  # 11.2.3
    ANTI_BULLYING = "anti_bullying"  # 11.4
    DIGNITY_AT_WORK = "dignity_at_work"  # 11.1
    HEAD_OR_GOVERNORS = "head_or_governors"  # 9.2
    POLICE = "police"  # 9.4
    COUNTY_DATA_TEAM = "county_data_team"  # 9.2, community and voluntary controlled schools
    PERSONAL_DATA_BREACH = "personal_data_breach"  # UK GDPR Art 33: 72 hours
    LEGAL_ACTION = "legal_action"  # 11.5


class Answer(StrEnum):
    """What was decided."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


TESTS = (Question.ORDERLY_RUNNING, Question.THREAT, Question.REPUTATION)


def questions(school: SchoolType) -> tuple[Question, ...]:
    """Those that apply to this kind of school: the council's data team only where 9.2 names it."""
    return tuple(
        each for each in Question if each is not Question.COUNTY_DATA_TEAM or county_employs(school)
    )


def may_act(answers: dict[Question, Answer]) -> bool | None:
    """Whether 11.2 lets the school act on what happened out of school; None while undecided."""
    said = [answers.get(each, Answer.NOT_YET) for each in TESTS]
    if Answer.YES in said:
        return True
    return None if Answer.NOT_YET in said else False
