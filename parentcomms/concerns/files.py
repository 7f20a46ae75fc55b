"""Files chosen before a concern is sent: kept encrypted, named by a signed list in the form itself.

Nothing about them is in the database until the concern is; what nobody sent goes after a day.
"""

import logging
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Any, BinaryIO, cast

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from parentcomms import scanning, uploads
from parentcomms.clock import now
from parentcomms.concerns import floods
from parentcomms.concerns.queries import attached_names
from parentcomms.errors import where
from parentcomms.languages import gettext
from parentcomms.spool import Request
from parentcomms.uploads import FileKind, NotAccepted

log = logging.getLogger("parentcomms")
FOLDER = "concerns"
MOST_FILES = 5
LARGEST_TEXT = 8 * 1024 * 1024  # what is too long is shown again with a sentence
MOST_THAT_ARRIVES = 400 * 1024 * 1024
HOURS_TO_FINISH = 12  # less than a day, so that a list in force never names a file cleared up
KINDS = (FileKind.PICTURE, FileKind.DOCUMENT)


@dataclass(frozen=True)
class Kept:
    """One file lying encrypted in the instance folder."""

    stored_name: str
    media_type: str
    sha256: str
    size: int


def allow_long_text(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before the token is looked for, which reads the form: a long text must come through whole.

    And a film of a telephone must not cost the words beside it: what is too much of it is let go.
    """
    request.max_form_memory_size = LARGEST_TEXT
    asked = cast(Request, request)
    asked.max_content_length = MOST_THAT_ARRIVES
    asked.most_of_a_file = uploads.LARGEST_BYTES + 1


def take(form: Any) -> list[str]:
    """Keep the files chosen on a page beside those it carries; a sentence for each refused.

    The form has the two fields `files` and `kept`.
    """
    chosen = [each for each in request.files.getlist(form.files.name) if each.filename]
    try:
        before = listed(form.kept.data)
        if floods.too_many_files(len(chosen)):
            raise NotAccepted(gettext("Wait a few minutes before you add more files"))
    except NotAccepted as problem:
        form.kept.data = ""
        return [problem.message]
    kept, problems = keep(chosen, already=len(before))
    form.kept.data = signed([*before, *kept])
    return list(dict.fromkeys(problems))


def number_of(form: Any) -> int:
    """For the page; a list that is too old counts as none, and says so when it is sent."""
    try:
        return len(listed(form.kept.data))
    except NotAccepted:
        return 0


def keep(files: Iterable[FileStorage], *, already: int) -> tuple[list[Kept], list[str]]:
    """Judge and keep each file; gives those kept, and a sentence for each that will not do."""
    kept: list[Kept] = []
    problems: list[str] = []
    for file in files:
        if not file.filename:
            continue
        try:
            if already + len(kept) >= MOST_FILES:
                raise NotAccepted(gettext("You can send up to %(most)s files", most=MOST_FILES))
            kept.append(_keep_one(file))
        except NotAccepted as problem:
            problems.append(problem.message)
    return kept, problems


def _keep_one(file: FileStorage) -> Kept:
    try:
        accepted = uploads.accept(file, KINDS, check=_refuse_malware)
        stored_name = uploads.store(accepted, FOLDER)
    except OSError as problem:  # a full disk must not cost the sender their words
        log.error("a file of a concern could not be kept: %s", where(problem))
        raise NotAccepted(
            gettext(
                "We cannot keep files just now. Send your message without them and add them later"
            )
        ) from None
    return Kept(stored_name, accepted.media_type, accepted.sha256, accepted.size)


def _refuse_malware(file: BinaryIO) -> None:
    """What is sent is looked at as it came, before anything here opens it."""
    clamd = current_app.config["SETTINGS"].clamd
    if not clamd:
        return
    verdict = scanning.scan(file, clamd)
    if verdict is scanning.Verdict.FOUND:
        raise NotAccepted(
            gettext(
                "Our virus check found something in this file. Choose another one, or tell us in "
                "words"
            )
        )
    if verdict is not scanning.Verdict.CLEAN:
        log.error("the virus scanner of the settings does not answer")
        raise NotAccepted(
            gettext(
                "We cannot check files for viruses just now. Send your message without them and "
                "add them later"
            )
        )


def listed(signed: str | None) -> list[Kept]:
    """The files a form carries. Raises NotAccepted when the list is too old or not ours."""
    if not signed:
        return []
    try:
        rows = _serializer().loads(signed, max_age=HOURS_TO_FINISH * 3600)
    except BadData:
        rows = None
    kept = [Kept(*row) for row in rows or []]
    if rows is None or not all(uploads.is_stored(each.stored_name) for each in kept):
        raise NotAccepted(gettext("Your files were kept too long ago. Choose them once more"))
    return kept


def signed(kept: Iterable[Kept]) -> str:
    """The list as the form carries it: whoever changes it carries nothing."""
    rows = [astuple(each) for each in kept]
    return str(_serializer().dumps(rows)) if rows else ""


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="concern-files")


def clear_up() -> int:
    """Remove files kept more than a day ago that no concern holds."""
    old = list(uploads.stored_before(FOLDER, now() - timedelta(days=1)))
    sent = attached_names(old)
    unsent = [name for name in old if name not in sent]
    for name in unsent:
        uploads.remove_stored(name)
    return len(unsent)
