"""No staff page, list, file or message lets those who may not know tell why a child is held back.

Every route is asked, by itself: a new one that takes a parameter has to be told below what it is
about, or this test fails.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from parentcomms.access import ROLE_PERMISSIONS, Audience, Role, mark_of
from parentcomms.accounts.models import StaffMember
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from tests.house.furniture import CANNOT_KNOW, furnish
from tests.house.worlds import WHY, World, build, readable
from tests.leading import let_go

TODAY = datetime(2026, 11, 20, 10, tzinfo=UTC)

# Endpoint → what its parameters are about; a name in capitals is looked up in the world.
ABOUT: dict[str, dict[str, str]] = {
    "channels_staff.change_channel": {"reference": "CHANNEL"},
    "channels_staff.channel": {"reference": "CHANNEL"},
    "communications_staff.approve": {"reference": "LETTER"},
    "communications_staff.communication": {"reference": "LETTER"},
    "communications_staff.edit": {"reference": "LETTER", "language": "en"},
    "communications_staff.preview_letter": {"reference": "LETTER"},
    "communications_staff.print_pdf": {"reference": "LETTER"},
    "communications_staff.progress": {"reference": "LETTER"},
    "communications_staff.send": {"reference": "LETTER"},
    "consent_staff.pupil_answers": {"reference": "CHILD"},
    "consent_staff.pupil_page": {"reference": "CHILD"},
    "coverage_staff.adults": {"group": "everyone"},
    "home_staff.child_record": {"reference": "CHILD"},
    "home_staff.class_coverage": {"reference": "CLASS"},
    "home_staff.envelope": {"reference": "CHILD", "adult": "MOTHER"},
    "home_staff.group": {"reference": "GROUP"},
    "home_staff.record_answers": {"reference": "CHILD", "adult": "MOTHER"},
    "occasions_staff.note_answer": {"reference": "OCCASION", "adult": "MOTHER"},
    "occasions_staff.occasion": {"reference": "OCCASION"},
    "people_staff.add_adult": {"reference": "CHILD"},
    "people_staff.change_class": {"reference": "CHILD"},
    "people_staff.child_leaves": {"reference": "CHILD"},
    "people_staff.child_returns": {"reference": "CHILD"},
    "people_staff.contact": {"reference": "GRANDMOTHER"},
    "people_staff.correct_adult": {"reference": "CHILD", "adult": "MOTHER"},
    "people_staff.correct_child": {"reference": "CHILD"},
    "people_staff.end_adult": {"reference": "CHILD", "adult": "MOTHER"},
    "lists_staff.export_file": {"reference": "EXPORT", "kind": "csv"},
    "lists_staff.exported": {"reference": "EXPORT"},
    "lists_staff.one_list": {"kind": "classes", "reference": "CLASS"},
    "lists_staff.printed_list": {"reference": "SHEET"},
    "lists_staff.sheet_file": {"reference": "SHEET"},
    "posts_staff.add_picture": {"reference": "POST"},
    "posts_staff.edit_post": {"reference": "POST"},
    "posts_staff.new_post": {"check": "FINE"},
    "posts_staff.post": {"reference": "POST"},
    "publications_staff.posted": {"reference": "FINE"},
    "publications_staff.publication": {"reference": "PUBLICATION"},
    "publications_staff.settle": {"reference": "PUBLICATION"},
    "publications_staff.take_away": {"reference": "PUBLICATION"},
    "publishing_staff.saved_check": {"reference": "CHECK"},
    "school_staff.part": {"part": "safeguarding"},
    "tablet_staff.open_on_tablet": {"reference": "CHILD", "adult": "MOTHER"},
}
# Nothing on these is about a child of the class, or there is none of its kind in these schools.
NOT_ABOUT_A_CHILD = {
    "day_passes_staff.day_pass",  # for classes, not for a child
    "day_passes_staff.verdict",  # only its holder's; tests/day_passes tells each reason apart
    "inserts_staff.event_file",
    "inserts_staff.event_pack",
    "inserts_staff.insert_on_paper",
    "communications_staff.insert_for_word",
    "communications_staff.use_insert",
    "alarms_staff.alarm_test",
    "cases_staff.act",
    "cases_staff.concern",
    "cases_staff.message",
    "cases_staff.note",
    "cases_staff.pass_on",
    "cases_staff.written_down",
    "retention_staff.lift",
    "lists_staff.old_list_run",  # a file somebody brought in
    "newsletters_staff.check",
    "newsletters_staff.edit_newsletter",
    "newsletters_staff.file",
    "newsletters_staff.look",
    "newsletters_staff.mail_html",
    "newsletters_staff.own_pdf",
    "newsletters_staff.paper",
    "newsletters_staff.pictures",
    "newsletters_staff.time",
    "newsletters_staff.web_page",
    "outbox_staff.demo_mail_html",
    "outbox_staff.one_demo_mail",
    "paper_staff.sheet",  # one adult's blank form
    "people_staff.import_question",
    "people_staff.import_columns",
    "people_staff.import_dates",
    "people_staff.import_run",
    "people_staff.merge_two",
    "posts_about_us_staff.checklist",
    "posts_about_us_staff.decide",
    "posts_staff.authorisation",
    "tablet_staff.code",  # a code for whom the office chose
    "reach_staff.merge_file",  # whom a text may reach, as the contact review has it
    "posts_staff.picture",
}
# The permission opens the door; there may still be nothing behind it for this role or today.
MAY_BE_CLOSED = {
    "communications_staff.approve",
    "communications_staff.print_pdf",
    "outbox_staff.demo_mail",
    "publications_staff.publication",
    "publications_staff.settle",
    "paper_notices_staff.letters",
    "yearly_staff.letters",
}
# The contact review hands every adult of a child under a switch, in care or with a court order to
# head or DSL in the same words: the office reads that somebody else decides, and not why.
FOR_HEAD_OR_DSL = {
    "people_staff.contact",
    "people_staff.contact_review",
    "people_staff.contact_review_together",
}
# Care stops new posts only, so a picture that is out already stays (UK GDPR Art 7(3) asks for the
# removal of what was objected to); and care decides whom the office rings about an occasion, which
# no teacher is shown: nor how many mails wait for it. A looked-after child's letter goes by post,
# as every letter is marked that is printed. These speak of the other three alike.
WHERE_CARE_DIFFERS = {
    "paper_notices_staff.letters",
    "home_staff.staff_home",
    "outbox_orders.outbox",
    "occasions_staff.occasion",
    "publications_staff.publication",
    "publications_staff.settle",
    "publications_staff.take_away",
    "publications_staff.takedown",
}
# The same page asked about the child in particular.
ALSO = (
    "/staff/children?name=Averill",
    "/staff/children?class={CLASS}",
    "/staff/check?again={CHECK}",
)


@pytest.fixture(scope="module")
def worlds(
    tmp_path_factory: pytest.TempPathFactory, template_database: Path, built_app: Flask
) -> dict[str, World]:
    found = {}
    with time_machine.travel(TODAY, tick=False):
        for why in WHY:
            folder = tmp_path_factory.mktemp(why)
            shutil.copy(template_database, folder)
            found[why] = build(why, built_app, folder, furnish)
    return found


@pytest.fixture(autouse=True)
def same_day(worlds: dict[str, World], built_app: Flask) -> Iterator[None]:
    """Every school is looked at on the same day."""
    with time_machine.travel(TODAY, tick=False):
        yield
    let_go(built_app)


def _rules(world: World, role: Role) -> list[Rule]:
    """Every page this role may open."""
    return [rule for rule in world.app.url_map.iter_rules() if _may_open(world, rule, role)]


def _may_open(world: World, rule: Rule, role: Role) -> bool:
    mark = mark_of(world.app, rule.endpoint)
    by_staff = mark is not None and mark.audience in {Audience.STAFF, Audience.PASS_HOLDER}
    return (
        by_staff
        and mark is not None
        and "GET" in (rule.methods or ())
        and (mark.permission is None or mark.permission in ROLE_PERMISSIONS[role])
    )


def _looked_up(world: World, value: str, role: Role) -> str:
    """A name that every role has one of its own of is looked up with the role."""
    found = world.references
    return found.get(value) or found.get(f"{value} {role.value}") or value


def _address(world: World, rule: Rule, role: Role) -> str:
    values = {
        name: _looked_up(world, value, role) for name, value in ABOUT.get(rule.endpoint, {}).items()
    }
    built = rule.build(values)
    assert built is not None
    return str(built[1])


def test_every_page_with_a_parameter_says_what_it_is_about(worlds: dict[str, World]) -> None:
    world = worlds["plain"]
    rules = [rule for role in CANNOT_KNOW for rule in _rules(world, role) if rule.arguments]
    told = set(ABOUT) | NOT_ABOUT_A_CHILD
    untold = sorted({rule.endpoint for rule in rules} - told)
    assert not untold, f"say what these are about: {untold}"


@pytest.mark.parametrize(
    "role",
    # the deputy's pages are a part of the office's and the teacher's
    [Role.TEACHER, Role.OFFICE, pytest.param(Role.DEPUTY_DSL, marks=pytest.mark.slow)],
)
def test_every_page_reads_the_same_whatever_the_reason(
    worlds: dict[str, World], role: Role
) -> None:
    read = {why: _all_pages(world, role) for why, world in worlds.items()}
    different = []
    for endpoint, address in read["plain"]:
        seen = {why: pages[endpoint, address] for why, pages in read.items()}
        if endpoint in FOR_HEAD_OR_DSL:
            seen = {"plain": seen["care"], "never": seen["never"]}
        if endpoint in WHERE_CARE_DIFFERS:
            del seen["care"]
        different += _differences(address, seen)
    assert not different, "\n".join(different)


def _all_pages(world: World, role: Role) -> dict[tuple[str, str], str]:
    """What this role reads in this school, by endpoint and rule; one school at a time."""
    browser = world.browser(role)
    rules = [rule for rule in _rules(world, role) if rule.endpoint not in NOT_ABOUT_A_CHILD]
    found = {}
    for rule in sorted(rules, key=lambda each: each.endpoint):
        answer = browser.get(_address(world, rule, role))
        fine = answer.status_code < 400 or rule.endpoint in MAY_BE_CLOSED
        assert fine, f"{rule.rule}: {answer.status_code}"
        found[rule.endpoint, rule.rule] = f"{answer.status_code} {world.neutral(readable(answer))}"
    return found


@pytest.mark.parametrize("role", [Role.TEACHER, Role.OFFICE])
@pytest.mark.parametrize("template", ALSO)
def test_asked_about_the_child_it_reads_the_same(
    worlds: dict[str, World], role: Role, template: str
) -> None:
    seen = {}
    for why, world in worlds.items():
        address = template
        for name in re.findall(r"{(\w+)}", template):
            address = address.replace(f"{{{name}}}", _looked_up(world, name, role))
        answer = world.browser(role).get(address)
        seen[why] = f"{answer.status_code} {world.neutral(readable(answer))}"
    assert _differences(template, seen) == []


def test_every_mail_reads_the_same_whatever_the_reason(worlds: dict[str, World]) -> None:
    seen = {}
    for why, world in worlds.items():
        with world.app.app_context():
            staff = select(StaffMember.email)
            mails = db.session.scalars(
                select(OutgoingMail)
                .where(OutgoingMail.to_address.in_(staff))
                .order_by(OutgoingMail.id)
            )
            texts = [f"{mail.content.subject} {mail.content.body} {mail.values}" for mail in mails]
        seen[why] = world.neutral("\n".join(texts))
    assert _differences("mail", seen) == []


def _differences(where: str, seen: dict[str, str]) -> list[str]:
    """The first line in which a page tells a reason from a plain no."""
    found = []
    plain = seen["plain"].splitlines()
    for why, text in seen.items():
        lines = text.splitlines()
        for one, other in zip(plain, lines, strict=False):
            if one != other:
                found.append(f"{where}, {why}: {other.strip()!r} for {one.strip()!r}")
                break
        else:
            if len(plain) != len(lines):
                found.append(f"{where}, {why}: {len(lines)} lines for {len(plain)}")
    return found
