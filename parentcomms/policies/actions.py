"""Publishing the statement and recording who has read it."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.policies.models import (
    Acknowledgement,
    AcknowledgementChoice,
    PolicyStatement,
    StatementVersion,
    StatementWording,
)
from parentcomms.policies.queries import THREE_REQUESTS
from parentcomms.texts.shipped import fill, languages, text


def install_shipped_statement(values: Mapping[str, str]) -> None:
    """Publish version 1 of the three requests, filled with the school's own values.

    Does nothing where a statement exists."""
    if db.session.scalar(select(PolicyStatement.id).limit(1)) is not None:
        return
    version = StatementVersion(
        statement=PolicyStatement(key=THREE_REQUESTS),
        number=1,
        ask_again=False,
        made_by="system",
        made_at=now(),
    )
    db.session.add(version)
    record("statement-version", version, actor="system")
    wordings = [_wording(version, code, values) for code in languages()]
    db.session.add_all(wordings)
    record_many("statement-wording", wordings, actor="system")


def _wording(
    version: StatementVersion, language: str, values: Mapping[str, str]
) -> StatementWording:
    shipped = text(THREE_REQUESTS, language=language)
    title, body = fill(shipped.title, values), fill(shipped.body, values)
    return StatementWording(
        version=version,
        language=shipped.language,
        title=title,
        text=body,
        made_how="shipped",
        signed_off_by="system",
        sha256=hashlib.sha256(f"{title}\n\n{body}".encode()).hexdigest(),
    )


def acknowledge(
    person_id: int,
    wording: StatementWording,
    choice: AcknowledgementChoice,
    *,
    route: str = "own_link",
    concern_reference: str | None = None,
) -> Acknowledgement:
    """Record one of the three honest choices. It is not consent and depends on none."""
    row = Acknowledgement(
        person_id=person_id,
        wording_id=wording.id,
        choice=choice,
        concern_reference=concern_reference,
        route=route,
        recorded_by=acting(),
        at=now(),
    )
    db.session.add(row)
    record("acknowledgement", row)
    return row
