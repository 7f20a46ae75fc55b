"""What single cells mean: names, dates, yes and no, relationships. Each answers or says why not.

Doubt is never read as permission: an unknown word is *unknown* or *other*.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.names import normalised_name, tidy_name
from parentcomms.people.rules import Care, ParentalResponsibility

MAX_NAME = 100
SHORT = 60
"""Names, classes and words come again and again; what is longer is not remembered."""
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "|")

_YES = frozenset({"y", "yes", "t", "true", "1", "x", "ticked", "✓", "✔"})
_NO = frozenset({"n", "no", "f", "false", "0", "none", "not ticked"})
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_EMPTY = frozenset({"-", "--", "n/a", "#n/a", "null", "nan", ".", "tbc"})
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ].*)?")
_WITH_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+([A-Za-z]{3,9})[\s/.,\-]+(\d{4}|\d{2})"
)
_SERIAL = re.compile(r"([3-6]\d{4})(?:\.0+)?")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?=.{4,189}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9._@-]+")
_USUAL_EMAIL = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,63}"
)
_BETWEEN_ADDRESSES = re.compile(r"[;,\s<>]+")
_MOJIBAKE = re.compile(r"[ÃÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd")


class BadCell(Exception):
    """This cell cannot be read; the sentence says how to mend it."""


def plain(text: str) -> str:
    """One line of composed letters, with nothing invisible in it."""
    if not text:
        return ""
    return _plain(text) if len(text) < SHORT else _plain.__wrapped__(text)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        spaced = (" " if letter.isspace() else letter for letter in composed)
        seen = (letter for letter in spaced if unicodedata.category(letter) not in _HIDDEN)
        composed = "".join(seen)
    tidy = " ".join(composed.split())
    return "" if tidy.casefold() in _EMPTY else tidy


def unwrapped(text: str) -> str:
    """Excel's ="0123", written to keep a leading nought, is the text inside it."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    if text[:1] == "'" and text[1:2] in FORMULA_MARKS:
        return text[1:]
    return text


def safe_text(text: str, *, what: str, limit: int = MAX_NAME) -> str:
    """A name, class or number that no spreadsheet would run as a formula."""
    if not text:
        return ""
    read = _safe_text if len(text) < SHORT else _safe_text.__wrapped__
    return read(text, what, limit)


@lru_cache(maxsize=8192)
def _safe_text(text: str, what: str, limit: int) -> str:
    value = plain(unwrapped(text))
    if value.startswith(FORMULA_MARKS):
        raise BadCell(
            f"The {what} starts with “{value[0]}”, which a spreadsheet would run as a formula. "
            "Please correct it."
        )
    if len(value) > limit:
        raise BadCell(f"The {what} is longer than {limit} letters. Please correct it.")
    if _MOJIBAKE.search(value):
        raise BadCell(
            f"The letters of the {what} are damaged. Please export the file as “CSV UTF-8”."
        )
    return value


@lru_cache(maxsize=8192)
def names_in_normal_case(forename: str, surname: str) -> tuple[str, str]:
    """SMITH, John is how some systems print a list; two capitals alone (`AJ`) may be meant so."""
    tidy = tidy_name(forename, surname)
    forename, surname = (
        tidy_name(part)[0] if part.isupper() and len(part) > 2 else part for part in tidy
    )
    return forename, surname


def safe_number(text: str, *, what: str) -> str:
    """A UPN or an admission number; nearly all are letters and digits, with nothing to clean."""
    if text.isalnum() and text.isascii() and text[-1].isdigit() and len(text) < MAX_NAME:
        return text
    return safe_text(text, what=what)


def split_full_name(name: str) -> tuple[str, str]:
    """`Surname, Forename` where there is a comma, else the last word is the surname."""
    surname, comma, forename = name.partition(",")
    if comma:
        return forename.strip(), surname.strip()
    forename, _, surname = name.rpartition(" ")
    return forename, surname


def read_date(text: str, *, what: str, row: int) -> date | None:
    """Day first, as in Britain, or year first. A month-first column is refused, never guessed."""
    value = plain(unwrapped(text))
    if not value:
        return None
    try:
        return _date_from(value, what=what, row=row)
    except ValueError as error:
        raise BadCell(f"The {what} “{value[:30]}” is not a date. Use 31/12/2018.") from error


def _date_from(value: str, *, what: str, row: int) -> date:
    if match := _ISO.fullmatch(value):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMBERS.fullmatch(value):
        day, month, year = int(match[1]), int(match[2]), _year(match[3])
        if month > 12 and 1 <= day <= 12:
            raise UnreadableFile(
                f"The {what} in row {row} is “{value}”, which is only a date if the month comes "
                "first. Other dates in the file could then be read the wrong way round. Please "
                "export the dates as day/month/year, or as 2018-12-31."
            )
        return date(year, month, day)
    if (match := _WITH_MONTH.fullmatch(value)) and match[2][:3].casefold() in _MONTHS:
        return date(_year(match[3]), _MONTHS[match[2][:3].casefold()], int(match[1]))
    if match := _SERIAL.fullmatch(value):
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    raise ValueError(value)


def _year(text: str) -> int:
    """No pupil on roll was born before 2000, and none leaves before it."""
    return int(text) + (2000 if len(text) == 2 else 0)


def read_yes_or_no(text: str) -> bool | None:
    """None when the cell is empty or says something else."""
    if not text:
        return None
    value = plain(text).casefold()
    return True if value in _YES else False if value in _NO else None


def read_responsibility(text: str) -> ParentalResponsibility:
    """Whether the record says parental responsibility. Anything unclear is unknown."""
    answer = read_yes_or_no(text)
    if answer is None:
        return ParentalResponsibility.UNKNOWN
    return ParentalResponsibility.YES if answer else ParentalResponsibility.NO


def read_email(text: str) -> str:
    """The first address in the cell that could exist, or nothing."""
    if len(text) <= SHORT and _USUAL_EMAIL.fullmatch(text):
        return text
    for part in _BETWEEN_ADDRESSES.split(text if _PLAIN_EMAIL.fullmatch(text) else plain(text)):
        candidate = part.strip(".\"'()").removeprefix("mailto:")
        local, _, domain = candidate.rpartition("@")
        sound = ".." not in candidate and not local.endswith(".")
        sound = sound and not candidate.startswith(FORMULA_MARKS)
        if sound and _EMAIL.fullmatch(candidate):
            return f"{local}@{domain.lower()}"
    return ""


def read_phone(text: str) -> str:
    """A number one can ring. Spreadsheets eat leading noughts, and turn numbers into 7.7E+09."""
    if not text:
        return ""
    value = plain(unwrapped(text))
    digits = re.sub(r"\D", "", value)
    if not 7 <= len(digits) <= 15 or re.search(r"\dE[+-]?\d", value, re.I):
        return ""
    if re.fullmatch(r"[1-9]\d{9}", value.replace(" ", "")):
        return "0" + value
    return value[:40]


def read_care(text: str) -> Care | None:
    """None for an empty cell. "Yes" says a child is in care, but not under which law."""
    value = normalised_name(text) if text else ""
    if not value:
        return None
    if read_yes_or_no(text) is False or value in ("notincare", "notlookedafter"):
        return Care.NONE
    if "adopt" in value:
        return Care.PLACED_FOR_ADOPTION if "placed" in value else Care.NOT_KNOWN
    if value in ("careorder", "fullcareorder", "interimcareorder", "s31", "section31"):
        return Care.CARE_ORDER
    if value in ("accommodated", "s20", "section20", "voluntary"):
        return Care.ACCOMMODATED
    return Care.NOT_KNOWN
