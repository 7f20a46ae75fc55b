"""From all that one person ever said to what they say now.

Everything that would loosen has to be sure: an old form, or a phone call about a public use,
never replaces a stricter answer of the same person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from parentcomms.consent.facts import AnswerFact, Case, PersonFact, UseFacts
from parentcomms.consent.kinds import Answerer, AnswerKind, AnswerRoute, Decision
from parentcomms.consent.who_answers import rows_after

STRICTNESS = {Decision.YES: 0, Decision.UNRECOGNISABLE: 1, Decision.NO: 2}
BY_VOICE = frozenset({AnswerRoute.PHONE, AnswerRoute.IN_PERSON})


@dataclass(frozen=True)
class Line:
    """One person's answers: `says` is the limit they set, `behind` all answers that back it."""

    person: PersonFact
    says: Decision | None
    behind: tuple[AnswerFact, ...]
    set_aside: bool = False


def strictest(decisions: Iterable[Decision]) -> Decision:
    return max(decisions, key=STRICTNESS.__getitem__)


def said(answer: AnswerFact, use: UseFacts) -> Decision:
    """What it means here: withdrawn is no, and so is a third answer the use does not offer."""
    if answer.kind is AnswerKind.WITHDRAWN or answer.decision is None:
        return Decision.NO
    if answer.decision is Decision.UNRECOGNISABLE and not use.offers_unrecognisable:
        return Decision.NO
    return answer.decision


def _how_strict(answer: AnswerFact, use: UseFacts) -> int:
    """An objection taken back limits nothing, like a yes, and has to be as sure as one."""
    taken_back = answer.kind is AnswerKind.OBJECTION_TAKEN_BACK
    return STRICTNESS[Decision.YES if taken_back else said(answer, use)]


def lines(case: Case) -> tuple[Line, ...]:
    """One line for each person on the record, and for anyone else who ever answered."""
    known = {person.relationship for person in case.people}
    strangers = {answer.who for answer in case.answers} - known
    gone = [
        PersonFact(relationship=who, answers_as=Answerer.ADULT, removed=True) for who in strangers
    ]
    standing = in_force(case.answers)
    return tuple(_line(person, standing, case) for person in [*case.people, *gone])


def in_force(answers: Sequence[AnswerFact]) -> list[AnswerFact]:
    """The answers that were really given, oldest first: what was recorded in error is struck."""
    by_id = {answer.id: answer for answer in answers}
    struck: set[int] = set()
    kept: list[AnswerFact] = []
    for answer in sorted(answers, key=lambda each: (each.at, each.id), reverse=True):
        if answer.id in struck:
            continue
        corrected = _rightly_corrects(answer, by_id)
        if corrected is not None:
            struck.add(corrected)
        if _is_an_answer(answer, proper=corrected is not None):
            kept.append(answer)
    return kept[::-1]


def _is_an_answer(answer: AnswerFact, *, proper: bool) -> bool:
    if answer.kind is AnswerKind.RECORDED_IN_ERROR:
        return False
    # A correction that corrects nothing rightly is believed only when it says no.
    return answer.kind is not AnswerKind.CORRECTION or proper or answer.decision is Decision.NO


def _rightly_corrects(answer: AnswerFact, by_id: dict[int, AnswerFact]) -> int | None:
    """The answer this one corrects: by staff, with a reason, an earlier one of the same person.

    What a family tapped itself is theirs to change; staff can only make it stricter.
    """
    if answer.kind not in (AnswerKind.CORRECTION, AnswerKind.RECORDED_IN_ERROR):
        return None
    target = by_id.get(answer.corrects) if answer.corrects is not None else None
    if target is None or not (answer.by_staff and answer.has_reason):
        return None
    if target.who != answer.who or (target.at, target.id) >= (answer.at, answer.id):
        return None
    to_a_no = answer.kind is AnswerKind.CORRECTION and answer.decision is Decision.NO
    was_a_yes = target.kind is not AnswerKind.WITHDRAWN and target.decision is Decision.YES
    return target.id if to_a_no or was_a_yes or not target.tapped else None


def _line(person: PersonFact, answers: Sequence[AnswerFact], case: Case) -> Line:
    taken: list[AnswerFact] = []
    put_aside = False
    for answer in _spoken_by(person, answers, case):
        if answer.set_aside:
            taken, put_aside = [], True
        elif not taken or _may_follow(answer, taken[-1], person, case.use):
            taken, put_aside = _taking(answer, taken), False
    if not taken:
        return Line(person, None, (), put_aside)
    says = said(taken[-1], case.use)
    return Line(person, says, tuple(_since_anything_stricter(taken, says, case.use)))


def _taking(answer: AnswerFact, taken: list[AnswerFact]) -> list[AnswerFact]:
    """Taking an objection back leaves nothing said: it permits nothing where consent is asked."""
    return [] if answer.kind is AnswerKind.OBJECTION_TAKEN_BACK else [*taken, answer]


def _spoken_by(person: PersonFact, answers: Sequence[AnswerFact], case: Case) -> list[AnswerFact]:
    """Their own answers and, for a merged row, those the surviving row gave since the merging.

    Merging alone lets no yes of one row cover a no of the other.
    """
    found: list[AnswerFact] = []
    since: datetime | None = None
    for row in rows_after(person, case):
        for answer in answers:
            later = since is None or answer.at > since
            # Setting aside what one row said does not set aside what the other said.
            theirs = row is person or not answer.set_aside
            if answer.who == row.relationship and later and theirs:
                found.append(answer)
        if row.merged_at is None:
            break
        since = max(since or row.merged_at, row.merged_at)
    return sorted(found, key=lambda each: (each.at, each.id))


def _may_follow(answer: AnswerFact, last: AnswerFact, person: PersonFact, use: UseFacts) -> bool:
    step = _how_strict(answer, use) - _how_strict(last, use)
    if answer.route is AnswerRoute.IMPORTED:
        return step > 0
    by_an_adult = person.answers_as is not Answerer.CHILD
    return step >= 0 or not (use.public and by_an_adult and answer.route in BY_VOICE)


def _since_anything_stricter(
    taken: list[AnswerFact], says: Decision, use: UseFacts
) -> Iterable[AnswerFact]:
    limit = STRICTNESS[says]
    cuts = [place for place, each in enumerate(taken) if STRICTNESS[said(each, use)] > limit]
    return taken[cuts[-1] + 1 if cuts else 0 :]
