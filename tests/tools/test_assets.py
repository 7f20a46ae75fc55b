"""What is served of GOV.UK Frontend leaves out what belongs to gov.uk alone."""

import tomllib

import pytest

from parentcomms.config import ROOT, MailSettings, Settings
from tools.assets import FONTS, VENDOR, expected, without_gds

FONT_FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"


def test_every_style_script_and_font_is_in_place() -> None:
    assert [path for path in expected() if not path.is_file()] == []


def test_the_stylesheet_asks_for_no_gds_font_and_no_crest() -> None:
    css = (VENDOR / "govuk-frontend" / "govuk-frontend.min.css").read_text()
    assert "font-family:Arial,Helvetica,sans-serif" in css
    for word in ("GDS Transport", "crest", "url(", "@font-face"):
        assert word not in css


def test_no_picture_of_gov_uk_is_served() -> None:
    kinds = {path.suffix for path in VENDOR.rglob("*") if path.is_file() and path.suffix}
    assert kinds == {".css", ".js"}


def test_a_stylesheet_that_changed_its_ways_stops_the_set_up() -> None:
    assert without_gds(FONT_FACE + "a{color:red}") == "a{color:red}"
    with pytest.raises(SystemExit, match="url"):
        without_gds("a{background:url(/assets/images/crown.svg)}")


def test_letters_have_a_font_for_each_script_in_two_weights() -> None:
    assert len(list(FONTS.glob("*-Regular.ttf"))) == len(list(FONTS.glob("*-Bold.ttf"))) >= 8


def test_the_example_settings_name_only_settings_there_are() -> None:
    text = (ROOT / "instance" / "settings.example.toml").read_text()
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    said = tomllib.loads("\n".join(line for line in lines if " = " in line or line[:1] == "["))
    mail = said.pop("mail")
    assert set(said) < set(Settings.__dataclass_fields__)
    assert set(mail) == set(MailSettings.__dataclass_fields__)
