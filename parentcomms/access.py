"""Who may do what: roles, permissions, the marks on views, and the one gate that enforces them.

Decorators only mark a view. The gate looks at the mark before every request, and the app
refuses to start while any endpoint has none. Administrator is not everything.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms.stale_forms import closed

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a member of staff or governor is in this school; one person may be several."""

    OFFICE = "office"
    TEACHER = "teacher"
    HEAD = "head"
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"
    DATA_PROTECTION_LEAD = "data_protection_lead"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One act each; pages, lists, exports and messages ask the same one."""

    SEE_STAFF_HOME = "see_staff_home"
    IMPORT_PEOPLE = "import_people"
    SEE_PEOPLE = "see_people"
    REVIEW_CONTACTS = "review_contacts"
    SET_HOLDS = "set_holds"
    EDIT_COMMUNICATION = "edit_communication"
    APPROVE_COMMUNICATION = "approve_communication"
    SEND_COMMUNICATION = "send_communication"
    SEE_COVERAGE = "see_coverage"
    SEE_STANDING_ANSWERS = "see_standing_answers"
    SEE_EVERY_LIST = "see_every_list"
    EXPORT_ANSWERS = "export_answers"
    READ_INDIVIDUAL_ANSWERS = "read_individual_answers"
    RECORD_ANSWERS = "record_answers"
    SET_NEVER = "set_never"
    SET_ASIDE_ANSWERS = "set_aside_answers"
    EDIT_USES = "edit_uses"
    CHECK_BEFORE_POSTING = "check_before_posting"
    SEE_PUBLICATIONS = "see_publications"
    SETTLE_INCIDENTS = "settle_incidents"
    EDIT_CHANNELS = "edit_channels"
    APPROVE_CHANNELS = "approve_channels"
    RECEIVE_CONCERNS = "receive_concerns"
    READ_SAFEGUARDING = "read_safeguarding"
    MAKE_DAY_PASSES = "make_day_passes"
    EDIT_SCHOOL = "edit_school"
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"
    ANSWER_SUBJECT_ACCESS = "answer_subject_access"
    RELEASE_SAFEGUARDING = "release_safeguarding"
    MAKE_EVIDENCE_PACK = "make_evidence_pack"
    SET_RETENTION = "set_retention"
    READ_DEMO_MAIL = "read_demo_mail"


_P = Permission
_EVERYONE = {_P.SEE_STAFF_HOME, _P.READ_DEMO_MAIL}
_CHECKS = {_P.CHECK_BEFORE_POSTING, _P.SEE_STANDING_ANSWERS}
_GOVERNANCE = {_P.RECEIVE_CONCERNS}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICE: frozenset(
        _EVERYONE
        | _CHECKS
        | {_P.IMPORT_PEOPLE, _P.SEE_PEOPLE, _P.REVIEW_CONTACTS, _P.EDIT_COMMUNICATION}
        | {_P.SEND_COMMUNICATION, _P.SEE_COVERAGE, _P.RECORD_ANSWERS, _P.EDIT_CHANNELS}
        | {_P.RECEIVE_CONCERNS, _P.EDIT_SCHOOL, _P.SEE_EVERY_LIST, _P.EXPORT_ANSWERS}
        | {_P.SEE_PUBLICATIONS, _P.MAKE_DAY_PASSES}
    ),
    Role.TEACHER: frozenset(_EVERYONE | _CHECKS),
    Role.HEAD: frozenset(
        _EVERYONE
        | _CHECKS
        | {_P.SEE_PEOPLE, _P.REVIEW_CONTACTS, _P.SET_HOLDS, _P.EDIT_COMMUNICATION}
        | {_P.APPROVE_COMMUNICATION, _P.SEND_COMMUNICATION, _P.SEE_COVERAGE}
        | {_P.READ_INDIVIDUAL_ANSWERS, _P.SET_NEVER, _P.SET_ASIDE_ANSWERS, _P.EDIT_USES}
        | {_P.EDIT_CHANNELS, _P.APPROVE_CHANNELS, _P.RECEIVE_CONCERNS, _P.EDIT_SCHOOL}
        | {_P.MANAGE_STAFF, _P.READ_AUDIT, _P.SEE_EVERY_LIST, _P.EXPORT_ANSWERS}
        | {_P.SEE_PUBLICATIONS, _P.SETTLE_INCIDENTS, _P.MAKE_DAY_PASSES}
        | {_P.MAKE_EVIDENCE_PACK, _P.SET_RETENTION}
    ),
    Role.DSL: frozenset(
        _EVERYONE
        | _CHECKS
        | {_P.SEE_PUBLICATIONS}
        | {_P.SEE_PEOPLE, _P.REVIEW_CONTACTS, _P.SET_HOLDS, _P.READ_INDIVIDUAL_ANSWERS}
        | {_P.SET_NEVER, _P.SET_ASIDE_ANSWERS, _P.RECEIVE_CONCERNS, _P.READ_SAFEGUARDING}
        | {_P.SEE_EVERY_LIST, _P.RELEASE_SAFEGUARDING}
    ),
    Role.DEPUTY_DSL: frozenset(
        _EVERYONE
        | _CHECKS
        | {_P.SEE_PEOPLE, _P.RECEIVE_CONCERNS, _P.READ_SAFEGUARDING, _P.SEE_EVERY_LIST}
    ),
    Role.CHAIR: frozenset(_EVERYONE | _GOVERNANCE),
    Role.VICE_CHAIR: frozenset(_EVERYONE | _GOVERNANCE),
    Role.CLERK: frozenset(_EVERYONE | _GOVERNANCE),
    Role.DATA_PROTECTION_LEAD: frozenset(
        _EVERYONE
        | {_P.SEE_PEOPLE, _P.SEE_COVERAGE, _P.READ_INDIVIDUAL_ANSWERS, _P.EDIT_USES, _P.READ_AUDIT}
        | {_P.SEE_PUBLICATIONS, _P.SETTLE_INCIDENTS}
        | {_P.ANSWER_SUBJECT_ACCESS, _P.MAKE_EVIDENCE_PACK, _P.SET_RETENTION}
    ),
    Role.ADMINISTRATOR: frozenset(_EVERYONE | {_P.MANAGE_STAFF, _P.EDIT_SCHOOL}),
}


# What the head may delegate as a whole page: approving a place needs its register (policy 6.1).
LENDABLE = frozenset({_P.APPROVE_CHANNELS, _P.EDIT_CHANNELS})


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything a person with these roles may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))


class Audience(StrEnum):
    """Who a page is for."""

    PUBLIC = "public"
    FAMILY = "family"
    STAFF = "staff"
    PASS_HOLDER = "pass_holder"


@dataclass(frozen=True)
class Mark:
    """What a decorator left on a view."""

    audience: Audience
    permission: Permission | None = None


def _mark(view: View, mark: Mark) -> View:
    view.access = mark  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anyone may open this page."""
    return _mark(view, Mark(Audience.PUBLIC))


def family(view: View) -> View:
    """An adult who came in by their own link (g.family)."""
    return _mark(view, Mark(Audience.FAMILY))


def pass_holder(view: View) -> View:
    """Somebody with a day pass, or staff who may check before posting."""
    return _mark(view, Mark(Audience.PASS_HOLDER, Permission.CHECK_BEFORE_POSTING))


def staff(permission: Permission) -> Callable[[View], View]:
    """A signed-in member of staff who holds the permission (g.staff)."""
    return lambda view: _mark(view, Mark(Audience.STAFF, permission))


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The mark on an endpoint's view, or None when somebody forgot."""
    return getattr(app.view_functions[endpoint], "access", None)


def unmarked(app: Flask) -> list[str]:
    """Endpoints nobody has marked; the app does not start while there are any."""
    return sorted(name for name in app.view_functions if mark_of(app, name) is None)


def may(permission: Permission | str) -> bool:
    """Whether the person behind this request holds the permission; used by templates too."""
    person = g.get("staff")
    wanted = Permission(permission)
    return person is not None and (wanted in person.permissions or wanted in _lent(wanted))


def _lent(wanted: Permission) -> frozenset[Permission]:
    """What the head has delegated to this person for today, asked once a request."""
    if wanted not in LENDABLE:
        return frozenset()
    if "lent_permissions" not in g:
        g.lent_permissions = current_app.extensions["lent_permissions"](g.staff.id)
    found: frozenset[Permission] = g.lent_permissions
    return found


def actor() -> str:
    """Who acts, as evidence keeps it: `staff:12`, `person:34`, `pass:5`, `public` or `system`."""
    if not request:
        return "system"
    if g.get("day_pass") and _on_a_page_for(Audience.PASS_HOLDER):
        return f"pass:{g.day_pass.id}"
    if g.get("family") and (not g.get("staff") or _on_a_page_for(Audience.FAMILY)):
        return f"person:{g.family.person_id}"
    if g.get("staff"):
        return f"staff:{g.staff.id}"
    return "public"


def _on_a_page_for(audience: Audience) -> bool:
    """A teacher who is a parent answers on a family page as a parent."""
    mark = mark_of(current_app, request.endpoint) if request.endpoint else None
    return mark is not None and mark.audience is audience


def gate() -> ResponseReturnValue | None:
    """Enforce the mark of the view about to run. A missing mark is a closed door."""
    if request.endpoint is None:
        return None
    mark = mark_of(current_app, request.endpoint)
    if mark is None:
        abort(404)
    if mark.audience is Audience.PUBLIC:
        return None
    if mark.audience is Audience.FAMILY:
        return None if g.get("family") else closed(url_for("accounts_family.link_ended"))
    if mark.audience is Audience.PASS_HOLDER and g.get("day_pass"):
        return None
    if g.get("staff") is None:
        return closed(url_for("accounts_staff.sign_in", next=_return_path()))
    if mark.permission is not None and not may(mark.permission):
        abort(403)
    return None


def init_app(app: Flask) -> None:
    """Put the gate before every view; whoever asks is known by then."""
    app.add_template_global(may)
    app.before_request(gate)


def _return_path() -> str | None:
    """Where to go after signing in: a page, never the target of a form."""
    return request.full_path.rstrip("?") if request.method == "GET" else None
