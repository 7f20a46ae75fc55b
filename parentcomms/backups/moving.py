"""A school moves to a database server: every row, every guard, the audit chain, and the proof."""

from flask import current_app
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from parentcomms.audit.queries import head_of_chain
from parentcomms.backups import databases
from parentcomms.backups.carrying import NotCarried, carry
from parentcomms.backups.checking import NotWhole, check_opened
from parentcomms.backups.folders import held
from parentcomms.config import Settings
from parentcomms.database import db, reading

MOVING_IN = "moving-in"  # instead of a version: the service refuses to start on such a database


class NotMoved(Exception):
    """The school is where it was, untouched; the message is a sentence."""


def move_to(url: str) -> dict[str, int]:
    """Carry everything there; gives the rows of each table. Raises NotMoved."""
    settings: Settings = current_app.config["SETTINGS"]
    _refuse_other_kinds(url)
    with held(settings.instance / "running.lock") as alone:
        if not alone:
            raise NotMoved("The school is being served: stop it first.")
        try:
            return _move(url)
        except (NotCarried, NotWhole) as problem:
            raise NotMoved(f"{problem} The new database stays marked as unusable.") from problem
        except SQLAlchemyError as problem:
            reason = str(getattr(problem, "orig", None) or problem).partition("\n")[0]
            raise NotMoved(f"The database server says: {reason}") from problem


def _refuse_other_kinds(url: str) -> None:
    try:
        kind = make_url(url).drivername
    except ArgumentError:
        kind = ""
    if kind != "postgresql+psycopg":
        raise NotMoved("The new address must begin with postgresql+psycopg://")


def _move(url: str) -> dict[str, int]:
    source = db.engine
    with reading():
        head = head_of_chain()
        db.session.rollback()
    at = databases.revision(source)
    with databases.opened(url) as target:
        if not databases.is_empty(target):
            raise NotMoved("There is something in that database already: create an empty one.")
        if databases.revision(target) != MOVING_IN:
            databases.bring_up_to_date()
        _mark(target, MOVING_IN)
        carried = carry(source, target)
        check_opened(target, head)
        _mark(target, at or "")
    return carried


def _mark(target: Engine, version: str) -> None:
    with target.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})
