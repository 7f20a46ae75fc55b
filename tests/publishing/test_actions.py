"""A check is answered with the answers as they stand, and saved with what was said."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError

from parentcomms.audit.models import AuditEvent
from parentcomms.audit.verifying import breaks
from parentcomms.channels.actions import Place, add, approve, install_shipped_channels, suspend
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import now, today
from parentcomms.consent.models import Use
from parentcomms.database import db
from parentcomms.people.models import Enrolment, Pupil
from parentcomms.publishing.actions import Question, agree_to_other_school, check
from parentcomms.publishing.facts import CannotAnswerError, Medium, Missing, OtherSchool, Verdict
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from tests import make

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def website(session: object) -> Channel:
    make.questions()
    install_shipped_channels()
    return _place("website")


def _place(use_key: str) -> Channel:
    return next(each for each in all_channels() if each.use_key == use_key)


def _child(*answers: tuple[str, str]) -> Pupil:
    child = make.pupil()
    mother = make.parent(of=child)
    for use_key, decision in answers:
        make.answer(child, mother, use_key, decision)
    return child


def _ask(channel: Channel, *children: Pupil, **changes: object) -> PostCheck:
    recognisable = {child.id: True for child in children}
    return check(Question(channel=channel, **{"recognisable": recognisable} | changes))


def test_a_yes_passes_and_the_check_is_kept_with_its_question(website: Channel) -> None:
    child = _child(("website", "yes"))
    row = _ask(website, child)
    assert row.verdict is Verdict.POST
    assert (row.channel_id, row.use_keys, row.checked_by) == (website.id, ["website"], "system")
    assert [(each.pupil_id, each.allowed, each.advice) for each in row.pupils] == [
        (child.id, True, ["fine"])
    ]


def test_a_changed_answer_counts_in_the_next_check_and_the_old_check_stays(
    website: Channel,
) -> None:
    child = _child(("website", "yes"))
    before = _ask(website, child)
    make.answer(child, child.relationships[0].person, "website", "no")
    assert _ask(website, child).verdict is Verdict.DO_NOT_POST
    assert before.verdict is Verdict.POST


def test_a_video_on_the_website_with_a_name_must_pass_three_questions(website: Channel) -> None:
    child = _child(("website", "yes"), ("video_voice", "yes"))
    asked = {"medium": Medium.VIDEO, "name_shown": True}
    row = _ask(website, child, **asked)
    assert row.use_keys == ["name_outside", "video_voice", "website"]
    assert row.verdict is not Verdict.POST
    make.answer(child, child.relationships[0].person, "name_outside", "yes")
    assert _ask(website, child, **asked).verdict is Verdict.POST


def test_a_child_who_left_this_morning_does_not_pass(website: Channel) -> None:
    child = _child(("website", "yes"))
    enrolment = db.session.scalars(select(Enrolment).filter_by(pupil_id=child.id)).one()
    enrolment.ends_on = today() - timedelta(days=1)
    assert _ask(website, child).verdict is Verdict.DO_NOT_POST


def test_a_place_suspended_since_the_page_was_opened_gives_no_answer(website: Channel) -> None:
    child = _child(("website", "yes"))
    suspend(website)
    with pytest.raises(CannotAnswerError) as problem:
        _ask(website, child)
    assert problem.value.missing is Missing.CLOSED
    approve(website)
    assert _ask(website, child).verdict is Verdict.POST


def test_a_question_retired_since_the_page_was_opened_gives_no_answer(website: Channel) -> None:
    child = _child(("website", "yes"))
    db.session.scalars(select(Use).filter_by(key="website")).one().retired_at = now()
    with pytest.raises(CannotAnswerError) as problem:
        _ask(website, child)
    assert problem.value.missing is Missing.NOT_ASKED


@pytest.mark.parametrize("name", ["Elm Park on Facebook", "Elm Park on TikTok"])
def test_a_yes_to_one_account_is_no_yes_to_another(website: Channel, name: str) -> None:
    child = _child(("social_media", "yes"))
    place = Place(name=name, platform="Some platform", audience=ChannelAudience.PUBLIC)
    account = add(ChannelKind.SOCIAL_ACCOUNT, place)
    approve(account)
    if name in make.ORGANISATIONS["official_accounts"]:
        assert _ask(account, child).verdict is Verdict.POST
        return
    with pytest.raises(CannotAnswerError) as problem:
        _ask(account, child)
    assert problem.value.missing is Missing.NOT_NAMED


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"recognisable": {}}, Missing.WHO),
        ({"uses": frozenset({"skywriting"})}, Missing.NOT_ASKED),
        ({"recognisable": dict.fromkeys(range(2001), True)}, Missing.TOO_MANY),
    ],
)
def test_a_question_that_cannot_be_answered_leaves_nothing_behind(
    website: Channel, changes: dict[str, object], missing: Missing
) -> None:
    with pytest.raises(CannotAnswerError) as problem:
        _ask(website, _child(("website", "yes")), **changes)
    assert problem.value.missing is missing
    assert db.session.scalar(select(func.count(PostCheck.id))) == 0


def test_the_head_decides_about_another_schools_child_in_a_check_of_its_own(
    website: Channel,
) -> None:
    first = _ask(website, _child(("website", "yes")), other_school=OtherSchool.CONFIRMED)
    assert first.verdict is Verdict.DO_NOT_POST
    decided = agree_to_other_school(first)
    assert decided.verdict is Verdict.POST
    assert decided.decides_on is first
    assert first.verdict is Verdict.DO_NOT_POST


def test_the_head_cannot_agree_past_a_no(website: Channel) -> None:
    first = _ask(website, _child(("website", "no")), other_school=OtherSchool.CONFIRMED)
    assert agree_to_other_school(first).verdict is not Verdict.POST


def test_a_check_and_each_child_in_it_are_in_the_audit_chain(website: Channel) -> None:
    _ask(website, _child(("website", "yes")), _child())
    acts = list(db.session.scalars(select(AuditEvent.act)))
    assert acts.count("post-checked") == 1
    assert acts.count("post-checked-pupil") == 2
    assert list(breaks()) == []


def test_a_saved_check_cannot_be_changed(website: Channel) -> None:
    row = _ask(website, _child())
    db.session.flush()
    for statement in ("UPDATE post_check SET verdict = 'post'", "DELETE FROM post_check_pupil"):
        with pytest.raises(DBAPIError), db.session.begin_nested():
            db.session.execute(text(statement))
    assert row.verdict is Verdict.DO_NOT_POST


def test_the_number_of_queries_is_fixed(website: Channel) -> None:
    one = [_child(("website", "yes"))]
    thirty = [_child(("website", "yes")) for _ in range(30)]
    assert _queries_of(website, one) == _queries_of(website, thirty)
    assert db.session.scalar(select(func.count(PostCheckPupil.id))) == 31


def _queries_of(website: Channel, children: list[Pupil]) -> int:
    db.session.flush()
    seen: list[str] = []

    def count(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    _ask(website, *children)
    event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)
