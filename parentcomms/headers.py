"""Security and caching headers on every response, with one nonce per page for its own scripts.

`Referrer-Policy: no-referrer` would make every form fail on https, and only there: the token check
wants to see that the form came from this site.
"""

import secrets

from flask import Flask, Response, current_app, g, request
from werkzeug.sansio.utils import host_is_trusted

from parentcomms.doors import host_names


def nonce() -> str:
    """The word that lets this page's own script and style run, and no other's."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def content_security_policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce()}'",
            f"style-src 'self' 'nonce-{nonce()}'",
            "img-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def add_headers(response: Response) -> Response:
    """Whatever a view set itself is left as it is."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_security_policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    # A shared family computer must not show the last parent's page on pressing Back.
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if current_app.config["SETTINGS"].https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def refuse_other_names() -> Response | None:
    """A forged Host header gets one line, and nothing that would repeat it or look anybody up."""
    settings = current_app.config["SETTINGS"]
    names = host_names(settings.public_url, settings.host_names)
    if host_is_trusted(request.environ.get("HTTP_HOST", ""), names):
        return None
    return Response("This service has another name.\n", status=400, mimetype="text/plain")


def init_app(app: Flask) -> None:
    app.before_request(refuse_other_names)
    app.after_request(add_headers)
    app.context_processor(lambda: {"cspNonce": nonce()})
