"""Keeping scans: each page goes to the adult and child whose code it bears. It says nothing more.

A scan never records an answer; the office enters what was ticked.
"""

from collections.abc import Mapping, Sequence

from parentcomms.access import actor as acting
from parentcomms.audit.actions import note, record, record_many
from parentcomms.clock import now
from parentcomms.communications.forms_back import SheetKey, sheets_by_code
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.links import tidy_code
from parentcomms.paper.files import Scan, Side
from parentcomms.paper.models import ScanBatch, ScannedForm
from parentcomms.paper.queries import looks_like_a_code
from parentcomms.paper.rules import code_among


def keep_batch(scan: Scan, sides: Sequence[Side]) -> ScanBatch:
    """One file and its pages, each attached where its code is known."""
    known = sheets_by_code()
    batch = ScanBatch(sha256=scan.sha256, uploaded_by=acting(), uploaded_at=now())
    batch.pages = [_page(side, known) for side in sides]
    db.session.add(batch)
    record("scans-dropped-in", batch)
    record_many("scan-attached", [page for page in batch.pages if page.relationship_id])
    return batch


def _page(side: Side, known: Mapping[str, SheetKey]) -> ScannedForm:
    code = code_among({each for each in side.codes if looks_like_a_code(each)}, set(known))
    page = ScannedForm(page=side.number, stored_name=side.stored_name, code=code)
    if code is not None and code in known:
        _attach(page, known[code])
    return page


def _attach(page: ScannedForm, key: SheetKey) -> None:
    page.relationship_id = key.relationship_id
    page.attached_by, page.attached_at = acting(), now()


def attach_by_code(page: ScannedForm, typed: str) -> None:
    """The office has read the code off the page. Raises Refused when it is none of ours."""
    code = tidy_code(typed)
    key = sheets_by_code().get(code)
    if key is None:
        raise Refused(gettext("No form of this school has that code. Look at each sign again."))
    page.code = code
    _attach(page, key)
    record("scan-attached", page)


def throw_away(page: ScannedForm) -> str:
    """A page that is no form of ours; gives the name of the file to remove once this is kept."""
    if page.relationship_id is not None:
        raise Refused(gettext("This page belongs to a form. It stays."))
    note("scan-thrown-away", "scanned_form", row_id=page.id)
    db.session.delete(page)
    return page.stored_name
