"""Which language a page is in.

Order: the language just chosen (`?lang=pl`), the one chosen before (a cookie), the one the school
has on record for that adult, and on public pages what the browser asks for. A link that changes the
language changes nothing on the server, so that opening it is always safe. Staff pages are English.
"""

import tempfile
from pathlib import Path
from urllib.parse import urlencode

import flask_babel
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale

from parentcomms.access import Audience, mark_of

FOLDER = Path(__file__).parent / "translations"
COOKIE = "lang"
DEFAULT = "en"
A_YEAR = 365 * 24 * 3600


def gettext(text: str, **values: object) -> str:
    """The text in the reader's language; flask_babel's own, with a type."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, several: str, number: int, **values: object) -> str:
    """The text for that number; Polish has three forms, Arabic six."""
    return str(flask_babel.ngettext(one, several, number, **values))


def offered() -> list[str]:
    """The languages this school offers, in the order it lists them."""
    return list(current_app.config["SETTINGS"].languages)


def own_name(code: str) -> str:
    """What the language calls itself: English, Polski, اردو."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def english_name(code: str) -> str:
    """What staff pages, which are English, call a language: Polish, Urdu."""
    return Locale.parse(code).get_display_name(DEFAULT) or code


def direction(code: str) -> str:
    return str(Locale.parse(code).text_direction)


def _if_offered(code: str | None) -> str | None:
    return code if code and code in offered() else None


def use_on_record(code: str) -> None:
    """The language of the adult whose link this page is about, until they choose another."""
    g.language_on_record = code
    flask_babel.refresh()


def _on_record() -> str | None:
    if "language_on_record" in g:
        return _if_offered(g.language_on_record)
    person = getattr(g.get("family"), "person", None) or g.get("family")
    return _if_offered(getattr(person, "language", None))


def _for_staff() -> bool:
    mark = mark_of(current_app, request.endpoint) if request.endpoint else None
    return mark is not None and mark.audience not in {Audience.PUBLIC, Audience.FAMILY}


def choose() -> str:
    """The language of this request; English where nobody says otherwise."""
    if not has_request_context() or _for_staff():
        return DEFAULT
    chosen = _if_offered(request.args.get("lang")) or _if_offered(request.cookies.get(COOKIE))
    return (
        chosen or _on_record() or request.accept_languages.best_match(offered(), DEFAULT) or DEFAULT
    )


def current() -> str:
    return str(get_locale() or DEFAULT)


def choices() -> list[dict[str, str | bool]]:
    """One entry per language for the switcher; none where the page can only be posted to."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()) or len(offered()) < 2:
        return []
    query = request.args.to_dict(flat=False)
    return [
        {
            "code": code,
            "name": own_name(code),
            "direction": direction(code),
            "current": code == current(),
            "url": _address({**query, "lang": [code]}),
        }
        for code in offered()
    ]


def _address(query: dict[str, list[str]]) -> str:
    return f"{request.path}?{urlencode(query, doseq=True)}"


def remember_choice(response: Response) -> Response:
    """Keeps an explicit choice in the reader's own browser; the server keeps nothing."""
    chosen = _if_offered(request.args.get("lang"))
    if chosen and request.cookies.get(COOKIE) != chosen:
        https = current_app.config["SETTINGS"].https
        response.set_cookie(
            COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=https
        )
    return response


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Makes each .mo that is missing or older than its .po; several processes may do it at once."""
    made = []
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with tempfile.NamedTemporaryFile(
            dir=source.parent, suffix=".tmp", delete=False
        ) as made_now:
            write_mo(made_now, catalogue)
        Path(made_now.name).replace(target)
        made.append(target)
    return made


def init_app(app: Flask) -> None:
    compile_catalogues()
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
    Babel(app, default_locale=DEFAULT, default_timezone="Europe/London", locale_selector=choose)
    app.after_request(remember_choice)
    app.context_processor(
        lambda: {
            "language": current(),
            "direction": direction(current()),
            "languages": choices() if has_request_context() else [],
        }
    )
