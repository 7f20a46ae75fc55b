"""Who is behind each request: g.staff and g.family, set on every request, even to None.

Staff and families have separate cookies, since a teacher may be a parent. A cookie holds 256
random bits and ends with the browser; the database keeps their keyed hash, and decides.
"""

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from parentcomms.accounts import queries
from parentcomms.accounts.actions import Opened
from parentcomms.accounts.models import SignInKind


def init_app(app: Flask) -> None:
    """Load who is there before anything else looks at the request."""
    app.before_request(load_who_is_there)


def load_who_is_there() -> None:
    """Set g.staff and g.family; inside a pushed app context requests share g."""
    g.staff = None
    g.family = None
    if request.endpoint == "static":
        return
    staff_token = request.cookies.get(cookie_name(SignInKind.STAFF))
    family_token = request.cookies.get(cookie_name(SignInKind.FAMILY))
    if staff_token:
        g.staff = queries.signed_in_staff(staff_token)
    if family_token:
        g.family = queries.signed_in_family(family_token)


def cookie_name(kind: SignInKind) -> str:
    """`__Host-` over https, which a browser sends nowhere else; plain only on loopback."""
    return f"__Host-{kind.value}" if current_app.config["SETTINGS"].https else kind.value


def keep(response: Response, opened: Opened) -> Response:
    """Give the browser the token of a new sign-in, until it is closed."""
    response.set_cookie(
        cookie_name(opened.sign_in.kind),
        opened.token,
        path="/",
        secure=current_app.config["SETTINGS"].https,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: Response, kind: SignInKind) -> Response:
    """Take the cookie back; the row was ended too."""
    response.delete_cookie(
        cookie_name(kind),
        path="/",
        secure=current_app.config["SETTINGS"].https,
        httponly=True,
        samesite="Lax",
    )
    return response
