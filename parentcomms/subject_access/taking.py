"""The zip: draft.html to read, data.json to take away, and the files that are the person's own."""

import json
import shutil
import zipfile
from typing import BinaryIO

from flask import render_template

from parentcomms.sealing import unnamed
from parentcomms.subject_access.draft import as_data, file_of
from parentcomms.subject_access.models import SubjectRequest
from parentcomms.subject_access.queries import lines_of
from parentcomms.uploads import Unreadable, open_stored


def zipped(request: SubjectRequest) -> BinaryIO:
    """Written to a file without a name: films take no more memory than a line of text."""
    data = as_data(request)
    out = unnamed()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add_files(archive, request, data)
        archive.writestr("draft.html", render_template("subject_access/letters/draft.html", **data))
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
    out.seek(0)
    return out


def _add_files(
    archive: zipfile.ZipFile, request: SubjectRequest, data: dict[str, list[dict[str, str]]]
) -> None:
    """A file that is lost, or does not open any more, is said to be missing, and stops nothing."""
    for number, line in enumerate(lines_of(request), 1):
        name = file_of(number, line)
        if not name:
            continue
        try:
            with (
                open_stored(line.item.stored_name) as content,
                archive.open(name, "w", force_zip64=True) as into,
            ):
                shutil.copyfileobj(content, into)
        except Unreadable:
            data["items"][number - 1]["file"] = ""
            data["items"][number - 1]["missing"] = "The file could not be opened."
