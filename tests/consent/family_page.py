"""What tests of the photo page ask again and again."""

from flask import Flask
from sqlalchemy import select

from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import Standing, UseKey
from parentcomms.database import db
from parentcomms.people.models import Relationship

PHOTOS = "/family/photos"


def field_of(app: Flask, pupil_id: int, person_id: int, use: str) -> str:
    with app.app_context():
        query = select(Relationship.reference).filter_by(pupil_id=pupil_id, person_id=person_id)
        return f"{use}-{db.session.scalar(query)}"


def standing(app: Flask, pupil_id: int, use: str) -> Standing:
    with app.app_context():
        return standing_answers([pupil_id], use_keys=[use])[pupil_id, use]


def fields_of(app: Flask, pupil_id: int, person_id: int) -> list[str]:
    """The form fields of all seven questions about one child."""
    return [field_of(app, pupil_id, person_id, use.value) for use in UseKey]
