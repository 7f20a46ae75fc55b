"""Whom a question names, as a sentence that stays right when there is nobody to name. Pure."""

import re
from collections.abc import Iterator, Mapping

from parentcomms.consent.kinds import UseKey

# What schools write where there is no firm. It is never read to families as the name of one.
_NOBODY = frozenset(
    {"the school itself", "school itself", "itself", "the school", "only the school", "ourselves",
     "none", "no one", "nobody", "nothing", "n/a", "na", "no", "", "no class app",
     "no class app at present"}
)  # fmt: skip
# Without this there is nothing to ask about: no account, no photo to post there.
_NEEDS: dict[str, str] = {
    UseKey.CLASS_APP: "class_app_name",
    UseKey.CLASS_PHOTO: "photographer_name",
    UseKey.SOCIAL_MEDIA: "official_accounts",
}
_PLACEHOLDER = re.compile(r"\(\((\w+)\)\)")


def named(written: str, *, school_name: str) -> str:
    """The organisations a school wrote down; empty where it meant itself, or nobody."""
    tidy = " ".join(written.split())
    bare = tidy.strip(" .–—-").casefold()
    return "" if bare in _NOBODY or bare == school_name.strip().casefold() else tidy


def asks_about(key: str, values: Mapping[str, str]) -> bool:
    """Whether there is anything to ask with this question: no account, no question about it."""
    return key not in _NEEDS or bool(values.get(_NEEDS[key]))


def sentence(shipped: str, values: Mapping[str, str]) -> str:
    """The shipped sentence with everybody named once, and nobody who is not there."""
    rest = shipped[_ends_at(shipped) :]
    return "".join(_kept(shipped, values)) + rest


def _ends_at(shipped: str) -> int:
    return max((found.end() for found in _PLACEHOLDER.finditer(shipped)), default=0)


def _kept(shipped: str, values: Mapping[str, str]) -> Iterator[str]:
    """Each name with what leads to it; a colon left behind leads to the next name instead."""
    seen: set[str] = set()
    start, colon = 0, ""
    for found in _PLACEHOLDER.finditer(shipped):
        leading = colon or shipped[start : found.start()]
        start, colon = found.end(), ""
        value = values[found[1]]
        if value and value.casefold() not in seen:
            seen.add(value.casefold())
            yield leading + value
        elif ":" in leading:
            colon = leading
