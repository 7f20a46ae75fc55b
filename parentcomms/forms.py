"""The base of every form: a token, and a random number by which a double press records once.

Fields are WTForms' own, drawn by GOV.UK macros (widgets.py); only the date is ours. A hint is the
field's `description`; a choice's hint is `SelectChoice(..., render_kw={"hint": …})`.
"""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import lazy_gettext
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field, HiddenField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import StopValidation

from parentcomms import clock, stale_forms, widgets
from parentcomms.database import Base, db
from parentcomms.languages import gettext

csrf = CSRFProtect()
STALE = lazy_gettext(
    "This page had been open for a long time. Nothing is lost: press the button again."
)
STALE_FILES = lazy_gettext(
    "This page had been open for a long time. Choose your files once more, then press the button "
    "again. Nothing else is lost."
)


class SubmittedForm(Base):
    """One row each time a form was acted on, so that pressing twice does it once.

    The same form with other answers (a parent pressed Back and thought again) is a new turn: a
    change of mind is never taken for a double press. What was sent is kept as a digest only.
    """

    __tablename__ = "submitted_form"
    __table_args__ = (UniqueConstraint("form_id", "endpoint", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[str] = mapped_column(String(64))
    endpoint: Mapped[str] = mapped_column(String(120))
    turn: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str] = mapped_column(String(64))
    outcome_url: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class AlreadySubmitted(Exception):
    """The same form came twice at once; the second goes where the first went."""

    def __init__(self, outcome_url: str) -> None:
        super().__init__()
        self.outcome_url = outcome_url


def new_form_id() -> str:
    return secrets.token_urlsafe(18)


def _is_long(field: object) -> bool:
    kind = field.field_class if isinstance(field, UnboundField) else None
    return kind is not None and issubclass(kind, TextAreaField)


class Form(FlaskForm):
    """Every form that changes something, even one that is only a button."""

    form_id = HiddenField(default=new_form_id)

    def __init_subclass__(cls) -> None:
        """Long boxes are known by name, so that their words outlast the session of their writer."""
        super().__init_subclass__()
        stale_forms.LONG_BOXES.update(n for n, each in vars(cls).items() if _is_long(each))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether to go on. Never for a token that has gone stale: then the form is shown again."""
        if stale_forms.is_stale():
            files = any(upload.filename for upload in request.files.values())
            self.form_errors.append(STALE_FILES if files else STALE)
            stale_forms.shown_again()
            valid = False
        else:
            if self.is_submitted() and (done := already_submitted(self)):
                raise AlreadySubmitted(done)
            valid = bool(super().validate(extra_validators))
        # the page's title begins with "Error: "
        g.page_has_errors = g.get("page_has_errors", False) or not valid
        return valid

    def refuse(self, message: str, *, field: Field | None = None) -> None:
        """An error the fields cannot know of themselves, such as a refusal by a rule."""
        errors = self.form_errors if field is None else list(field.errors)
        errors.append(message)
        if field is not None:
            field.errors = errors
        g.page_has_errors = True


def _content() -> str:
    """What was sent, the token aside, as a digest."""
    token = current_app.config["WTF_CSRF_FIELD_NAME"]
    sent = [(k, v) for k, v in request.form.items(multi=True) if not k.endswith(token)]
    files = [(name, upload.filename or "") for name, upload in request.files.items(multi=True)]
    return hashlib.sha256(repr((sent, files)).encode()).hexdigest()


def _form_id(form: Form) -> str:
    return str(form.form_id.data or "")[:64]


def _last_turn(form: Form) -> SubmittedForm | None:
    same = SubmittedForm.form_id == _form_id(form), SubmittedForm.endpoint == request.endpoint
    newest = select(SubmittedForm).where(*same).order_by(SubmittedForm.turn.desc())
    return db.session.scalar(newest.limit(1))


def already_submitted(form: Form) -> str | None:
    """Where the first press of this very form led, or None when this is the first.

    `validate_on_submit()` asks this itself and goes there.
    """
    last = _last_turn(form)
    return last.outcome_url if last and last.digest == _content() else None


def remember(form: Form, outcome_url: str) -> str:
    """Record that this form was acted on, in the same transaction as what it did."""
    last = _last_turn(form)
    row = SubmittedForm(
        form_id=_form_id(form) or new_form_id(),
        endpoint=request.endpoint,
        turn=last.turn + 1 if last else 1,
        digest=_content(),
        outcome_url=outcome_url,
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as twice:
        # two presses at once on a database where writers do not queue: the other one was first
        db.session.rollback()
        raise AlreadySubmitted(already_submitted(form) or outcome_url) from twice
    return outcome_url


class _DateParts:
    """Makes three inputs, of which any may be missing, look to WTForms like one."""

    def __init__(self, formdata: Any, name: str) -> None:
        names = [f"{name}-{part}" for part in widgets.DATE_PARTS]
        self.name = name
        self.values = [str(formdata.get(part, "")).strip() for part in names]

    def __contains__(self, name: str) -> bool:
        return any(self.values)

    def getlist(self, name: str) -> list[str]:
        return self.values


class DateField(Field):
    """Day, month and year in three boxes. A short post is an error message, never a 500."""

    bad_parts: tuple[str, ...] = ()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        parts = None if formdata is None else _DateParts(formdata, self.name)
        super().process(parts, *args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist:
            return
        missing = tuple(
            part for part, value in zip(widgets.DATE_PARTS, valuelist, strict=True) if not value
        )
        if missing:
            self.bad_parts = missing
            raise ValueError(gettext("The date must have a day, a month and a year"))
        self.data = self._real_date(valuelist)

    def _real_date(self, valuelist: list[str]) -> date:
        try:
            day, month, year = (int(value) for value in valuelist)
        except ValueError:
            self.bad_parts = widgets.DATE_PARTS
            raise ValueError(gettext("The date must be in numbers, like 27 3 2026")) from None
        if not 1900 <= year <= 2199:
            self.bad_parts = ("year",)
            raise ValueError(gettext("The year must have four numbers, like 2026"))
        try:
            return date(year, month, day)
        except (ValueError, OverflowError):
            self.bad_parts = widgets.DATE_PARTS
            raise ValueError(gettext("There is no such date. Check the day and month")) from None

    def pre_validate(self, form: Any) -> None:
        # keeps Optional() and DataRequired() from wiping what is wrong with half a date
        if self.process_errors:
            raise StopValidation

    def parts(self) -> dict[str, str]:
        """What to show in the three boxes: what was typed, else the date."""
        typed = self.raw_data or []
        if not typed and self.data:
            typed = [str(self.data.day), str(self.data.month), str(self.data.year)]
        return dict(zip(widgets.DATE_PARTS, typed, strict=False))


def init_app(app: Flask) -> None:
    # our own check runs instead: see stale_forms.py
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", 4 * 3600)
    csrf.init_app(app)
    stale_forms.init_app(app, csrf)
    widgets.init_app(app)
