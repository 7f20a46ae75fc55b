"""What was sent and acknowledged, what mails said, scans, imports, printed lists."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, selectinload

from parentcomms.audit.models import RemovalStub
from parentcomms.communications.models import Delivery, DeliveryChild
from parentcomms.consent.kinds import AnswerRoute
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.lists.models import AnswersExport, PrintedList
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.paper.models import ScannedForm
from parentcomms.people.models import ImportRun, Relationship
from parentcomms.policies.models import Acknowledgement, StatementVersion, StatementWording
from parentcomms.retention.facts import World
from parentcomms.retention.pictures_finding import moment_of
from parentcomms.retention.rules import Rule
from parentcomms.retention.units import Step, Unit, going

DONE = (MailState.SENT, MailState.KEPT, MailState.FAILED, MailState.CANCELLED)
NOTHING_SAID: dict[str, Any] = {"values": {}}
NOBODY: dict[str, Any] = {"to_name": "", "to_address": ""}
KEPT_OF_AN_IMPORT = "for_dsl"  # questions the DSL may still have before them


def acknowledgements(world: World) -> Iterator[Unit]:
    """Old ones; the newest of each statement stays while the adult has a child on roll."""
    if world.held.everything:
        return
    before = moment_of(world, world.periods.sent_log)
    rows = db.session.execute(
        select(Acknowledgement, StatementVersion.statement_id)
        .join(StatementWording, StatementWording.id == Acknowledgement.wording_id)
        .join(StatementVersion, StatementVersion.id == StatementWording.version_id)
        .order_by(Acknowledgement.id.desc())
    )
    seen: set[tuple[int, int]] = set()
    for row, statement_id in rows:
        key = (row.person_id, statement_id)
        superseded, gone = key in seen, row.person_id in world.family_left_on
        seen.add(key)
        if row.at < before and (superseded or gone) and row.person_id not in world.held.people:
            step = Step("acknowledgement", row.id)
            yield Unit(Rule.ACKNOWLEDGEMENTS, row.reference, (step,))


def deliveries(world: World) -> Iterator[Unit]:
    """The sent log; the last letter of each kind about a child stays while they are on roll."""
    if world.held.everything:
        return
    query = (
        select(Delivery)
        .options(selectinload(Delivery.children))
        .where(Delivery.made_at < moment_of(world, world.periods.sent_log))
        .order_by(Delivery.id)
    )
    last = _last_about_a_child(world)
    for each in db.session.scalars(query):
        if each.person_id in world.held.people or last & {row.id for row in each.children}:
            continue
        children = going("delivery_child", [row.id for row in each.children])
        yield Unit(Rule.SENT_LOG, each.reference, (*children, Step("delivery", each.id)))


def _last_about_a_child(world: World) -> set[int]:
    rows = db.session.execute(
        select(DeliveryChild.id, DeliveryChild.kind, DeliveryChild.relationship_id)
        .join(Relationship, Relationship.id == DeliveryChild.relationship_id)
        .where(Relationship.pupil_id.not_in(world.left_on))
        .order_by(DeliveryChild.id)
    )
    newest = {(kind, relationship): each for each, kind, relationship in rows}
    return set(newest.values())


def mail_bodies(world: World) -> Iterator[Unit]:
    """What each mail said; its text with empty places, and who got it, stay."""
    yield from _mails(world, Rule.MAIL_BODIES, world.periods.mail_bodies, NOTHING_SAID)


def mail_recipients(world: World) -> Iterator[Unit]:
    """Who got it goes with the sent log; the row stays, so that no fact is mailed twice."""
    yield from _mails(world, Rule.MAIL_RECIPIENTS, world.periods.sent_log, NOBODY)


def _mails(world: World, rule: Rule, years: int, blank: dict[str, Any]) -> Iterator[Unit]:
    if world.held.everything:
        return
    stub = aliased(RemovalStub)
    done_before = exists().where(
        stub.table_name == "outgoing_mail", stub.row_id == OutgoingMail.id, stub.rule == rule.value
    )
    of_held = exists().where(
        Delivery.mail_id == OutgoingMail.id, Delivery.person_id.in_(world.held.people)
    )
    query = (
        select(OutgoingMail.id, OutgoingMail.reference)
        .where(OutgoingMail.made_at < moment_of(world, years), OutgoingMail.state.in_(DONE))
        .where(~done_before, ~of_held)
        .order_by(OutgoingMail.id)
    )
    for mail_id, reference in db.session.execute(query):
        step = Step("outgoing_mail", mail_id, blank)
        yield Unit(rule, reference, (step,), mails=(f"{reference}.eml",))


def scans(world: World) -> Iterator[Unit]:
    """A scanned form goes with the answers it proves; a page nobody could place, after a year."""
    if world.held.everything:
        return
    before = moment_of(world, world.periods.sent_log)
    proves = exists().where(
        Answer.relationship_id == ScannedForm.relationship_id, Answer.route == AnswerRoute.PAPER
    )
    query = select(ScannedForm).options(
        selectinload(ScannedForm.relationship_), selectinload(ScannedForm.batch)
    )
    for each in db.session.scalars(query.where(~proves).order_by(ScannedForm.id)):
        kept = each.relationship_ and (
            each.relationship_.pupil_id in world.held.pupils
            or each.relationship_.pupil_id not in world.left_on
        )
        if not kept and (each.attached_at or each.batch.uploaded_at) < before:
            step = Step("scanned_form", each.id)
            yield Unit(Rule.SCANS, each.reference, (step,), files=(each.stored_name,))


def imports(world: World) -> Iterator[Unit]:
    """Who joined, left and changed, by name; that the import was, and its numbers, stay."""
    if world.held.everything:
        return
    before = moment_of(world, world.periods.imports)
    for run in db.session.scalars(select(ImportRun).where(ImportRun.uploaded_at < before)):
        shrunk = {
            key: [] if isinstance(value, list) and key != KEPT_OF_AN_IMPORT else value
            for key, value in run.summary.items()
        }
        if shrunk != run.summary:
            yield Unit(
                Rule.IMPORTS, run.reference, (Step("import_run", run.id, {"summary": shrunk}),)
            )


def lists(world: World) -> Iterator[Unit]:
    """What printed sheets and exports said; the newest export stays, for the next one's changes."""
    if world.held.everything:
        return
    before = moment_of(world, world.periods.lists)
    printed = select(PrintedList.id, PrintedList.reference)
    for each, reference in db.session.execute(printed.where(PrintedList.printed_at < before)):
        yield Unit(Rule.LISTS, reference, (Step("printed_list", each),))
    exports = select(AnswersExport.id, AnswersExport.reference, AnswersExport.made_at)
    rows = db.session.execute(exports.order_by(AnswersExport.id.desc())).all()
    for each, reference, made_at in rows[1:]:
        if made_at < before:
            yield Unit(Rule.LISTS, reference, (Step("answers_export", each),))
