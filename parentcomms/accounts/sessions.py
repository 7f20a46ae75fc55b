"""Who is behind each request: g.staff and g.family, set on every request, even to None.

Staff and families have separate cookies, since a teacher may be a parent. A cookie holds 256
random bits and ends with the browser; the database keeps their keyed hash, and decides. Beside
them it carries when it was last used, signed: reading a page writes nothing, and an old copy of a
cookie opens nothing.
"""

from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import TypeVar

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from parentcomms import links
from parentcomms.accounts import signed_in
from parentcomms.accounts.actions import Opened
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.tablets import idle_limit
from parentcomms.clock import now

Found = TypeVar("Found", signed_in.SignedInStaff, signed_in.SignedInFamily, signed_in.StaffWaiting)
STAMPED_AFRESH_AFTER = timedelta(minutes=1)
_MAC_LENGTH = 32


def init_app(app: Flask) -> None:
    """Load who is there before anything else looks at the request."""
    app.before_request(load_who_is_there)
    app.after_request(stamp_afresh)


def load_who_is_there() -> None:
    """Set g.staff and g.family; inside a pushed app context requests share g."""
    g.staff = None
    g.family = None
    g.staff_waiting = None
    g.used_again = {}
    if request.endpoint == "static":
        return
    if (found := _taken_apart(SignInKind.STAFF)) is not None:
        g.staff = _unless_idle(signed_in.signed_in_staff(found[0]), SignInKind.STAFF, found)
        if g.staff is None:
            waiting = signed_in.staff_waiting(found[0])
            g.staff_waiting = _unless_idle(waiting, SignInKind.STAFF, found)
    if (found := _taken_apart(SignInKind.FAMILY)) is not None:
        g.family = _unless_idle(signed_in.signed_in_family(found[0]), SignInKind.FAMILY, found)


def cookie_name(kind: SignInKind) -> str:
    """`__Host-` over https, which a browser sends nowhere else; plain only on loopback."""
    return f"__Host-{kind.value}" if current_app.config["SETTINGS"].https else kind.value


def idle_time(kind: SignInKind) -> timedelta:
    """How long a session may lie unused."""
    settings = current_app.config["SETTINGS"]
    staff = kind is SignInKind.STAFF
    return timedelta(minutes=settings.staff_idle_minutes if staff else settings.family_idle_minutes)


def stamped(token: str) -> str:
    """The token with this moment, signed."""
    stamp = f"{int(now().timestamp()):x}"
    return f"{token}.{stamp}.{_mac(token, stamp)}"


def _mac(token: str, stamp: str) -> str:
    return links.digest(f"last used: {token}.{stamp}")[:_MAC_LENGTH]


def _taken_apart(kind: SignInKind) -> tuple[str, datetime | None] | None:
    """The token of a cookie, and when it was last used, if that is genuine."""
    value = request.cookies.get(cookie_name(kind))
    if not value:
        return None
    token, _, rest = value.partition(".")
    stamp, _, mac = rest.partition(".")
    if not mac or not compare_digest(_mac(token, stamp).encode(), mac.encode()):
        return token, None
    return token, datetime.fromtimestamp(int(stamp, 16), UTC)


def _unless_idle(
    who: Found | None, kind: SignInKind, found: tuple[str, datetime | None]
) -> Found | None:
    """Without its stamp a cookie counts from the moment it was made: nothing is won by that."""
    if who is None:
        return None
    token, used = found
    last_used = used or who.made_at
    on_tablet = isinstance(who, signed_in.SignedInFamily) and who.opened_by is not None
    if now() - last_used > idle_limit(idle_time(kind), on_tablet=on_tablet):
        return None
    if now() - last_used > STAMPED_AFRESH_AFTER:
        g.used_again[kind] = token
    return who


def stamp_afresh(response: Response) -> Response:
    """Tell the browser that its session was used, at most once a minute."""
    given = " ".join(response.headers.getlist("Set-Cookie"))
    for kind, token in g.get("used_again", {}).items():
        if f"{cookie_name(kind)}=" not in given:
            _set(response, kind, stamped(token))
    return response


def _set(response: Response, kind: SignInKind, value: str) -> None:
    response.set_cookie(
        cookie_name(kind),
        value,
        path="/",
        secure=current_app.config["SETTINGS"].https,
        httponly=True,
        samesite="Lax",
    )


def keep(response: Response, opened: Opened) -> Response:
    """Give the browser the token of a new sign-in, until it is closed."""
    _set(response, opened.sign_in.kind, stamped(opened.token))
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
