"""create_app(): wires the rooms together."""

from importlib import import_module
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from parentcomms import access, cli, jobs, models, schema
from parentcomms.approvals.queries import lent_permissions
from parentcomms.bounces.queries import address_still_wanted
from parentcomms.communications.pilot import pilot_class
from parentcomms.communications.stopping import still_wanted
from parentcomms.config import ROOT, BadSettings, Settings, load_config
from parentcomms.consent.queries import children_never_shown
from parentcomms.database import db
from parentcomms.day_passes.queries import names_of_passes
from parentcomms.occasions.stopping import question_still_wanted
from parentcomms.reminders.stopping import nudge_still_wanted
from parentcomms.school.queries import school
from parentcomms.second_step.queries import due as second_step_due
from parentcomms.second_step.staff_views import second_step_wanted
from parentcomms.single_sign_on.staff_views import sign_on_offered
from parentcomms.yearly.stopping import reminder_still_wanted

# Every room that has pages: module name → the blueprint it defines is called `blueprint`.
VIEWS: tuple[str, ...] = (
    "accounts.staff_views",
    "accounts.public_views",
    "accounts.family_views",
    "second_step.reset_views",
    "single_sign_on.staff_views",
    "day_passes.pass_views",
    "channels.staff_views",
    "publishing.staff_views",
    "publications.staff_views",
    "publishing.post_views",
    "school.staff_views",
    "school.public_views",
    "consent.staff_views",
    "home.public_views",
    "communications.staff_views",
    "communications.public_views",
    "inserts.pack_views",
    "yearly.staff_views",
    "paper_notices.staff_views",
    "reach.staff_views",
    "tablet.staff_views",
    "tablet.public_views",
    "coverage.staff_views",
    "reminders.staff_views",
    "newsletters.staff_views",
    "newsletters.public_views",
    "about_a_post.staff_views",
    "approvals.staff_views",
    "outbox.staff_views",
    "outbox.order_views",
    "bounces.public_views",
    "bounces.staff_views",
    "home.staff_views",
    "setting_up.staff_views",
    "backups.staff_views",
    "paper.staff_views",
    "people.staff_views",
    "consent.family_views",
    "policies.family_views",
    "home.family_views",
    "occasions.family_views",
    "occasions.note_views",
    "concerns.public_views",
    "cases.archive_views",
    "alarms.staff_views",
    "posts_about_us.staff_views",
    "tracker.public_views",
    "tracker.family_views",
    "lists.going_live_views",
    "retention.staff_views",
    "subject_access.staff_views",
    "evidence_packs.staff_views",
    "records.staff_views",
)
# Rooms that prepare the app, in order; the gate stands between knowing who asks and the rest.
FOUNDATION: tuple[str, ...] = (
    "spool",
    "headers",
    "static_files",
    "languages",
    "accounts.sessions",
    "day_passes.sessions",
    "tablet.locking",
    "access",
    "forms",
    "filters",
    "errors",
    "compression",
    "outbox.mailer",
    "school.values",
)
# Rooms whose tasks the queue must know.
TASKS: tuple[str, ...] = (
    "backups.tasks",
    "accounts.tasks",
    "outbox.tasks",
    "bounces.tasks",
    "imports.tasks",
    "concerns.tasks",
    "alarms.tasks",
    "lists.tasks",
    "publishing.tasks",
    "publications.tasks",
    "occasions.tasks",
    "yearly.tasks",
    "reminders.tasks",
    "newsletters.tasks",
    "retention.tasks",
    "records.tasks",
)


def create_app(settings: Settings | None = None, *, upgrade: bool = False) -> Flask:
    """The application for one instance folder. An empty instance is created and migrated.

    Only the launcher passes `upgrade`, which brings a live database to this version.

    Raises BadSettings when the database is behind, a guard is missing, or a page is unmarked.
    """
    settings = settings or load_config()
    app = Flask(
        "parentcomms",
        instance_path=str(settings.instance),
        root_path=str(ROOT / "parentcomms"),
        template_folder=str(ROOT / "templates"),
    )
    _configure(app, settings)
    db.init_app(app)
    schema.init_app(app)
    jobs.init_app(app)
    _add_pages(app)
    cli.init_app(app)
    with app.app_context():
        schema.create_if_empty()
        if upgrade:
            schema.upgrade_live()
        schema.refuse_unless_ready()
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        MAX_CONTENT_LENGTH=settings.largest_upload_mb * 1024 * 1024,
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=8 * 3600,
    )
    if hops := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    Path(settings.instance, "uploads").mkdir(exist_ok=True, mode=0o700)


def _add_pages(app: Flask) -> None:
    for name in FOUNDATION:
        import_module(f"parentcomms.{name}").init_app(app)
    for name in VIEWS:
        app.register_blueprint(import_module(f"parentcomms.{name}").blueprint)
    for name in TASKS:
        import_module(f"parentcomms.{name}")
    access.public(app.view_functions["static"])
    app.context_processor(lambda: {"school": school()})
    app.add_template_global(pilot_class)  # every page from which letters are sent names it
    app.extensions["lent_permissions"] = lent_permissions  # asked by the gate
    app.extensions["names_of_passes"] = names_of_passes  # for pages that say who did something
    app.extensions["second_step_due"] = second_step_due  # asked when a password was right
    app.add_template_global(second_step_wanted)
    app.add_template_global(sign_on_offered)
    app.extensions["children_to_shield"] = children_never_shown  # asked by the contact review
    app.extensions["mail_still_wanted"] = lambda mails: (  # asked by the outbox at the last moment
        still_wanted(mails)
        & question_still_wanted(mails)
        & reminder_still_wanted(mails)
        & address_still_wanted(mails)
        & nudge_still_wanted(mails)
    )
    forgotten = access.unmarked(app)
    if forgotten:
        raise BadSettings(f"Pages without a mark saying who may open them: {', '.join(forgotten)}.")


__all__ = ["create_app", "models"]
