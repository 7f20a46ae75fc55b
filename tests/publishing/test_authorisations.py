"""Sharing school business anywhere else is asked first; pictures of pupils there default to no."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.access import Role
from parentcomms.approvals.rules import Point
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import today
from parentcomms.errors import Refused
from parentcomms.publishing import authorisation_actions as actions
from parentcomms.publishing import authorisation_queries as queries
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.facts import Verdict
from parentcomms.publishing.post_actions import Shown
from parentcomms.publishing.post_models import Authorisation
from parentcomms.publishing.post_rules import (
    CheckNow,
    Standing,
    authorisation_stands,
    pictures_allowed,
)
from tests import make
from tests.staff_pages import signed_in

DAY = date(2026, 11, 20)
WISH = actions.Wish(what="Our summer fair is on Saturday", where="My own page", why="More come")


@pytest.mark.parametrize(
    ("approved", "withdrawn", "ends_on", "expected"),
    [
        (None, False, None, Standing.WAITING),
        (True, False, None, Standing.AGREED),
        (True, False, DAY, Standing.AGREED),
        (True, False, DAY - timedelta(days=1), Standing.OVER),
        (False, False, None, Standing.REFUSED),
        (True, True, None, Standing.WITHDRAWN),
    ],
)
def test_where_a_request_stands(
    approved: bool | None, withdrawn: bool, ends_on: date | None, expected: Standing
) -> None:
    found = authorisation_stands(approved=approved, withdrawn=withdrawn, ends_on=ends_on, today=DAY)
    assert found is expected


@given(
    st.sampled_from(Standing),
    st.booleans(),
    st.none() | st.builds(CheckNow, said=st.sampled_from(Verdict), says=st.sampled_from(Verdict)),
)
def test_pictures_elsewhere_need_the_decision_the_families_and_a_check_that_says_yes_now(
    stands: Standing, occasion: bool, check: CheckNow | None
) -> None:
    if pictures_allowed(stands, for_an_occasion=occasion, check=check):
        assert stands is Standing.AGREED
        assert occasion
        assert check is not None
        assert check.says is Verdict.POST


def _shown(row: Authorisation) -> Shown:
    last = queries.asked(row).last
    return Shown(content_hash=row.content_hash, last_decision=last.reference if last else "")


def _agree(row: Authorisation, by: int) -> None:
    actions.agree(row, by=by, points=list(Point), shown=_shown(row))


@pytest.mark.usefixtures("session")
def test_the_head_decides_and_the_second_is_told() -> None:
    head, tess = make.staff("Hana Head", Role.HEAD).id, make.staff("Tess", Role.TEACHER).id
    row = actions.ask(WISH, by=tess)
    shown = _shown(row)
    with pytest.raises(Refused):
        _agree(row, tess)
    _agree(row, head)
    assert queries.asked(row).stands is Standing.AGREED
    with pytest.raises(Refused, match="Hana Head has already approved this"):
        actions.refuse(row, by=head, words="No", shown=shown)
    actions.withdraw(row)
    assert queries.asked(row).stands is Standing.WITHDRAWN


@pytest.mark.usefixtures("session")
def test_what_the_head_asks_the_governing_board_decides() -> None:
    head, other = make.staff("Hana Head", Role.HEAD).id, make.staff("Hugo", Role.HEAD).id
    chair = make.staff("Cora Chair", Role.CHAIR).id
    row = actions.ask(WISH, by=head)
    for who in (head, other):
        with pytest.raises(Refused, match="governing board decides"):
            _agree(row, who)
    _agree(row, chair)
    assert queries.asked(row).stands is Standing.AGREED


@pytest.mark.usefixtures("session")
def test_a_yes_to_the_schools_own_places_covers_nothing_elsewhere() -> None:
    make.questions()
    install_shipped_channels()
    website = next(each for each in all_channels() if each.use_key == "website")
    child = make.pupil()
    make.answer(child, make.parent(of=child), "website", "yes")
    saved = check(Question(channel=website, recognisable={child.id: True}))
    assert saved.verdict is Verdict.POST
    with pytest.raises(Refused, match="Families were not asked about this"):
        actions.ask(actions.Wish(what="a", where="b", why="c", check=saved), by=1)


def test_the_asker_sees_the_decision_and_nobody_else_the_request(app: Flask) -> None:
    tess = signed_in(app, Role.TEACHER, name="Tess Teacher")
    asked = {"what": WISH.what, "where": WISH.where, "why": WISH.why}
    page = tess.submit("/staff/authorisations/ask", asked).location
    assert signed_in(app, Role.TEACHER, name="Tom").get(page).status_code == 404
    head = signed_in(app, Role.HEAD, name="Hana Head")
    assert WISH.what in head.get("/staff/authorisations").get_data(as_text=True)
    head.submit(page, {"decision": "send_back", "words": "Use the website, please."})
    html = tess.get(page).get_data(as_text=True)
    assert "Not agreed" in html
    assert "Use the website, please." in html
    late = {"ends_on-day": 1, "ends_on-month": 1, "ends_on-year": today().year - 1}
    over = tess.submit("/staff/authorisations/ask", asked | late)
    assert "The last day has passed" in over.get_data(as_text=True)
