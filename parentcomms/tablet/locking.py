"""What is different while an adult's page is open on a shared tablet."""

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from parentcomms.access import Audience, mark_of
from parentcomms.accounts.tablets import LOCKS_AFTER
from parentcomms.tablet.rules import opens_on_tablet


def init_app(app: Flask) -> None:
    """Before the gate, once it is known who is there."""
    app.before_request(lambda: keep_inside(app))
    app.after_request(lock_itself)


def on_tablet() -> bool:
    """Whether staff opened this page for the adult behind the request."""
    return g.get("family") is not None and g.family.opened_by is not None


def keep_inside(app: Flask) -> Response | None:
    """Family pages that are not for a shared tablet lead back to the first."""
    mark = mark_of(app, request.endpoint) if request.endpoint else None
    if mark is None or mark.audience is not Audience.FAMILY or not on_tablet():
        return None
    if opens_on_tablet(request.endpoint or ""):
        return None
    return redirect(url_for("home_family.family_page"), code=303)


def lock_itself(response: Response) -> Response:
    """Without a script: the browser itself turns to the locked page when nobody has tapped."""
    open_page = response.mimetype == "text/html" and response.status_code != 303
    if on_tablet() and open_page and request.endpoint != "tablet_public.locked":
        wait = int(LOCKS_AFTER.total_seconds())
        response.headers.setdefault("Refresh", f"{wait}; url={url_for('tablet_public.locked')}")
    return response
