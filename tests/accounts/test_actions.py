"""Accounts, roles and links: recorded, told to whom it concerns, never locking all out."""

import pytest
from sqlalchemy import select

from parentcomms.access import Permission, Role
from parentcomms.accounts import actions, queries, signed_in
from parentcomms.accounts.family_links import link_by_code, valid_link_by_token
from parentcomms.accounts.models import FamilyLink, SignIn
from parentcomms.accounts.passwords import fits, hashed
from parentcomms.audit.models import AuditEvent
from parentcomms.audit.verifying import breaks
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.links import Purpose, code_for, token_for
from parentcomms.outbox.models import OutgoingMail
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def _told() -> list[str]:
    return sorted(db.session.scalars(select(OutgoingMail.to_name)))


def _acts() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.CHAIR, Role.DEPUTY_DSL])
def test_giving_a_watched_role_is_told_to_the_others_who_hold_one(role: Role) -> None:
    make.staff("Hana Head", Role.HEAD)
    make.staff("Dora Dsl", Role.DSL)
    make.staff("Tess Teacher", Role.TEACHER)
    new = make.staff("Chris Chair", Role.CHAIR)
    actions.grant_role(new, role)
    assert _told() == ([] if role is Role.CHAIR else ["Dora Dsl", "Hana Head"])


def test_giving_any_other_role_is_told_to_nobody() -> None:
    make.staff("Hana Head", Role.HEAD)
    actions.grant_role(make.staff("Olive"), Role.OFFICE)
    assert _told() == []


def test_a_role_held_already_is_not_given_twice() -> None:
    staff = make.staff("Olive", Role.OFFICE)
    first = actions.grant_role(staff, Role.TEACHER)
    assert actions.grant_role(staff, Role.TEACHER) is first
    assert queries.roles_of(staff.id) == {Role.OFFICE, Role.TEACHER}


def test_an_ended_role_gives_no_permission_and_can_be_given_again() -> None:
    make.staff("Hana", Role.HEAD, password="purple tractor lunch")
    staff = make.staff("Olive", Role.OFFICE)
    actions.end_role(staff, Role.OFFICE)
    assert queries.roles_of(staff.id) == frozenset()
    assert list(queries.staff_with_permission(Permission.IMPORT_PEOPLE)) == []
    actions.grant_role(staff, Role.OFFICE)
    assert [each.name for each in queries.staff_with_role(Role.OFFICE)] == ["Olive"]


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_the_last_who_manages_staff_cannot_lock_everybody_out(role: Role) -> None:
    last = make.staff("Hana", role, password="purple tractor lunch")
    make.staff("Ada", Role.ADMINISTRATOR)  # has no password yet, so cannot come in
    with pytest.raises(Refused):
        actions.end_role(last, role)
    with pytest.raises(Refused):
        actions.end_staff(last)
    assert queries.roles_of(last.id) == {role}
    assert last.ended_at is None


def test_a_manager_may_go_once_another_can_come_in() -> None:
    make.staff("Ada", Role.ADMINISTRATOR, password="purple tractor lunch")
    first = make.staff("Hana", Role.HEAD, password="purple tractor lunch")
    actions.end_staff(first)
    assert first.ended_at is not None


def test_somebody_who_leaves_is_out_at_once() -> None:
    make.staff("Hana", Role.HEAD, password="purple tractor lunch")
    staff = make.staff("Olive", Role.OFFICE, password="purple tractor lunch")
    token = actions.sign_in(staff).token
    assert signed_in.signed_in_staff(token) is not None
    actions.end_staff(staff)
    assert signed_in.signed_in_staff(token) is None
    with pytest.raises(Refused):
        actions.grant_role(staff, Role.OFFICE)


def test_a_new_password_ends_every_session_of_the_old_one() -> None:
    staff = make.staff("Olive", Role.OFFICE, password="purple tractor lunch")
    token = actions.sign_in(staff).token
    actions.set_password(staff, hashed("another good password"))
    assert signed_in.signed_in_staff(token) is None
    assert fits("another good password", staff.password_hash)
    assert not fits("purple tractor lunch", staff.password_hash)


def test_an_address_is_taken_whatever_its_case() -> None:
    actions.add_staff(name="Olive", email="Olive@Example.org")
    with pytest.raises(Refused):
        actions.add_staff(name="Other", email=" olive@example.ORG ")


def test_a_staff_token_is_worthless_as_a_familys_and_the_other_way_round() -> None:
    staff_token = actions.sign_in(make.staff("Olive", Role.OFFICE)).token
    link = actions.make_family_link(make.parent(make.pupil()))
    family_token = actions.open_link(link).token
    assert signed_in.signed_in_family(staff_token) is None
    assert signed_in.signed_in_staff(family_token) is None
    assert signed_in.signed_in_family(family_token) is not None


def test_only_the_keyed_hash_of_a_token_is_stored() -> None:
    opened = actions.sign_in(make.staff("Olive", Role.OFFICE))
    assert len(opened.token) >= 43  # 256 bits
    assert opened.token not in {opened.sign_in.token_hash, opened.sign_in.reference}


def test_a_link_is_made_once_a_year_and_for_many_at_once() -> None:
    child = make.pupil()
    people = [make.parent(child), make.parent(child), make.parent(child)]
    first = actions.make_family_link(people[0])
    made = actions.make_family_links(people)
    assert made[people[0].id] is first
    assert len({link.id for link in made.values()}) == 3
    assert actions.make_family_links(people) == made
    assert _acts().count("family-link-made") == 3


def test_a_revoked_link_and_its_code_open_nothing_and_a_new_one_is_another() -> None:
    person = make.parent(make.pupil())
    old = actions.make_family_link(person)
    token = token_for(Purpose.FAMILY_LINK, old.reference)
    code = code_for(Purpose.FAMILY_CODE, old.reference)
    assert valid_link_by_token(token) is old
    assert link_by_code(code) is old
    actions.revoke_link(old)
    assert valid_link_by_token(token) is None
    assert link_by_code(code) is None
    new = actions.make_family_link(person)
    assert token_for(Purpose.FAMILY_LINK, new.reference) != token
    assert queries.current_link(person) is new


def test_a_token_for_another_purpose_opens_no_link() -> None:
    link = actions.make_family_link(make.parent(make.pupil()))
    for purpose in set(Purpose) - {Purpose.FAMILY_LINK}:
        assert valid_link_by_token(token_for(purpose, link.reference)) is None


def test_after_merging_two_rows_of_one_adult_both_links_open_one_page() -> None:
    child = make.pupil()
    kept, merged = make.parent(child), make.person()
    link = actions.make_family_link(merged)
    merged.merged_into_id = kept.id
    family = signed_in.signed_in_family(actions.open_link(link).token)
    assert family is not None
    assert family.person_id == kept.id


def test_settling_a_reported_link_makes_a_new_one_and_clears_the_list() -> None:
    link = actions.make_family_link(make.parent(make.pupil()))
    actions.report_link(link)
    assert list(queries.reported_links()) == [link]
    made = actions.settle_reported_link(link)
    assert made is not link
    assert list(queries.reported_links()) == []


def test_every_act_is_recorded_and_the_chain_holds() -> None:
    make.staff("Hana", Role.HEAD, password="purple tractor lunch")
    staff = actions.add_staff(name="Olive", email="olive@example.org", roles=[Role.OFFICE])
    actions.invite(staff)
    actions.set_password(staff, hashed("purple tractor lunch"))
    actions.sign_out(actions.sign_in(staff).sign_in)
    actions.end_role(staff, Role.OFFICE)
    actions.end_staff(staff)
    link = actions.make_family_link(make.parent(make.pupil()))
    actions.open_link(link)
    actions.report_link(link)
    assert _acts() == [
        "staff-added",
        "role-granted",
        "staff-invited",
        "staff-password-set",
        "staff-signed-in",
        "signed-out",
        "role-ended",
        "staff-ended",
        "family-link-made",
        "family-link-opened",
        "family-link-reported",
        "family-link-revoked",
    ]
    assert list(breaks()) == []


def test_names_of_actors_for_staff_pages() -> None:
    staff = make.staff("Olive Office")
    person = make.person("Grace", surname="Hopper")
    actors = [f"staff:{staff.id}", f"person:{person.id}", "public", "system", "staff:999"]
    assert queries.names_of(actors) == {
        f"staff:{staff.id}": "Olive Office",
        f"person:{person.id}": "Grace Hopper",
        "public": "Somebody without an account",
        "system": "The service",
        "staff:999": "staff:999",
    }


def test_nothing_that_opens_a_door_is_in_the_database() -> None:
    staff = make.staff("Olive", Role.OFFICE)
    link = actions.make_family_link(make.parent(make.pupil()))
    actions.invite(staff)
    actions.send_new_link(link.person)
    secrets = {
        token_for(Purpose.FAMILY_LINK, link.reference),
        code_for(Purpose.FAMILY_CODE, link.reference),
        actions.sign_in(staff).token,
    }
    db.session.flush()
    kept = [
        str(value)
        for table in (FamilyLink, SignIn, OutgoingMail)
        for row in db.session.execute(select(*table.__table__.columns))
        for value in row
    ]
    assert not [secret for secret in secrets if any(secret in value for value in kept)]
    invitation = db.session.scalars(select(OutgoingMail)).first().values["link"]["reference"]
    token = token_for(Purpose.STAFF_INVITATION, invitation)
    assert not any(token in value for value in kept)
