"""How dates, names, lists and telephone numbers are written on pages, in mails and in letters."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup, escape

from parentcomms.languages import gettext

SCHOOL_TIME = ZoneInfo("Europe/London")
DEFAULT_COLOUR = "#1d4f91"


def _language() -> str:
    """British habits for English: Thursday 26 November 2026, and no comma before the last "and"."""
    code = str(get_locale() or "en")
    return "en_GB" if code == "en" else code


def school_time(moment: datetime) -> datetime:
    """A stored moment (always UTC) as the clock in the school shows it."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(SCHOOL_TIME)


def _day_of(value: date | datetime) -> date:
    return school_time(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """Thursday 26 November 2026."""
    return format_date(_day_of(value), "EEEE d MMMM y", _language()) if value else ""


def short_day(value: date | datetime | None) -> str:
    """26 November 2026, for tables."""
    return format_date(_day_of(value), "d MMMM y", _language()) if value else ""


def time_of_day(value: datetime | None) -> str:
    """9.05pm, as English schools write it; 21:05 in other languages."""
    if value is None:
        return ""
    local = school_time(value)
    if _language() != "en_GB":
        return format_time(local, "HH:mm", tzinfo=SCHOOL_TIME, locale=_language())
    return f"{local.hour % 12 or 12}.{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """Thursday 26 November 2026 at 9.05pm."""
    if value is None:
        return ""
    return gettext("%(day)s at %(time)s", day=day(value), time=time_of_day(value))


def in_words(items: Iterable[object]) -> str | Markup:
    """Ada, Ben and Cai. Keeps names that were already marked by `bdi` safe."""
    parts = list(items)
    if any(hasattr(part, "__html__") for part in parts):
        safe = [str(escape(part)) for part in parts]
        return Markup(format_list(safe, locale=_language()))  # noqa: S704 (each part is escaped)
    return format_list([str(part) for part in parts], locale=_language())


def initials(name: str | None) -> str:
    """Anna Maria Kowalska: A.M.K., all that is shown before an adult presses the button."""
    return "".join(f"{word[0].upper()}." for word in (name or "").split())


def bdi(text: object) -> Markup:
    """A name or address whose letters may run the other way from the page around it."""
    return Markup("<bdi>{}</bdi>").format("" if text is None else text)


def year_group(value: object) -> str:
    """R, 0: Reception. 4: Year 4. N1, N2, -1: Nursery."""
    text = str(value if value is not None else "").strip().upper()
    if text in {"R", "0"}:
        return gettext("Reception")
    if text.startswith("N") or text in {"-1", "-2"}:
        return gettext("Nursery")
    return gettext("Year %(number)s", number=text) if text.isdigit() else text


def telephone(number: str | None) -> Markup:
    """A number to tap; always written from left to right."""
    if not number:
        return Markup("")
    digits = re.sub(r"[^\d+]", "", number)
    link = Markup('<a class="govuk-link school-phone" href="tel:{}"><bdi dir="ltr">{}</bdi></a>')
    return link.format(digits, number)


def colour(value: str | None) -> str:
    """The school's colour if it is one (#1d4f91), else ours; nothing else reaches a stylesheet."""
    return value.lower() if value and re.fullmatch(r"#[0-9a-fA-F]{6}", value) else DEFAULT_COLOUR


def text_on(background: str | None) -> str:
    """Black or white, whichever reads better on the school's colour (WCAG 2.2, 1.4.3)."""
    parts = [int(colour(background)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


FILTERS = (day, short_day, time_of_day, moment, in_words, initials, bdi, year_group, telephone)


def init_app(app: Flask) -> None:
    for function in FILTERS:
        app.add_template_filter(function)
    app.add_template_filter(colour)
    app.add_template_filter(text_on)
