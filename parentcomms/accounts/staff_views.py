"""Pages by which staff accounts, roles and families' links are kept; signing_in.py has the rest."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission, Role
from parentcomms.accounts import actions, invitations, queries
from parentcomms.accounts.forms import ButtonForm
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.own_views import blueprint
from parentcomms.accounts.signing_in import Page
from parentcomms.accounts.staff_forms import AddStaffForm, GrantRoleForm
from parentcomms.accounts.words import ROLE_NAMES
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext

__all__ = ["blueprint"]


@blueprint.get("/staff/accounts")
@access.staff(Permission.MANAGE_STAFF)
def staff() -> str:
    """Who may sign in, and what each may do."""
    return render_template(
        "accounts/staff/staff.html", everyone=queries.all_staff(), role_names=ROLE_NAMES
    )


@blueprint.route("/staff/accounts/add", methods=["GET", "POST"])
@access.staff(Permission.MANAGE_STAFF)
def add_staff_member() -> Page:
    """Add somebody and mail them their invitation."""
    form = AddStaffForm()
    if not form.validate_on_submit():
        return _add_page(form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    if queries.staff_by_email(form.email.data) is not None:
        form.refuse(gettext("Somebody with this address is already there"), field=form.email)
        return _add_page(form)
    added = actions.add_staff(name=form.name.data, email=form.email.data, roles=form.roles.data)
    actions.invite(added)
    outcome = remember(form, url_for("accounts_staff.staff_member", reference=added.reference))
    db.session.commit()
    flash(_invited(added, gettext("Added. An invitation to choose a password is on its way.")))
    return redirect(outcome, code=303)


def _add_page(form: AddStaffForm) -> str:
    return render_template(
        "accounts/staff/add_staff_member.html", form=form, by_hand=invitations.by_hand()
    )


def _invited(member: StaffMember, on_its_way: str) -> str:
    """Without a mail server a first link is handed on by whoever asked for it, and shown this once.

    Whoever has a password keeps the say over their account: that link is read at the machine.
    """
    if not invitations.by_hand():
        return on_its_way
    link = invitations.first_link(member)
    if link is None:
        return gettext(
            "The link is kept in a folder on this machine and not sent. It works once, for seven "
            "days."
        )
    return gettext(
        "There is no mail server, so nothing was sent. Give %(name)s this link yourself, it is not "
        "shown again: %(link)s",
        name=member.name,
        link=link,
    )


def _member(reference: str) -> StaffMember:
    found = queries.staff_by_reference(reference)
    if found is None:
        raise NotFound
    return found


def _roles_held(member: StaffMember) -> list[Role]:
    held = {each.role for each in member.roles if each.ended_at is None}
    return [role for role in Role if role in held]


def _member_page(member: StaffMember, form: GrantRoleForm) -> str:
    return render_template(
        "accounts/staff/staff_member.html",
        member=member,
        roles=_roles_held(member),
        role_names=ROLE_NAMES,
        form=form,
        button=ButtonForm(formdata=None),
        by_hand=invitations.by_hand(),
        read_by=invitations.read_by(member),
    )


@blueprint.route("/staff/accounts/<string:reference>", methods=["GET", "POST"])
@access.staff(Permission.MANAGE_STAFF)
def staff_member(reference: str) -> Page:
    """One account: its roles, more roles, an invitation, closing it."""
    member = _member(reference)
    form = GrantRoleForm()
    held = set(_roles_held(member))
    form.role.choices = [choice for choice in form.role.choices if choice.value not in held]
    if not form.validate_on_submit():
        return _member_page(member, form)
    for role in form.role.data or ():
        actions.grant_role(member, role)
    db.session.commit()
    given = ", ".join(str(ROLE_NAMES[role]) for role in form.role.data or ())
    flash(gettext("Given: %(roles)s.", roles=given))
    return _back_to(member)


def _back_to(member: StaffMember) -> Response:
    return redirect(url_for("accounts_staff.staff_member", reference=member.reference), code=303)


@blueprint.post("/staff/accounts/<string:reference>/roles/<string:role>/end")
@access.staff(Permission.MANAGE_STAFF)
def end_role(reference: str, role: str) -> Response:
    """Take a role away."""
    member = _member(reference)
    if role not in set(Role):
        raise NotFound
    if ButtonForm().validate_on_submit():
        actions.end_role(member, Role(role))
        db.session.commit()
        flash(gettext("Role taken away: %(role)s.", role=ROLE_NAMES[Role(role)]))
    return _back_to(member)


@blueprint.post("/staff/accounts/<string:reference>/invitation")
@access.staff(Permission.MANAGE_STAFF)
def send_invitation(reference: str) -> Response:
    """Mail the link to choose a (new) password; whoever manages staff never sees it."""
    member = _member(reference)
    form = ButtonForm()
    if form.validate_on_submit():
        actions.invite(member)
        remember(form, url_for("accounts_staff.staff_member", reference=reference))
        db.session.commit()
        flash(
            _invited(member, gettext("An invitation is on its way. It works once, for seven days."))
        )
    return _back_to(member)


@blueprint.route("/staff/accounts/<string:reference>/close", methods=["GET", "POST"])
@access.staff(Permission.MANAGE_STAFF)
def close_account(reference: str) -> Page:
    """Somebody leaves: asked once more, then all at once."""
    member = _member(reference)
    form = ButtonForm()
    if not form.validate_on_submit():
        return render_template("accounts/staff/close_account.html", form=form, member=member)
    try:
        actions.end_staff(member)
    except Refused as problem:
        form.refuse(problem.message)
        return render_template("accounts/staff/close_account.html", form=form, member=member)
    db.session.commit()
    flash(gettext("The account was closed."))
    return redirect(url_for("accounts_staff.staff"), code=303)


@blueprint.get("/staff/links-to-check")
@access.staff(Permission.REVIEW_CONTACTS)
def links_to_check() -> str:
    """Adults whose link is said to have reached the wrong person."""
    return render_template(
        "accounts/staff/links_to_check.html",
        reported=queries.reported_links(),
        form=ButtonForm(),
    )


@blueprint.post("/staff/links-to-check/<string:reference>/settled")
@access.staff(Permission.REVIEW_CONTACTS)
def settle_link(reference: str) -> Response:
    """The office has checked the address: the adult may have a link again."""
    found = {link.reference: link for link in queries.reported_links()}
    if reference not in found:
        raise NotFound
    if ButtonForm().validate_on_submit():
        actions.settle_reported_link(found[reference])
        db.session.commit()
        flash(gettext("A new link was made. Send it with the next letter, or print it."))
    return redirect(url_for("accounts_staff.links_to_check"), code=303)
