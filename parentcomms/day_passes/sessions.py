"""Who is here with a day pass: g.day_pass, set on every request, even to None."""

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from parentcomms.day_passes import queries


def init_app(app: Flask) -> None:
    """Beside staff and families, before the gate."""
    app.before_request(load_pass)


def load_pass() -> None:
    """A cookie of its own: a supply teacher may be a parent here too."""
    token = None if request.endpoint == "static" else request.cookies.get(cookie_name())
    g.day_pass = queries.holder_of(token) if token else None


def cookie_name() -> str:
    """`__Host-` over https; plain only on loopback."""
    return "__Host-pass" if current_app.config["SETTINGS"].https else "pass"


def keep(response: Response, token: str) -> Response:
    """Give the browser its token, until it is closed."""
    https = current_app.config["SETTINGS"].https
    response.set_cookie(cookie_name(), token, path="/", secure=https, httponly=True, samesite="Lax")
    return response


def forget(response: Response) -> Response:
    """Take the cookie back."""
    https = current_app.config["SETTINGS"].https
    response.delete_cookie(cookie_name(), path="/", secure=https, httponly=True, samesite="Lax")
    return response
