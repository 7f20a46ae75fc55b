"""What is done with a case: facts appended, the sender told, and nobody too many."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, select
from time_machine import Traveller

from parentcomms.cases import actions, desk, inbox, queries, texts
from parentcomms.cases.actions import Ending
from parentcomms.cases.clocks import ClockKind
from parentcomms.cases.models import Draft
from parentcomms.cases.progress import progress_for_sender
from parentcomms.cases.rules import Outcome, Stage, StepKind
from parentcomms.concerns.actions import Received, receive
from parentcomms.concerns.models import Concern, ConcernMessage
from parentcomms.concerns.queries import concern_for
from parentcomms.concerns.rules import AboutWhom, ConcernKind
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.messages import as_html, as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from tests.concerns.conftest import Posts

SECRET = "Zebra secret"


def case(kind: str = "complaint", about: str = "school", **others: object) -> Concern:
    said = {"sender_email": "parent@example.org", "sender_name": "Grace"} | others
    made = receive(
        Received(kind=ConcernKind(kind), about=AboutWhom(about), words="It happened", **said)
    )
    db.session.commit()
    return made


def mails_to(address: str) -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).filter_by(to_address=address)))


def everything_mailed() -> str:
    mails = db.session.scalars(select(OutgoingMail)).all()
    return "".join(subject_of(e) + as_text(e) + as_html(e) for e in mails)


def sees(posts: Posts, concern: Concern) -> set[str]:
    return posts.names(i for i in posts.ids.values() if concern_for(i, concern.reference))


def test_a_note_stays_inside_whatever_else_is_sent(app: Flask, posts: Posts) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        actions.write_note(made, SECRET)
        actions.write_to_sender(made, "We have it", acknowledges=True)
        actions.close(made, Ending(outcome=Outcome.UPHELD, what_changes=SECRET), "We are sorry")
        db.session.commit()
        said = db.session.scalars(select(ConcernMessage.words)).all()
        assert said == ["We have it", "We are sorry"]
        assert SECRET not in everything_mailed()
        assert "sorry" not in everything_mailed()
        assert SECRET not in repr(progress_for_sender(made))


def test_a_new_date_needs_a_reason_and_is_told(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        for day, why in ((date(2026, 12, 20), " "), (date(2026, 11, 23), "Ill")):
            with pytest.raises(Refused):
                actions.set_new_date(made, day, why)
        actions.set_new_date(made, date(2026, 12, 20), "Our witness is ill")
        db.session.commit()
        told = db.session.scalars(select(ConcernMessage)).one()
        assert "by Sunday 20 December 2026. The reason:" in told.words
        assert "Our witness is ill" in told.words
        due = {e.kind: e for e in queries.standing_of(made).clocks}[ClockKind.RESPOND]
        assert (due.due_on, due.is_new_date) == (date(2026, 12, 20), True)


def test_safeguarding_leaves_a_stub_to_former_readers_and_none_to_its_subject(
    app: Flask, posts: Posts
) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        made.subjects_confirmed_at = made.received_at
        assert sees(posts, made) == {"head"}
        actions.make_safeguarding(made, "A bruise")
        db.session.commit()
        assert sees(posts, made) == {"dsl", "deputy", "manager"}
        assert [r for r, _ in queries.moved_from(posts["head"])] == [made.reference]
        other = case()
        actions.confirm(other, kind=ConcernKind.COMPLAINT, at_risk=True, people=[posts["head"]])
        db.session.commit()
        assert sees(posts, other) == {"chair"}
        assert other.reference not in [r for r, _ in queries.moved_from(posts["head"])]


def test_only_the_safeguarding_lead_moves_it_back(app: Flask, posts: Posts) -> None:
    with app.test_request_context(method="POST"):
        made = case(at_risk=True)
        for post in ("deputy", "head", "office"):
            with pytest.raises(Refused):
                actions.move_back(made, posts[post], "It was a game")
        with pytest.raises(Refused):
            actions.move_back(made, posts["dsl"], " ")
        actions.move_back(made, posts["dsl"], "It was a game")
        db.session.commit()
        assert sees(posts, made) == {"head"}


def test_the_subject_is_told_by_a_person_and_never_where_a_child_is_at_risk(
    app: Flask, posts: Posts
) -> None:
    with app.test_request_context(method="POST"):
        made = case(about="head")
        actions.subject_was_told(made, made.subjects[0], date(2026, 11, 20))
        db.session.commit()
        assert made.subjects[0].told_at is not None
        assert sees(posts, made) == {"chair"}
        risk = case(about="head", at_risk=True)
        with pytest.raises(Refused):
            actions.subject_was_told(risk, risk.subjects[0], date(2026, 11, 20))


def test_stages_are_gone_through_in_order_and_closing_ends_the_clocks(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        with pytest.raises(Refused):
            actions.move_to(made, Stage.PANEL, "")
        actions.move_to(made, Stage.FORMAL, "She asked for it")
        before = progress_for_sender(made)
        assert "formal" in before.stage
        assert before.who == "the head teacher"
        assert before.by is not None
        actions.close(made, Ending(outcome=Outcome.PARTLY_UPHELD), "This is what we found")
        with pytest.raises(Refused):
            actions.close(made, Ending(outcome=Outcome.UPHELD), "Again")
        after = progress_for_sender(made)
        assert (after.outcome, after.by) == ("Partly upheld", None)
        assert any("panel" in each for each in after.next_steps)
        assert any("gov.uk" in each for each in after.next_steps)
        actions.open_again(made, "She asks for a panel")
        actions.move_to(made, Stage.PANEL, "")
        db.session.commit()
        assert queries.standing_of(made).stage is Stage.PANEL


def test_a_sender_learns_nothing_of_what_is_done_where_a_child_is_at_risk(
    app: Flask, posts: Posts
) -> None:
    with app.test_request_context(method="POST"):
        made = case(at_risk=True)
        actions.close(made, Ending(outcome=Outcome.PASSED_ON), "")
        said = progress_for_sender(made)
        assert (said.outcome, said.by) == ("", None)
        assert "trained" in said.stage


def test_a_draft_is_ones_own_and_a_second_person_is_seen(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case(at_risk=True)
        desk.keep_draft(made, posts["dsl"], "note", "Half a th")
        desk.keep_draft(made, posts["dsl"], "note", "Half a thought")
        desk.here(made, posts["dsl"])
        db.session.commit()
        assert [e.words for e in db.session.scalars(select(Draft))] == ["Half a thought"]
        assert queries.draft_of(made, posts["deputy"], "note") is None
        clock.shift(180)
        assert queries.others_at_work(made, posts["deputy"]) == [("Pat Dslson", 3)]
        assert queries.others_at_work(made, posts["dsl"]) == []
        clock.shift(3600)
        assert queries.others_at_work(made, posts["deputy"]) == []


def test_a_text_begins_in_the_senders_language(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        polish = case(language="pl")
        assert "Dziękujemy" in texts.begun("case_acknowledgement", polish)
        assert "14 grudnia 2026" in texts.begun("case_acknowledgement", polish)
        assert "Monday 14 December 2026" in texts.begun("case_acknowledgement", case())


def test_a_hold_is_set_and_lifted_once(app: Flask, posts: Posts) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        with pytest.raises(Refused):
            actions.hold(made, "", lift=True)
        actions.hold(made, "A solicitor wrote")
        assert queries.standing_of(made).on_hold
        actions.hold(made, "Settled", lift=True)
        assert [e.kind for e in queries.standing_of(made).steps] == [
            StepKind.HOLD,
            StepKind.HOLD_LIFTED,
        ]


def test_the_inbox_takes_as_many_queries_whatever_is_open_and_walks_past_nothing_closed(
    app: Flask, posts: Posts
) -> None:
    def queries_for(staff_id: int) -> list[str]:
        seen: list[str] = []
        db.session.expire_all()
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        inbox.lines(inbox.open_for(staff_id), staff_id)
        event.remove(db.engine, "before_cursor_execute", listener)
        return seen

    with app.test_request_context(method="POST"):
        case()
        few = len(queries_for(posts["head"]))
        for _ in range(12):
            case()
        for _ in range(12):
            actions.close(case(), Ending(outcome=Outcome.UPHELD), "")
        db.session.commit()
        assert len(queries_for(posts["head"])) == few
        assert len(inbox.open_for(posts["head"])) == 13
        if db.engine.dialect.name == "sqlite":
            plan = db.session.execute(
                db.text(
                    "EXPLAIN QUERY PLAN SELECT * FROM concern WHERE closed_at IS NULL "
                    "ORDER BY received_at"
                )
            ).all()
            assert "ix_concern_open" in str(plan)
            assert "TEMP B-TREE" not in str(plan)


def test_closed_cases_are_found_only_by_those_who_may_see_them(app: Flask, posts: Posts) -> None:
    with app.test_request_context(method="POST"):
        about_head, other = case(about="head"), case()
        for each in (about_head, other):
            actions.close(each, Ending(outcome=Outcome.NOT_UPHELD), "")
        db.session.commit()
        for words in ("", "happened", about_head.reference):
            found, more = inbox.closed_for(posts["head"], words=words)
            assert about_head not in found
            assert not more
        assert inbox.closed_for(posts["chair"], words="happened")[0] == [about_head]
