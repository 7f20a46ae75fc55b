"""The pages on which a case is worked on, told from the first press to the last."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.alarms.actions import raise_unread
from parentcomms.alarms.actions import test_the_alarm as ask_who_is_reached
from parentcomms.alarms.models import AlarmTest
from parentcomms.cases.models import Note
from parentcomms.concerns.actions import opened
from parentcomms.concerns.cover_models import Cover
from parentcomms.concerns.models import ConcernMessage
from parentcomms.concerns.queries import concerns_for
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from tests.cases.test_staff_views import received
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in

DAY = {"day-day": "23", "day-month": "11", "day-year": "2026"}
PAST = {"day-year": "2025"}


def kept(app: Flask, model: type) -> list:
    with app.app_context():
        return [each.words for each in db.session.scalars(select(model).order_by(model.id))]


def test_two_people_write_on_one_case_and_nothing_is_lost(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    page = f"/staff/concerns/{received(app, at_risk=True)}"
    dsl, deputy = signed_in(app, "dsl"), signed_in(app, "deputy")
    old = _hidden(deputy, f"{page}/note")
    assert dsl.submit(f"{page}/note", {"words": "I rang the mother"}).status_code == 303
    assert "Pat Dslson</bdi> is on this case now" in deputy.get(page).text
    refused = deputy.post(f"{page}/note", data=old | {"words": "I rang her too"})
    assert "Nothing you wrote is" in refused.text
    assert "I rang her too" in refused.text
    assert kept(app, Note) == ["I rang the mother"]
    again = deputy.post(
        f"{page}/note", data=_fields(refused.text) | {"words": "I rang her too, at ten"}
    )
    assert again.status_code == 303
    assert kept(app, Note) == ["I rang the mother", "I rang her too, at ten"]


def _hidden(browser: StrictClient, page: str) -> dict[str, str]:
    return _fields(browser.get(page).text)


def _fields(html: str) -> dict[str, str]:
    from tests.client import _hidden_fields

    main = html[html.index("<main") :]
    return dict(_hidden_fields(main[main.index("novalidate") :].split("</form>")[0]))


def test_a_draft_waits_and_a_message_is_not_a_note(app: Flask, posts: Posts) -> None:
    page = f"/staff/concerns/{received(app)}"
    head = signed_in(app, "head")
    assert "We have it" in head.get(f"{page}/message?text=case_acknowledgement").text
    head.submit(f"{page}/note", {"words": "Half a thought", "later": "1"})
    assert "Half a thought" in head.get(f"{page}/note").text
    assert "Half a thought" not in head.get(f"{page}/message").text
    sent = head.submit(f"{page}/message", {"words": "We have it.", "acknowledges": "y"})
    assert sent.status_code == 303
    assert (kept(app, Note), kept(app, ConcernMessage)) == ([], ["We have it."])
    assert "The sender was told that we have it" in head.get(page).text
    for what in ("stage", "new-date", "outcome", "safeguarding", "hold"):
        assert head.get(f"{page}/do/{what}").status_code == 200
    assert head.get(f"{page}/do/move-back").status_code == 404
    refused = head.submit(f"{page}/do/new-date", {"words": "Our witness is ill"} | DAY | PAST)
    assert "must be a day to come" in refused.text
    assert "Our witness is ill" in refused.text
    told = {"words": "He rang", "how": "phone", "at_risk": "no", "kind": "concern"}
    told |= {"about": "school", "sender_kind": "parent"} | DAY | {"day-year": "2099"}
    refused = head.submit("/staff/concerns/write-down", told)
    assert "That day is still to come" in refused.text
    assert "He rang" in refused.text
    moved = head.submit(f"{page}/do/safeguarding", {"words": "A bruise"})
    assert moved.location == "/staff/concerns"
    assert head.get(page).status_code == 404
    assert "no longer yours" in head.get("/staff/concerns").text


def test_a_report_nobody_opens_on_christmas_day_goes_further_when_somebody_should_read(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.app_context():
        _terms()
    clock.move_to(datetime(2026, 12, 25, 9, tzinfo=UTC))
    received(app, kind="concern", about="pupil", at_risk=True, nameless=True)

    def told_at(*when: int) -> list[str]:
        clock.move_to(datetime(*when, tzinfo=UTC))
        with app.app_context():
            for _ in range(2):  # twice each time: told once
                raise_unread()
                db.session.commit()
            mails = select(OutgoingMail).order_by(OutgoingMail.id)
            return [each.to_address.split("@")[0] for each in db.session.scalars(mails)]

    at_once = ["dsl", "deputy", "manager"]
    assert sorted(told_at(2026, 12, 25, 18)) == sorted(at_once)
    assert sorted(told_at(2027, 1, 5, 9, 0)) == sorted(at_once)
    one_hour = told_at(2027, 1, 5, 9, 31)
    assert sorted(one_hour[3:]) == ["deputy", "manager"]
    two_hours = told_at(2027, 1, 5, 10, 31)
    assert two_hours[5:].count("head") == 2  # may see it now, and must read it
    with app.test_request_context(method="POST"):
        (mine,) = concerns_for(posts["head"])
        opened(mine, posts["head"])
        db.session.commit()
    assert told_at(2027, 1, 6, 12) == two_hours


def _terms() -> None:
    from datetime import date

    from parentcomms.school.actions import set_calendar

    autumn = ("Autumn", date(2026, 9, 2), date(2026, 12, 18))
    spring = ("Spring", date(2027, 1, 5), date(2027, 3, 26))
    set_calendar([autumn, spring], inset_days=[])
    db.session.commit()


def test_cover_reads_for_its_days_and_the_weekly_test_is_answered_by_its_own_person(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    reference = received(app)
    head, vice, deputy = (signed_in(app, each) for each in ("head", "vice", "deputy"))
    assert vice.get(f"/staff/concerns/{reference}").status_code == 404
    with app.app_context():
        from parentcomms.accounts.models import StaffMember

        colleague = db.session.get_one(StaffMember, posts["vice"]).reference
    days = {"first-day": "23", "first-month": "11", "first-year": "2026"}
    days |= {"last-day": "24", "last-month": "11", "last-year": "2026"}
    cover = {"post": "head", "colleague": colleague} | days
    assert deputy.submit("/staff/concerns/cover", cover).status_code == 404
    assert head.submit("/staff/concerns/cover", cover).status_code == 303
    assert "Pat Viceson" in head.get("/staff/concerns/cover").text
    assert vice.get(f"/staff/concerns/{reference}").status_code == 200
    clock.move_to(datetime(2026, 11, 25, 10, tzinfo=UTC))
    head, vice, deputy = (signed_in(app, each) for each in ("head", "vice", "deputy"))
    assert vice.get(f"/staff/concerns/{reference}").status_code == 404
    with app.app_context():
        ask_who_is_reached()
        ask_who_is_reached()
        db.session.commit()
        rows = {each.staff_id: each.reference for each in db.session.scalars(select(AlarmTest))}
        assert posts.names(rows) == {"dsl", "deputy", "manager", "head"}
        assert db.session.scalars(select(Cover)).one().set_by == f"staff:{posts['head']}"
    address = f"/staff/alarm-test/{rows[posts['head']]}"
    assert deputy.get(address).status_code == 404
    assert "I got it" in head.get(address).text
    assert "It reached you" in head.submit(address, follow_redirects=True).text
    clock.move_to(datetime(2026, 11, 27, 10, tzinfo=UTC))
    head = signed_in(app, "head")
    page = head.get("/staff/concerns/cover").text
    assert "Pat Deputyson" in page.split("was not answered by")[1]
    assert "Pat Headson" not in page.split("was not answered by")[1].split("</p>")[0]


def test_a_post_is_gone_through_and_each_decision_is_recorded(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    page = f"/staff/concerns/{received(app, about='a_post')}/post"
    head = signed_in(app, "head")
    dsl = signed_in(app, "dsl")  # may not see this case
    assert [dsl.get(page + part).status_code for part in ("", "/police")] == [404, 404]
    before = head.get(page).text
    assert "Decide the three tests of 11.2 first" in before
    assert "council’s data team" in before
    on = {"on-day": "23", "on-month": "11", "on-year": "2026"}
    said = {"answer": "yes", "number": "CR/123", "why": "It names a child"} | on
    assert head.submit(f"{page}/threat", said).status_code == 303
    assert head.submit(f"{page}/police", said | {"on-year": "2027"}).status_code == 409
    after = head.get(page).text
    assert "the school can act" in after
    assert "CR/123" in after
    assert "/staff/about-a-post?case=" in after
