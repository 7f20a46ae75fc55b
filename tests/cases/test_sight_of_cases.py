"""Archives and the audit log ask the same rule as the page: no case, no act and no gap too many."""

import random
from datetime import date

from flask import Flask
from sqlalchemy import event, select
from time_machine import Traveller

from parentcomms.audit.queries import acts, events
from parentcomms.cases import actions, inbox, retention
from parentcomms.cases.actions import Ending
from parentcomms.cases.audit_sight import acts_seen_by
from parentcomms.cases.rules import Outcome
from parentcomms.clock import now
from parentcomms.concerns.actions import add_message
from parentcomms.concerns.models import Concern, ConcernRecipient, ConcernSubject
from parentcomms.concerns.queries import holders, visible_to
from parentcomms.concerns.rules import AboutWhom, ConcernKind, Recipient, Row
from parentcomms.concerns.sight import seen_by
from parentcomms.database import db
from tests.cases.test_actions import case, mails_to
from tests.concerns.conftest import Posts

ALL = 10_000


def rows(number: int, posts: Posts, dice: random.Random, *, closed: bool) -> None:
    """Cases of every kind, about anybody, passed to anybody, as rows alone."""
    ids = sorted(posts.ids.values())
    for _ in range(number):
        made = Concern(
            kind=dice.choice(list(ConcernKind)),
            about=dice.choice(list(AboutWhom)),
            at_risk=dice.random() < 0.3,
            routed_by=Row.QUERY,
            words="Zebra",
            language="en",
            sender_kind="parent",
            received_at=now(),
            recorded_by="public",
            subjects_confirmed_at=dice.choice([None, now()]),
            closed_at=now() if closed else None,
        )
        made.subjects = [
            ConcernSubject(staff_id=each) for each in dice.sample(ids, dice.choice([0, 0, 1, 2]))
        ]
        made.recipients = [
            ConcernRecipient(
                staff_id=each,
                told_at=now(),
                post=dice.choice([None, Recipient.HEAD]),
                passed_by=dice.choice([None, "staff:1", "system"]),
            )
            for each in dice.sample(ids, dice.choice([0, 1, 3]))
        ]
        db.session.add(made)
    db.session.commit()


def test_the_condition_of_the_database_says_what_the_rule_says(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        rows(160, posts, random.Random(7), closed=False)
        among = holders()
        everything = db.session.scalars(select(Concern)).all()
        for post, staff_id in posts.ids.items():
            said = set(db.session.scalars(select(Concern.id).where(seen_by(staff_id))))
            rule = {e.id for e in everything if visible_to(e, staff_id, among=among)}
            assert said == rule, post
        assert said != set()  # the last one is a teacher, to whom something was passed


def test_the_audit_log_shows_acts_on_a_case_to_those_who_may_see_it_and_to_nobody_else(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        heads, chairs = posts["head"], posts["chair"]
        case()
        before = _shown(heads)
        assert "concern-received" in acts(only=acts_seen_by(heads))
        about_head = case(about="head")
        actions.write_note(about_head, "Inside")
        actions.write_to_sender(about_head, "Outside", acknowledges=True)
        actions.close(about_head, Ending(outcome=Outcome.UPHELD), "The end")
        db.session.commit()
        assert _shown(heads) == before
        seen = {act for act, _ in _shown(chairs)}
        assert {"concern-received", "concern-note-written", "concern-outcome"} <= seen
        assert set(acts(only=acts_seen_by(heads))) == {act for act, _ in before}
        assert "concern-note-written" not in acts(only=acts_seen_by(heads))


def _shown(staff_id: int) -> list[tuple[str, int | None]]:
    found = events(only=acts_seen_by(staff_id), limit=ALL)
    return [(each.act, each.row_id) for each in found]


def test_what_was_removed_of_a_case_leaves_no_act_that_others_could_count(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        gone = case(about="head")
        actions.close(gone, Ending(outcome=Outcome.UPHELD), "The end")
        newer = case(about="head")
        actions.close(newer, Ending(outcome=Outcome.UPHELD), "The end")
        actions.hold(newer, "")
        db.session.commit()
        before = _shown(posts["head"])
        assert len(retention.remove(retention.due(date(2040, 1, 1)))) == 1
        db.session.commit()
        assert _shown(posts["head"]) == before


def test_a_page_of_the_archive_takes_as_many_queries_however_much_is_closed(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    def queries_for(staff_id: int) -> list[str]:
        seen: list[str] = []
        db.session.expire_all()
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        inbox.lines(inbox.closed_for(staff_id)[0], staff_id)
        inbox.lines(inbox.open_for(staff_id), staff_id)
        event.remove(db.engine, "before_cursor_execute", listener)
        return seen

    with app.test_request_context(method="POST"):
        rows(30, posts, random.Random(1), closed=True)
        queries_for(posts["head"])  # what is read once for the school
        few = len(queries_for(posts["head"]))
        rows(100, posts, random.Random(2), closed=True)
        assert len(queries_for(posts["head"])) == few


def test_every_page_of_the_archive_is_full_and_none_tells_of_another_case(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        rows(110, posts, random.Random(3), closed=True)
        every, among = db.session.scalars(select(Concern)).all(), holders()
        for post in ("head", "chair", "office"):
            found, more, page = [], True, 0
            while more:
                page += 1
                some, more = inbox.closed_for(posts[post], page=page)
                assert len(some) == inbox.CLOSED_PAGE or not more
                found += some
            mine = {e.id for e in every if visible_to(e, posts[post], among=among)}
            assert {e.id for e in found} == mine
            assert len(found) == len(mine)


def test_what_the_sender_adds_is_told_to_nobody_who_lost_sight_of_the_case(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        actions.make_safeguarding(made, "A bruise")
        before = {post: len(mails_to(f"{post}@example.org")) for post in ("head", "dsl")}
        add_message(made, "And another thing", from_sender=True, written_by="public")
        db.session.commit()
        assert len(mails_to("head@example.org")) == before["head"]
        assert len(mails_to("dsl@example.org")) == before["dsl"] + 1
