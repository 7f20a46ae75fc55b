"""What people type, made safe to keep, to mail and to show. Pure."""

import re

LONGEST_STORY = 20_000
LONGEST_DETAIL = 2_000
# Signs that turn the writing round. Arabic and Urdu need none of them; a name can hide behind one.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNSEEN = {
    number: None for number in (*range(0x20), *range(0x7F, 0xA0)) if chr(number) not in "\t\n\r"
}
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,63}"
)


def tidy_story(text: str | None) -> str:
    """The words as written, without signs that no database keeps and nobody sees."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN).strip()


def tidy_line(text: str | None) -> str:
    """One line, so that nothing typed can begin a line of its own in a mail's head."""
    return " ".join(tidy_story(text).split())


def shown(text: str | None) -> str:
    """As staff see it: in the order it was written, whatever turning signs were put in."""
    return (text or "").translate(_TURNING)


def is_email(text: str) -> bool:
    """An address a mail server takes as it stands: no spaces, lists or second addresses."""
    local = text.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return len(text) <= 254 and not dots and _EMAIL.fullmatch(text) is not None
