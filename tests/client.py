"""A strict test client: posts real CSRF tokens, and fails on changes nobody committed."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parentcomms.database import db

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')


class StrictClient(FlaskClient):
    """`submit()` opens the page first and posts what a browser would, hidden fields included."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As Flask's, and no change may be left uncommitted in the session."""
        response = super().open(*args, **kwargs)
        left = [*db.session.new, *db.session.dirty, *db.session.deleted] if _in_app() else []
        assert not left, f"changes nobody committed: {left}"
        return response

    def submit(
        self, page: str, data: dict[str, Any] | None = None, *, to: str = "", **kwargs: Any
    ) -> TestResponse:
        """GET the page, then POST `data` with its hidden fields to it (or to `to`)."""
        html = self.get(page).get_data(as_text=True)
        hidden = dict(_hidden_fields(html))
        assert "csrf_token" in hidden, f"{page} shows no form with a token"
        return self.post(to or page, data={**hidden, **(data or {})}, **kwargs)


def _in_app() -> bool:
    from flask import has_app_context

    return has_app_context()


def _hidden_fields(html: str) -> list[tuple[str, str]]:
    fields = []
    for tag in HIDDEN.findall(html):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            fields.append((name.group(1), value.group(1) if value else ""))
    return fields
