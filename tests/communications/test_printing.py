"""Letters on paper, read back with a PDF reader."""

from pathlib import Path

import pypdf
import pytest

from parentcomms.accounts.queries import current_link
from parentcomms.clock import now
from parentcomms.communications import queries
from parentcomms.communications.printing import letters_pdf
from parentcomms.communications.sending import mark_handed_out, mark_printed, send
from parentcomms.database import db
from parentcomms.links import Purpose, code_for
from parentcomms.people.models import Hold, Person
from parentcomms.people.rules import Care, ContactDecision, HoldKind
from tests import make
from tests.communications.conftest import Desk


def _pages(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def _code(adult: Person) -> str:
    link = current_link(adult)
    assert link is not None
    code = code_for(Purpose.FAMILY_CODE, link.reference)
    return f"{code[:5]} {code[5:]}"


def _print(desk: Desk, path: Path, **how: bool) -> list[str]:
    letters_pdf(path, [desk.letter], **how)  # type: ignore[arg-type]
    return _pages(path)


def test_each_letter_has_its_adults_own_code_and_the_order_is_class_then_surname(
    desk: Desk, tmp_path: Path
) -> None:
    oak, ash = make.school_class("2 Oak"), make.school_class("10 Ash")
    young, zeta, abel = (
        make.parent(
            of=make.pupil("Ada", surname=surname, in_class=where), forename="Grace", email=None
        )
        for surname, where in (("Young", ash), ("Zeta", oak), ("Abel", oak))
    )
    send(desk.approve(desk.letter))
    pages = _print(desk, tmp_path / "letters.pdf")
    assert len(pages) == 3
    for page, adult in zip(pages, (abel, zeta, young), strict=True):
        assert _code(adult) in page
        assert f"Dear {adult.full_name}," in page
        assert "Margaret Okafor" in page
        assert "((" not in page


def test_every_element_of_the_policy_is_on_the_paper(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil("Zofia"), email=None)
    send(desk.approve(desk.letter))
    (page,) = _print(desk, tmp_path / "letters.pdf")
    for words in (
        "photos or videos of pupils other than your own children",
        "queries, concerns or complaints directly to the school",
        "malicious or fictitious comments",
        "cannot monitor all use of social media",
        "Zofia",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({}, "book bag"),
        ({"lives_with": False}, "post"),
        ({"lives_with": None}, "post"),
        ({"decision": ContactDecision.POST_ONLY}, "post"),
    ],
)
def test_what_may_be_read_by_another_goes_by_post(
    desk: Desk, tmp_path: Path, changes: dict[str, object], mark: str
) -> None:
    make.parent(of=make.pupil(), email=None, **changes)
    send(desk.approve(desk.letter))
    (page,) = _print(desk, tmp_path / "letters.pdf")
    assert page.startswith(mark)


def test_a_looked_after_childs_letter_goes_by_post(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil(care=Care.ACCOMMODATED), email=None)
    send(desk.approve(desk.letter))
    (page,) = _print(desk, tmp_path / "letters.pdf")
    assert page.startswith("post")


def test_a_letter_already_printed_is_not_printed_again_unasked(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil(), email=None)
    made = send(desk.approve(desk.letter))
    first = _print(desk, tmp_path / "first.pdf")
    mark_printed(made)
    assert _print(desk, tmp_path / "second.pdf") == []
    assert _print(desk, tmp_path / "third.pdf", again=True) == first
    mark_handed_out(made)
    progress = queries.listed(desk.letter).progress
    assert (progress.paper, progress.printed, progress.handed_out) == (1, 1, 1)


def test_an_adult_held_before_the_printing_is_left_out(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil(), email=None)
    (made,) = send(desk.approve(desk.letter))
    db.session.add(
        Hold(
            relationship_id=made.children[0].relationship_id,
            kind=HoldKind.SCHOOL,
            placed_by="staff:1",
            placed_at=now(),
        )
    )
    assert _print(desk, tmp_path / "letters.pdf") == []


def test_a_polish_family_gets_the_letter_in_polish(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil("Zofia"), email=None, language="pl")
    send(desk.approve(desk.letter))
    (page,) = _print(desk, tmp_path / "letters.pdf")
    assert "Szanowni Państwo," in page
    assert "Dear" not in page
    assert "ring us" not in page


def test_the_request_on_paper_has_a_sheet_for_each_child_with_a_code_of_its_own(
    desk: Desk, tmp_path: Path
) -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    adult = make.parent(of=ada, email=None)
    make.relationship(ben, adult)
    send(desk.approve(desk.request))
    letters_pdf(tmp_path / "requests.pdf", [desk.request])
    letter, *sheets = _pages(tmp_path / "requests.pdf")
    assert "Example Photos Ltd" in letter
    assert len(sheets) == 2
    assert "Ada" in sheets[0]
    assert "Ben" in sheets[1]
    codes = {sheet.split("Code of this sheet")[1].split()[0] for sheet in sheets}
    assert len(codes) == 2
