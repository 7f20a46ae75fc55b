"""The mirrored stylesheet: sides change places, names and everything else stay."""

import pytest

from parentcomms.config import ROOT
from tools.assets import MIRRORED, VENDOR, mirrored


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("a{margin-left:1px}", "a{margin-right:1px}"),
        ("a{float:right;left:0}", "a{float:left;right:0}"),
        (".govuk-\\!-margin-left-2{margin-left:1px}", ".govuk-\\!-margin-left-2{margin-right:1px}"),
        ("a{padding:1px 2px 3px 4px}", "a{padding:1px 4px 3px 2px}"),
        ("a{margin:0 auto}", "a{margin:0 auto}"),
        ("a{border-width:0 0 5px 5px;top:0}", "a{border-width:0 5px 5px 0;top:0}"),
        ("@media print{a{text-align:left}b{c:d}}", "@media print{a{text-align:right}b{c:d}}"),
        ("a{margin-left:1px!important}", "a{margin-right:1px!important}"),
    ],
)
def test_sides_change_places_and_names_do_not(css, turned):
    assert mirrored(css) == turned
    assert mirrored(turned) == css


def test_the_mirrored_stylesheet_is_the_other_one_mirrored():
    plain = VENDOR / "govuk-frontend" / "govuk-frontend.min.css"
    assert (VENDOR / MIRRORED).read_text() == mirrored(plain.read_text())


def test_our_own_stylesheet_names_no_side():
    ours = (ROOT / "parentcomms" / "static" / "styles" / "school.css").read_text()
    for side in ("left", "right"):
        for declaration in (f"-{side}:", f"-{side} ", f" {side}:", f": {side};"):
            assert declaration not in ours
