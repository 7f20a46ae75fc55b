"""What a sender sees while our database cannot be read: whom to ring, and their words to copy."""

import logging
from contextlib import suppress

from flask import Blueprint, current_app, request
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parentcomms import languages
from parentcomms.database import db
from parentcomms.errors import where

log = logging.getLogger("parentcomms")
TYPED = ("words", "post_where", "post_reached", "post_link", "wanted", "about_name")


def show_words(problem: DBAPIError) -> tuple[str, int]:
    """Made without the database, and so without the school's name and colours."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    log.error("a page for concerns could not be shown: %s", where(problem))
    language = languages.current()
    page = current_app.jinja_env.get_template("concerns/public/unreadable.html").render(
        language=language,
        direction=languages.direction(language),
        words=[said for name in TYPED if (said := request.form.get(name, "").strip())],
    )
    return page, 503


def stand_in(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(DBAPIError, show_words)
