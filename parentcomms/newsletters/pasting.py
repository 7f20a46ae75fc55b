"""What is pasted from Word, a website or a mail, as our own simple formatting. Pure.

nh3 lets through a few elements and nothing that runs, is fetched or is styled; what is left is
walked once. Word's lists are paragraphs that only look like lists, and Google wraps everything in a
bold that is not bold: both are known here. Pictures are left out: they come in by their own door,
where each is checked.
"""

import re
from html.parser import HTMLParser

import nh3

KEPT = {
    "a", "b", "blockquote", "br", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "span", "strong", "table", "td", "th", "tr", "ul",
}  # fmt: skip
GONE_WITH_ALL_INSIDE = {"script", "style", "head", "title", "template", "noscript"}
ATTRIBUTES = {"a": {"href"}, "p": {"class"}, "b": {"style"}, "span": {"style"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LONGEST = 400_000
_WORD_BULLET = re.compile(r"^\s*(?:[·•▪●§o\-–*]|\uf0b7)\s+")
_WORD_NUMBER = re.compile(r"^\s*(?:\(?\d{1,3}|[a-z])[.)]\s+", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight:\s*(?:normal|400)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_\[\]<>&])")
_LINE_BEGINS = re.compile(r"^(\s*\d{0,9})([#>+\-=~.)])")


def markdown_from(html: str) -> str:
    """The pasted HTML as Markdown that means the same words."""
    clean = nh3.clean(
        html[:LONGEST],
        tags=KEPT,
        clean_content_tags=GONE_WITH_ALL_INSIDE,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    writer = _Writer()
    writer.feed(clean)
    writer.close()
    return writer.text()


def escaped(words: str) -> str:
    """Words that stay these words: a star is a star, and two brackets are no placeholder."""
    return _SPECIAL.sub(r"\\\1", words).replace("((", "(\\(")


class _Writer(HTMLParser):
    """Blocks of Markdown, in the order they come."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[tuple[str, str]] = []  # what kind of block, and its line
        self._words = ""
        self._marks: list[tuple[str, str]] = []  # open element → what closes it
        self._lists: list[tuple[str, int]] = []
        self._heading = 0
        self._quotes = 0
        self._item = False
        self._word_list = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"b", "strong", "i", "em", "span", "a"}:
            self._open(tag, given)
        elif tag == "br":
            self._words += "\n"
        elif tag in {"td", "th"}:
            self._words += " · " if self._words.strip() else ""
        elif tag == "hr":
            self._end_block()
            self._blocks.append(("rule", "---"))
        else:
            self._begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._marks and self._marks[-1][0] == tag:
            self._close()
        elif tag in {"ul", "ol"}:
            self._end_block()
            self._lists = self._lists[:-1]
        elif tag == "blockquote":
            self._end_block()
            self._quotes = max(self._quotes - 1, 0)
        elif tag not in {"td", "th"}:
            self._end_block()
            self._heading = 0 if tag[0] == "h" else self._heading
            self._item = False if tag == "li" else self._item

    def handle_data(self, data: str) -> None:
        self._words += escaped(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """Items of one list follow each other; everything else stands apart."""
        self._end_block()
        found = ""
        before = ""
        for kind, line in self._blocks:
            together = kind == before == "item"
            found += ("\n" if together else "\n\n" if found else "") + line
            before = kind
        return found

    def _begin_block(self, tag: str, given: dict[str, str | None]) -> None:
        self._end_block()
        if tag in {"ul", "ol"}:
            self._lists.append((tag, 0))
        elif tag == "li":
            self._item = True
        elif tag == "blockquote":
            self._quotes += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])
        self._word_list = "MsoList" in (given.get("class") or "")

    def _open(self, tag: str, given: dict[str, str | None]) -> None:
        style = given.get("style") or ""
        mark = ""
        if (tag in {"b", "strong"} and not _LIGHT.search(style)) or _BOLD.search(style):
            mark = "**"
        elif tag in {"i", "em"} or _ITALIC.search(style):
            mark = "*"
        href = (given.get("href") or "").strip()
        if tag == "a" and href and not re.search(r"[\s<>]", href):
            self._marks.append((tag, f"](<{href}>)"))
            self._words += "["
        else:
            mark = "" if self._heading or any(shut == mark for _, shut in self._marks) else mark
            self._marks.append((tag, mark))
            self._words += mark

    def _close(self) -> None:
        """A mark may not stand beside a space, or it marks nothing."""
        _, mark = self._marks.pop()
        opening = "[" if mark.startswith("]") else mark
        bare = self._words.rstrip(" ")
        space = self._words[len(bare) :]
        if mark and bare.endswith(opening) and not bare.endswith("\\" + opening):
            self._words = bare[: -len(opening)] + space
            return
        place = self._words.rfind(opening) if opening else -1
        inner = self._words[place + len(opening) :] if place >= 0 else ""
        if mark in {"*", "**"} and inner.startswith(" "):
            bare = bare[:place] + " " + opening + inner.strip(" ")
        self._words = bare + mark + space

    def _end_block(self) -> None:
        while self._marks:
            self._close()
        lines = [" ".join(line.split()) for line in self._words.split("\n") if line.strip()]
        self._words = ""
        if not lines:
            return
        first = "\n".join(lines)
        kind, before = "paragraph", ""
        if self._word_list and not self._lists:
            kind, before, first = _word_item(first)
        elif self._item and self._lists:
            kind, before = "item", self._bullet()
        elif self._heading:
            kind, before = "heading", "#" * min(max(self._heading, 2), 4) + " "
        self._item = self._word_list = False
        self._add(kind, before, first)

    def _add(self, kind: str, before: str, words: str) -> None:
        safe = [_LINE_BEGINS.sub(r"\1\\\2", line) for line in words.split("\n")]
        joined = " ".join(safe) if kind == "heading" else "\\\n".join(safe)
        joined = joined.replace("\n", "\n" + " " * len(before))
        line = before + joined
        quote = "> " * self._quotes
        self._blocks.append((kind, quote + line.replace("\n", "\n" + quote)))

    def _bullet(self) -> str:
        kind, number = self._lists[-1]
        self._lists[-1] = kind, number + 1
        indent = "".join("  " if each == "ul" else "   " for each, _ in self._lists[:-1])
        return indent + (f"{number + 1}. " if kind == "ol" else "- ")


def _word_item(words: str) -> tuple[str, str, str]:
    """A paragraph of Word's that looks like an item: its own sign goes, ours comes."""
    plain = words.replace("\\", "")
    if _WORD_NUMBER.match(plain):
        return "item", "1. ", _WORD_NUMBER.sub("", words.replace("\\.", "."), count=1)
    signed = _WORD_BULLET.match(plain) is not None
    bare = _WORD_BULLET.sub("", words.removeprefix("\\"), count=1) if signed else words
    return "item", "- ", bare
